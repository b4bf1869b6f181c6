"""Drafts that go round in circles are ended before they fill the canvas."""

import pytest
from scripted_engine import ScriptedEngine, answer
from scripted_job import BAD, GOOD, ONE_BY_ONE, ask, of_kind, run

from mercurycli import drafting
from mercurycli.canvas import Draft, SamplingParams
from mercurycli.drafting import HURRY, LOOP_LOOK, before_loop, ended
from mercurycli.events import Frame, Note


def draft(ids, left=3):
    ids = (*ids, *[0] * left)
    holes = tuple(at >= len(ids) - left for at in range(len(ids)))
    return Draft(ids, ids, (0.9,) * len(ids), holes, (), (), (), 16, 16, 1.0, False)


@pytest.mark.parametrize("period", [1, 2, 3, 5, 8])
def test_what_stands_before_the_second_round_is_kept(period):
    start, loop = [50, 51, 52], list(range(1, period + 1))
    assert before_loop(draft(start + loop * 32)) == len(start) + period


def test_a_few_rounds_are_no_loop():
    assert before_loop(draft([50, *[1, 2] * 11])) == 0 and before_loop(draft([])) == 0
    assert before_loop(draft([50, *[1, 2] * 40, 3])) == 0  # it went on


def test_an_ended_draft_is_whole():
    found = ended(draft([50, *[1] * 30]), 2, 7)
    assert (found.ids, found.done, any(found.holes)) == ((50, 1, 7), True, False) and len(found.confidence) == 3


def test_a_looping_answer_costs_no_more_calls_than_it_takes_to_see_it():
    engine = ScriptedEngine(answer("a = (" + "ab" * 50, end=False), defaults=ONE_BY_ONE, length=100)
    end = run(engine, ask(language="python"))[-1]
    assert end.model_calls <= 3 * 2 * LOOP_LOOK  # a draw and two rounds of mending
    assert end.text == "a = (ab\n"


def slowly(monkeypatch, text=GOOD, unsure_below=1.0, **options):
    """One token a call, as the model is sure of none; a draft is given up after five."""
    monkeypatch.setattr(drafting, "LOST_CALLS", 5)
    engine = ScriptedEngine(answer(text), defaults=SamplingParams(threshold=0.99), **options)
    engine.unsure_below = unsure_below
    return engine, run(engine, ask(language="python", candidates=None))


def test_a_lost_draft_is_brought_to_its_end_in_large_steps_and_the_user_is_told(monkeypatch):
    engine, events = slowly(monkeypatch, length=40)
    assert events[-1].text == GOOD and engine.calls == 5 + -(-(len(GOOD) - 5 + 1) // HURRY)  # with its end token
    assert [event.step for event in of_kind(events, Frame)] == list(range(1, engine.calls + 1))
    assert any("is not sure of this one" in note.text for note in of_kind(events, Note))


def test_a_lost_draft_is_not_mended(monkeypatch):
    engine, _ = slowly(monkeypatch, BAD, length=40)
    assert len(engine.asked) == 2  # the draft and its end, and no other program is drawn


def test_models_that_are_slow_by_nature_are_never_lost(monkeypatch):
    engine, events = slowly(monkeypatch, unsure_below=0.0, length=40)
    assert engine.calls > len(GOOD) and not of_kind(events, Note)


def test_who_limits_the_calls_decides_how_many_there_are(monkeypatch):
    monkeypatch.setattr(drafting, "LOST_CALLS", 5)
    engine = ScriptedEngine(answer(GOOD), defaults=SamplingParams(threshold=0.99, per_step=1))
    engine.unsure_below = 1.0
    run(engine)
    assert len(engine.asked) == 1


def test_a_loop_that_is_seen_when_the_draft_would_be_lost_is_mended_like_any_other(monkeypatch):
    monkeypatch.setattr(drafting, "LOST_CALLS", 3 * LOOP_LOOK)
    engine = ScriptedEngine(answer("a = (" + "ab" * 50, end=False), defaults=SamplingParams(threshold=0.99), length=100)
    engine.unsure_below = 2.0
    run(engine, ask(language="python"))
    assert len(engine.asked) == 3  # two rounds of mending


def test_what_is_drawn_again_and_lost_says_nothing_of_the_first_program(monkeypatch):
    monkeypatch.setattr(drafting, "LOST_CALLS", 5)
    first, second = answer("def sum_up():\n    return 1\n"), answer("def sum_up(a, b, c):\n    return 2\n")
    engine = ScriptedEngine(first, second, second, sure=0.995, defaults=SamplingParams(threshold=0.99), length=60)
    engine.unsure_below = 1.0
    draw = engine.denoise

    def denoise(canvas, params):
        engine.sure = 0.995 if params.temperature == 0.0 else 0.9  # of what is drawn warm it is sure of nothing
        return draw(canvas, params)

    engine.denoise = denoise
    events = run(engine, ask("a function called total", language="python", candidates=None))
    assert events[-1].text == "def sum_up():\n    return 1\n" and len(engine.asked) > 1
    assert not any("not sure" in note.text for note in of_kind(events, Note))


def test_who_asks_for_a_threshold_gets_it_without_short_cuts_and_however_long_it_takes(monkeypatch):
    monkeypatch.setattr(drafting, "LOST_CALLS", 5)
    engine = ScriptedEngine(answer(GOOD), defaults=SamplingParams(threshold=0.9, prefix_threshold=0.5), length=40)
    engine.unsure_below = 1.0
    run(engine, ask(language="python", overrides=(("threshold", 0.99),)))
    assert len(engine.asked) == 1 and engine.calls > len(GOOD)  # it is sure of 0.95: one at a time
    assert (engine.asked[0][1].threshold, engine.asked[0][1].prefix_threshold) == (0.99, 1.0)
    other = ScriptedEngine(answer(GOOD), length=40)
    run(other, ask(language="python", overrides=(("threshold", 0.99), ("prefix_threshold", 0.7))))
    assert other.asked[0][1].prefix_threshold == 0.7
