"""The language of a program: as the wish names it, or as the model chooses."""

import pytest
from scripted_engine import TOKENIZER, ScriptedEngine, answer
from scripted_job import GOOD, ONE_BY_ONE, ask, of_kind, run

from mercurycli import prompt
from mercurycli.canvas import SamplingParams
from mercurycli.errors import UsageError
from mercurycli.events import Check, End, Frame, Note, Start
from mercurycli.session import gen
from mercurycli.wished_language import language_in


@pytest.mark.parametrize(
    ("wish", "language"),
    [
        ("binary search in Python", "python"), ("a web page with a clock", "html"), ("a webpage", "html"), ("bouncing balls", None),
        ("a python in html", None), ("pythonic", None), ("javascript for an HTML page", None), ("JavaScript timer", "javascript"),
    ],
)  # fmt: skip
def test_a_wish_names_a_language_if_it_names_exactly_one(wish, language):
    assert language_in(wish) == language


@pytest.mark.parametrize("request_", [ask("sort in python"), ask("sort", language="python"), ask("html to text", language="python")])
def test_a_known_language_is_settled_from_the_start(request_):
    engine = ScriptedEngine(answer(GOOD))
    events = run(engine, request_)
    canvas = engine.asked[0][0]
    head = prompt.generate_context(TOKENIZER, request_.wish, "python")
    assert canvas.ids[: len(head)] == tuple(head)
    assert canvas.ids[len(head)] == TOKENIZER.language_ids["python"]
    assert canvas.answer[len(head)] and not canvas.holes[len(head)]
    assert canvas.holes[len(head) + 1 :] == (True,) * 59
    assert {event.language for event in events if isinstance(event, (Start, Frame, End))} == {"python"}


@pytest.mark.parametrize("wish", ["bouncing balls", "a javascript timer"])
def test_the_model_chooses_a_language_where_the_wish_names_none_that_it_writes(wish):
    engine = ScriptedEngine(answer("<p>hi</p>\n", "html"), defaults=ONE_BY_ONE)
    events = run(engine, ask(wish))
    assert engine.asked[0][0].ids[2] == TOKENIZER.any_id
    assert events[0].language is None and events[0].length == 60
    assert of_kind(events, Frame)[-1].language == "html" and events[-1].language == "html"


def test_the_language_follows_the_model_when_it_changes_its_mind():
    guesses = {1: answer(GOOD, "html"), 2: answer(GOOD, "python")}
    params = SamplingParams(per_step=1, take_back=0.9)
    events = run(ScriptedEngine(lambda step: guesses[min(step, 2)], defaults=params), ask("sort"))
    frames = of_kind(events, Frame)
    assert frames[0].language == "html" and frames[1].language == "python"
    assert events[-1].language == "python"


def test_the_language_stays_while_the_model_makes_up_its_mind():
    guesses = {1: answer(GOOD, "html"), 2: answer(GOOD, "python")}
    params = SamplingParams(per_step=1, take_back=0.9)  # at a half, html falls but python does not follow at once
    frames = of_kind(run(ScriptedEngine(lambda step: guesses[min(step, 2)], sure=0.5, defaults=params), ask("sort")), Frame)
    assert frames[1].pieces[0].state == "remasked" and frames[1].language == "html"
    assert frames[-1].language == "python"


def test_a_language_the_model_does_not_write_is_refused_before_it_is_asked():
    engine = ScriptedEngine(answer(GOOD))
    with pytest.raises(UsageError, match="html and python, not rust") as refused:
        gen(engine, ask(language="rust"))
    assert refused.value.exit_code == 2 and "--lang" in refused.value.hint and engine.asked == []


def test_an_answer_that_names_no_language_is_delivered_but_not_vouched_for():
    events = run(ScriptedEngine([TOKENIZER.encode("x")[0], TOKENIZER.eos_id]), ask("sort"))
    assert events[-1].text == "x\n" and events[-1].language is None
    (check,) = of_kind(events, Check)
    assert not check.ok and check.detail


def test_an_answer_without_text_is_an_error_with_a_note_on_what_to_do():
    events = run(ScriptedEngine(answer("")))
    (note,) = of_kind(events, Note)
    assert "wrote nothing" in note.text and of_kind(events, Check) == []
    assert (events[-1].status, events[-1].text, events[-1].exit_code) == ("error", "", 4)
