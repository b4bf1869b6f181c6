"""A program that does not parse, or lacks a name, is denoised again from there on."""

import pytest
from scripted_engine import TOKENIZER, ScriptedEngine, answer
from scripted_job import BAD, GOOD, ask, of_kind, run

from mercurycli import session
from mercurycli.canvas import SamplingParams
from mercurycli.events import Check, Frame, Note
from mercurycli.session import MENDING_ROUNDS


def test_from_the_faulty_line_on_the_answer_is_denoised_again_with_more_care():
    engine = ScriptedEngine(answer(BAD), answer(GOOD), defaults=SamplingParams(window=9))
    events = run(engine)
    assert events[-1].text == GOOD
    assert [(check.ok, check.detail.startswith("line 3")) for check in of_kind(events, Check)] == [(False, True), (True, False)]
    assert of_kind(events, Note) == []
    (first, _), (canvas, params) = engine.asked
    given = sum(not role for role in first.answer)
    assert canvas.ids[:given] == first.ids[:given] and canvas.answer == first.answer
    kept = 1 + BAD.index("\nc") + 1  # the language, and all characters before the faulty line
    assert canvas.ids[given : given + kept] == tuple(answer(BAD))[:kept]
    assert list(canvas.holes) == [at >= given + kept for at in range(len(canvas))]
    assert params.threshold > 0.9 and params.left_bias < 1.0 and params.window == 9


@pytest.mark.parametrize("bad", [")\nb = 2\n", "a = 1\nb = (\n", ")"], ids=["first line", "last line", "only line"])
def test_the_language_is_never_a_hole_in_mending_where_it_was_given(bad):
    engine = ScriptedEngine(answer(bad), answer(" " * len(bad)))
    run(engine, ask(language="python"))
    canvas = engine.asked[1][0]
    kept = [token for token, hole, role in zip(canvas.ids, canvas.holes, canvas.answer, strict=True) if role and not hole]
    assert kept[0] == TOKENIZER.language_ids["python"]


def test_an_error_behind_all_that_stands_on_a_full_canvas_leaves_nothing_to_denoise():
    """A parser may count lines otherwise than we do."""
    generation = session.Generation(ScriptedEngine(answer("a = 1\n" * 20, end=False), length=40), ask(language="python"))
    list(generation.run())
    assert sum(generation.draft.holes) == 0
    assert generation.mending_canvas(generation.draft, line=99) is None
    assert generation.mending_canvas(generation.draft, line=3) is not None


def test_the_second_round_of_mending_begins_further_up():
    engine = ScriptedEngine(answer(BAD))
    run(engine)
    assert sum(engine.asked[1][0].holes) < sum(engine.asked[2][0].holes)


def test_mending_is_tried_twice_with_other_seeds_and_then_said_to_have_failed():
    engine = ScriptedEngine(answer(BAD))
    events = run(engine, ask(language="python", overrides=(("seed", 7),)))
    assert MENDING_ROUNDS == 2
    assert [params.seed for _, params in engine.asked] == [7, 8, 9]
    assert [check.ok for check in of_kind(events, Check)] == [False, False, False]
    (note,) = of_kind(events, Note)
    assert "does not parse" in note.text and "line 3" in note.text
    assert (events[-1].status, events[-1].text) == ("ok", BAD)


def test_a_failed_draft_at_a_temperature_proposes_another_seed():
    params = SamplingParams(temperature=0.01, seed=7)
    (note,) = of_kind(run(ScriptedEngine(answer(BAD), defaults=params)), Note)
    assert "--seed 8" in note.text and "--temperature" not in note.text


def test_a_failed_draft_without_randomness_does_not_propose_another_seed_alone():
    (note,) = of_kind(run(ScriptedEngine(answer(BAD))), Note)
    assert "--temperature" in note.text


@pytest.mark.parametrize("steps", [1, 2, 3, 4])
def test_mending_stays_within_the_limit_on_the_steps(steps):
    engine = ScriptedEngine(answer(BAD))
    events = run(engine, ask(language="python", overrides=(("steps", steps),)))
    assert engine.calls <= steps
    assert all(frame.step <= frame.steps == steps for frame in of_kind(events, Frame))
    assert events[-1].text == BAD


UNKNOWN = "a = 1\nb = q\nc = 3\nd = 4\ne = 5\n"


def test_a_name_that_nobody_defines_is_mended_like_an_error():
    engine = ScriptedEngine(answer(UNKNOWN), answer(GOOD))
    events = run(engine)
    assert [(check.name, check.ok) for check in of_kind(events, Check)] == [("names", False), ("parse", True)]
    assert "line 2: q is not defined" in of_kind(events, Check)[0].detail
    assert events[-1].text == GOOD and of_kind(events, Note) == []


def test_a_draft_that_parses_is_never_given_up_for_one_that_does_not():
    events = run(ScriptedEngine(answer(UNKNOWN), answer(BAD)))
    assert events[-1].text == UNKNOWN
    assert [(check.name, check.ok) for check in of_kind(events, Check)][-2:] == [("parse", True), ("names", False)]
    assert "will stop at line 2: q is not defined" in of_kind(events, Note)[0].text


def test_a_draft_that_parses_is_not_mended():
    engine = ScriptedEngine(answer(GOOD))
    run(engine)
    assert len(engine.asked) == 1
