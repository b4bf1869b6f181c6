"""Wishes in a session, on the scripted engine: the real sampler writes what it is told to."""

import pytest
from scripted_engine import ScriptedEngine, answer

from mercurycli.canvas import SamplingParams
from mercurycli.errors import UsageError
from mercurycli.repl import generating
from mercurycli.repl.dials import Dials
from mercurycli.session import CANDIDATES, MENDING_ROUNDS

ONE, TWO = "a = 1\n", "b = 2\n"


def wishes_asked(engine):
    return [engine.tokenizer.decode([i for i, own in zip(canvas.ids, canvas.answer, strict=True) if not own]) for canvas, _ in engine.asked]


def test_a_wish_is_answered_with_the_program_on_stdout_and_figures_on_stderr(desk_with, capsys):
    desk, engine, _ = desk_with(ScriptedEngine(answer(ONE)), answer=True)
    assert generating.line(desk, "one") == 0
    out, err = capsys.readouterr()
    assert out == ONE and "tokens" in err
    assert (desk.wish, desk.result.text, desk.result.language) == ("one", ONE, "python")
    assert [frame.step for frame in desk.frames] == list(range(1, engine.calls + 1))  # every draft is kept


class Changeless(ScriptedEngine):
    tasks = ("gen", "fill", "fix")


def test_a_follow_up_to_a_model_that_changes_nothing_is_asked_again_with_the_last_wish_and_says_so(desk_with, capsys):
    desk, engine, _ = desk_with(Changeless(answer(ONE), answer(TWO)))
    generating.line(desk, "balls")
    generating.line(desk, "make them red")
    assert "asked again as: balls, red" in capsys.readouterr().err
    assert [wish.replace(" ", "") for wish in wishes_asked(engine)] == ["balls", "balls,red"]
    assert [result.text for result in desk.results] == [ONE, TWO] and desk.wish == "balls, red"


def test_a_follow_up_changes_the_last_program_with_it_in_sight(desk_with, capsys):
    desk, engine, _ = desk_with(ScriptedEngine(answer(ONE), answer(TWO)))
    generating.line(desk, "one")
    assert generating.line(desk, "make them red") == 0
    assert wishes_asked(engine)[1].replace(" ", "") == f"{ONE}makethemred".replace(" ", "")
    out, err = capsys.readouterr()
    assert out == ONE + TWO and "changing the last program" in err and "1 line changed; /diff" in err
    assert [result.text for result in desk.results] == [ONE, TWO] and desk.wish == "one, red"
    assert [(job.kind, job.wish) for job in desk.jobs] == [("wish", "one"), ("change", "one, red")]


@pytest.mark.parametrize(("second", "said"), [(ONE, "left the program as it was"), ("a = )\n", "does not parse")])
def test_a_change_that_comes_to_nothing_is_asked_again_as_one_wish(desk_with, capsys, second, said):
    answers = [answer(ONE), *[answer(second)] * (CANDIDATES * (1 + MENDING_ROUNDS) if ")" in second else 1), answer(TWO)]
    desk, engine, _ = desk_with(ScriptedEngine(*answers))
    generating.line(desk, "one")
    assert generating.line(desk, "make them red") == 0
    assert said in (err := capsys.readouterr().err) and "asked again as: one, red" in err
    assert [result.text for result in desk.results] == [ONE, TWO] and desk.changing is None
    assert [job.text for job in desk.jobs] == [ONE, "", TWO]


def test_a_change_without_what_it_states_is_asked_again_as_one_wish(desk_with, capsys):
    named = "total = 3\n"
    desk, engine, _ = desk_with(ScriptedEngine(answer(ONE), *[answer(TWO)] * 3, answer(named)))
    generating.line(desk, "one")
    assert generating.line(desk, "make it something called total") == 0
    assert "what came of it has no total" in (err := capsys.readouterr().err) and "asked again as" in err
    assert [result.text for result in desk.results] == [ONE, named]


def test_a_change_for_which_there_is_no_room_is_asked_again_as_one_wish(desk_with, capsys):
    engine = ScriptedEngine(answer("a = '" + "x" * 52 + "'\n"), answer(TWO), length=60)
    engine.max_positions = 68
    desk, _, _ = desk_with(engine)
    generating.line(desk, "one")
    assert generating.line(desk, "make it b") == 0
    assert "cannot be changed in place" in capsys.readouterr().err
    assert desk.result.text == TWO


