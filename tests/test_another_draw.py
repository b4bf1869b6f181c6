"""Where nothing mends a program another one is drawn, and the best is delivered."""

import pytest
from scripted_engine import ScriptedEngine, answer
from scripted_job import BAD, GOOD, ONE_BY_ONE, ask, of_kind, run

from mercurycli import session
from mercurycli.canvas import SamplingParams
from mercurycli.errors import UsageError
from mercurycli.events import Check, Frame
from mercurycli.session import MENDING_ROUNDS, gen


def drawn(*answers, candidates: int | None = 3, **defaults):
    """Each answer three times: a draw and its two rounds of mending bring the same."""
    engine = ScriptedEngine(*[answer(text) for text in answers for _ in range(1 + MENDING_ROUNDS)], defaults=SamplingParams(**defaults))
    return engine, run(engine, ask(language="python", candidates=candidates))


def test_where_nothing_mends_a_program_another_one_is_drawn():
    engine, events = drawn(BAD, GOOD)
    assert (events[-1].text, events[-1].seed) == (GOOD, 0) and of_kind(events, Check)[-1] == Check("parse", True)
    assert any("drawing another one, 2 of 3" in check.detail for check in of_kind(events, Check))
    assert engine.asked[1 + MENDING_ROUNDS][1].seed == 1 and engine.asked[1 + MENDING_ROUNDS][1].temperature == session.WARM
    assert engine.asked[0][1].temperature == 0.0 and all(engine.asked[1 + MENDING_ROUNDS][0].holes[-40:])


def test_a_program_without_a_flaw_is_the_only_one():
    engine, _ = drawn(GOOD, BAD)
    assert len(engine.asked) == 1


def test_so_many_are_drawn_as_were_asked_for_and_where_all_have_a_flaw_the_first_stays():
    worse = BAD.replace("a = 1", "a = (")
    engine, events = drawn(BAD, worse, GOOD, candidates=2)
    assert events[-1].text == BAD and len(engine.asked) == 2 * (1 + MENDING_ROUNDS)


def test_a_program_that_parses_but_lacks_a_name_is_better_than_one_that_does_not_parse():
    assert drawn(BAD, "a = b\n", candidates=2)[1][-1].text == "a = b\n"
    assert drawn("a = b\n", BAD, candidates=2)[1][-1].text == "a = b\n"


def test_a_limit_on_the_steps_leaves_none_for_another_program():
    engine, _ = drawn(BAD, GOOD, steps=4)
    assert len(engine.asked) <= 1 + MENDING_ROUNDS


def test_where_the_model_is_lost_no_other_program_is_drawn(monkeypatch):
    monkeypatch.setattr(session, "MOST_CALLS", 5)
    engine, events = drawn(BAD, GOOD, per_step=1, candidates=None)
    assert len(engine.asked) == 1 + MENDING_ROUNDS and events[-1].text == BAD


def test_who_asks_for_so_many_programs_gets_them_whatever_they_cost(monkeypatch):
    monkeypatch.setattr(session, "MOST_CALLS", 5)
    assert drawn(BAD, GOOD, per_step=1)[1][-1].text == GOOD


def test_a_long_program_may_cost_more_calls(monkeypatch):
    monkeypatch.setattr(session, "MOST_CALLS", 5)
    long = "".join(f"{name} = {name}\n" for name in "abcdefgh")
    assert len(drawn(long + "c = )\n", GOOD, candidates=None)[0].asked) > 1 + MENDING_ROUNDS


def test_no_programs_at_all_cannot_be_asked_for():
    with pytest.raises(UsageError, match="--candidates"):
        ask(candidates=0)


def stating(*answers, candidates=4):
    """Of programs without a flaw each answer is asked for once."""
    engine = ScriptedEngine(*map(answer, answers))
    return engine, run(engine, ask("a function called total", language="python", candidates=candidates))


NAMED = "def total():\n    return 1\n"
OTHER = NAMED.replace("total", "sum_up")


def test_a_program_that_lacks_what_the_wish_states_is_drawn_again():
    engine, events = stating(OTHER, NAMED)
    assert events[-1].text == NAMED and len(engine.asked) == 2
    assert Check("stated", False, "not in the program: total; drawing another one, 2 of 4") in of_kind(events, Check)


def test_what_three_draws_lack_need_not_stand_there_and_the_first_stays():
    engine, events = stating(OTHER, OTHER.replace("1", "2"), OTHER.replace("1", "3"), NAMED)
    assert events[-1].text == OTHER and len(engine.asked) == 3


def test_a_program_with_all_that_is_stated_and_a_flaw_is_no_better():
    engine, events = stating(OTHER, *[NAMED + ")"] * (1 + MENDING_ROUNDS), OTHER, candidates=2)
    assert events[-1].text == OTHER


def test_where_another_one_was_no_better_the_last_frame_is_what_is_delivered():
    _, events = stating(OTHER, *[NAMED + ")"] * (1 + MENDING_ROUNDS), candidates=2)
    worse, last = of_kind(events, Frame)[-2:]
    assert not worse.parse.ok and last.parse.ok and last.done
    assert "".join(piece.text for piece in last.pieces) == events[-1].text == OTHER


def test_ctrl_c_while_another_one_is_drawn_keeps_the_program_that_is_whole():
    def answers(step):
        if step == 4:
            raise KeyboardInterrupt
        return answer("b = 1\n")

    engine = ScriptedEngine(answer(OTHER), answers, defaults=ONE_BY_ONE)
    *_, end = gen(engine, ask("a function called total", language="python", candidates=2))
    assert len(engine.asked) == 2 and (end.status, end.text, end.seed) == ("interrupted", OTHER, 0)


def test_what_a_change_takes_away_need_not_stand_there():
    for before, draws in ((NAMED, 1), ("a = 1\n", 2)):
        engine = ScriptedEngine(answer(OTHER))
        list(gen(engine, ask("no longer a function called total", language="python", candidates=2, before=before)))
        assert len(engine.asked) == draws
