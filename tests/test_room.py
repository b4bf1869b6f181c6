"""How long an answer may be, and what is said where the context or the canvas is too short."""

import pytest
from scripted_engine import ScriptedEngine, answer
from scripted_job import GOOD, ask, of_kind, run

from mercurycli.errors import UsageError
from mercurycli.events import Note
from mercurycli.session import gen


def test_a_wish_longer_than_the_context_can_only_be_shortened():
    engine = ScriptedEngine(answer(GOOD))
    with pytest.raises(UsageError, match="context of 120") as refused:
        gen(engine, ask("prime " * 150))
    assert refused.value.hint == "shorten the wish" and engine.asked == []


def test_a_length_beyond_the_context_is_refused_with_the_length_that_fits():
    with pytest.raises(UsageError) as refused:
        gen(ScriptedEngine(answer(GOOD)), ask(length=500))
    fits = int(refused.value.hint.split()[-1])
    engine = ScriptedEngine(answer(GOOD))
    run(engine, ask(length=fits))
    assert len(engine.asked[0][0]) == engine.max_positions


def test_the_checkpoints_own_length_is_cut_to_the_room_there_is():
    engine = ScriptedEngine(answer(GOOD), length=400)
    run(engine, ask())
    assert len(engine.asked[0][0]) == engine.max_positions


@pytest.mark.parametrize("options", [{"length": 0}, {"length": -3}, {"wish": ""}, {"wish": " \n"}])
def test_a_request_for_nothing_is_a_usage_error(options):
    with pytest.raises(UsageError) as refused:
        ask(**options)
    assert refused.value.hint


def test_a_setting_out_of_range_is_a_usage_error():
    with pytest.raises(UsageError, match="threshold"):
        gen(ScriptedEngine(answer(GOOD)), ask(overrides=(("threshold", 3.0),)))


@pytest.mark.parametrize("text", ["1", "a = 1\nb = 2\n"])
def test_an_answer_without_an_end_says_which_length_may_help(text):
    length = 1 + len(text)
    events = run(ScriptedEngine(answer(text, end=False)), ask(language="python", length=length))
    (note,) = of_kind(events, Note)
    assert f"--length {2 * length}" in note.text
    assert events[-1].text == text.rstrip("\n") + "\n" and events[-1].status == "ok"


def test_the_length_that_may_help_fits_the_context():
    engine = ScriptedEngine(answer("#" * 200, end=False))
    (note,) = of_kind(run(engine, ask(language="python", length=80)), Note)
    longer = int(note.text.split()[-1])
    run(ScriptedEngine(answer(GOOD)), ask(language="python", length=longer))


def test_no_length_is_proposed_where_the_context_is_full():
    engine = ScriptedEngine(answer("#" * 200, end=False), length=400)
    (note,) = of_kind(run(engine), Note)
    assert "--length" not in note.text