def test_again_after_a_change_makes_the_same_change_otherwise(desk_with):
    desk, engine, _ = desk_with(ScriptedEngine(answer(ONE), answer(TWO), answer("c = 3\n")))
    generating.line(desk, "one")
    generating.line(desk, "make them red")
    generating.again(desk, "")
    assert wishes_asked(engine)[2] == wishes_asked(engine)[1]
    assert engine.asked[2][1].seed == 1 and desk.result.text == "c = 3\n"


def test_a_new_wish_after_a_change_starts_anew(desk_with):
    desk, engine, _ = desk_with(ScriptedEngine(answer(ONE), answer(TWO), answer("c = 3\n")))
    generating.line(desk, "one")
    generating.line(desk, "make them red")
    generating.line(desk, "green")
    assert wishes_asked(engine)[2].replace(" ", "") == "green" and desk.changing is None


def test_gen_is_a_new_wish_whatever_was_said_before(desk_with):
    desk, _, _ = desk_with(ScriptedEngine(answer(ONE)))
    generating.line(desk, "balls")
    generating.new(desk, "make them red")
    assert desk.wish == "make them red"


def test_the_dials_are_what_the_sampler_is_told(desk_with):
    desk, engine, _ = desk_with(ScriptedEngine(answer(ONE)))
    desk.dials = Dials(steps=2, threshold=0.5, temperature=0.25, seed=9, length=31)
    generating.line(desk, "one")
    canvas, params = engine.asked[0]
    assert (params.steps, params.threshold, params.temperature, params.seed) == (2, 0.5, 0.25, 9)
    assert sum(canvas.answer) == 31


@pytest.mark.parametrize(("set_to", "own", "used"), [(None, 0.0, 0.5), (None, 0.3, 0.3), (0.7, 0.0, 0.7), (0.0, 0.3, 0.5)])
def test_again_takes_the_next_seed_and_a_temperature_that_makes_a_difference(desk_with, set_to, own, used):
    desk, engine, _ = desk_with(ScriptedEngine(answer(ONE), defaults=SamplingParams(temperature=own, seed=4)))
    desk.dials = Dials(temperature=set_to)
    generating.line(desk, "one")
    for seed in (5, 6):
        generating.again(desk, "")
        assert (engine.asked[-1][1].seed, engine.asked[-1][1].temperature) == (seed, used)
    assert desk.dials == Dials(temperature=set_to)  # for this once


def test_again_needs_a_wish(desk_with):
    with pytest.raises(UsageError, match="no wish"):
        generating.again(desk_with()[0], "")


class Interrupted(ScriptedEngine):
    """Ctrl-C in the middle."""

    def denoise(self, canvas, params):
        for draft in super().denoise(canvas, params):
            yield draft
            if draft.step == 2:
                raise KeyboardInterrupt


def test_ctrl_c_keeps_the_best_draft_and_the_wish(desk_with, capsys):
    desk, _, _ = desk_with(Interrupted(answer(ONE), defaults=SamplingParams(per_step=2)), answer=True)
    assert generating.line(desk, "one") == 130
    assert capsys.readouterr().out == ONE  # its best guess parsed
    assert desk.wish == "one" and desk.result.text == ONE and len(desk.frames) == 2


def test_ctrl_c_before_anything_parses_keeps_the_drafts(desk_with, capsys):
    desk, _, _ = desk_with(Interrupted(answer("a = )\n"), defaults=SamplingParams(per_step=2)), answer=True)
    assert generating.line(desk, "one") == 130
    out, err = capsys.readouterr()
    assert out == "" and "/steps" in err and not desk.results and desk.frames


def test_a_wish_that_is_none_is_the_users_fault(desk_with):
    with pytest.raises(UsageError, match="empty"):
        generating.line(desk_with()[0], "")


def test_a_wish_that_is_refused_leaves_the_last_one_to_be_followed_up(desk_with):
    desk, engine, _ = desk_with(ScriptedEngine(answer(ONE)))
    generating.line(desk, "balls")
    with pytest.raises(UsageError, match="takes"):
        generating.new(desk, "x " * engine.max_positions)
    assert desk.wish == "balls" and len(desk.jobs) == 1
