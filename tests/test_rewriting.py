"""A change in words, on an engine that answers what it is told to."""

import pytest
from scripted_engine import TOKENIZER, ScriptedEngine

from mercurycli.errors import RefusedError, UsageError
from mercurycli.events import Check, End, Frame, Start
from mercurycli.rewriting import Rewriting, shares_enough
from mercurycli.search import Search
from mercurycli.source.context import lines, symbol
from mercurycli.source.document import Document
from mercurycli.source.languages import language_named

PYTHON = language_named("python")
CODE = "# größer\nclass Box:\n    def total(self, a, b):\n        return a + b\n\n    def less(self, a):\n        return a - 1\n\n\nprint(Box().total(1, 2))\n"
TOTAL = "def total(self, a, b):\n    return a + b\n"
TIMES = "def total(self, a, b):\n    return a * b\n"
ONCE = Search(1, 1)


class Editor(ScriptedEngine):
    """Answers with the first of ``answers`` and so on, whatever it is shown; what it was shown is kept."""

    max_positions = 700

    def __init__(self, *answers, **options):
        super().__init__(*[[TOKENIZER.language_ids["python"], *TOKENIZER.encode(text), TOKENIZER.eos_id] for text in answers], **options)

    @property
    def shown(self):
        """Of each call, the program and the request behind it."""
        return [TOKENIZER.decode([i for i, own in zip(canvas.ids, canvas.answer, strict=True) if not own]) for canvas, _ in self.asked]


def document(text=CODE, path="box.py", language=PYTHON):
    return Document.from_text(text, language, path)


def rewritten(doc, engine, *regions, wish="multiply", search=ONCE, **options):
    job = Rewriting(doc, lambda: engine, wish, regions, search=search, **options)
    events = list(job.run())
    assert isinstance(events[0], Start) and isinstance(events[-1], End)
    steps = [event.step for event in events if isinstance(event, Frame)]
    assert steps == sorted(set(steps)) and events[-1].steps == steps[-1] == engine.calls
    assert job.patch(events[-1]).apply().decode() == events[-1].text
    return events


def refusal(doc, engine, *regions, wish="multiply", search=ONCE, **options):
    with pytest.raises(RefusedError, match="could not follow") as refused:
        list(Rewriting(doc, lambda: engine, wish, regions, search=search, **options).run())
    assert "untouched" in str(refused.value) and "other words" in refused.value.hint
    return str(refused.value)


def test_a_symbol_is_shown_without_its_margin_and_its_answer_gets_it_back():
    doc, engine = document(), Editor(TIMES)
    events = rewritten(doc, engine, symbol(doc, "Box.total"))
    assert events[-1].text == CODE.replace("a + b", "a * b")
    assert engine.shown[0].startswith(TOTAL) and "multiply" in engine.shown[0]
    assert any(isinstance(event, Check) and event.ok for event in events)


def test_lines_are_a_region_as_well():
    doc, engine = document(), Editor("return a * b\n")
    assert rewritten(doc, engine, lines(doc, 4, 4))[-1].text == CODE.replace("a + b", "a * b")
    assert engine.shown[0].startswith("return a + b")


def test_without_a_region_the_whole_text_is_shown_and_keeps_its_end():
    for end in ("\n", "", "\n\n\n"):
        doc, engine = document(CODE.rstrip("\n") + end), Editor(CODE.replace("a + b", "a * b"))
        assert rewritten(doc, engine)[-1].text == doc.text.replace("a + b", "a * b")


def test_windows_line_breaks_stay_and_the_model_never_sees_them():
    doc, engine = document(CODE.replace("\n", "\r\n")), Editor(TIMES)
    assert rewritten(doc, engine, symbol(doc, "total"))[-1].text == doc.text.replace("a + b", "a * b")
    assert "\r" not in engine.shown[0]


def test_several_regions_are_changed_one_after_another():
    doc, engine = document(), Editor(TIMES, "def less(self, a):\n    return a - 2\n")
    text = rewritten(doc, engine, symbol(doc, "total"), symbol(doc, "less"))[-1].text
    assert text == CODE.replace("a + b", "a * b").replace("a - 1", "a - 2")


def test_of_several_regions_each_has_to_change():
    doc = document()
    said = refusal(doc, Editor(TIMES, "def less(self, a):\n    return a - 1\n"), symbol(doc, "total"), symbol(doc, "less"))
    assert "left it as it was" in said


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (TOTAL, "left it as it was"),
        ("", "nothing"),
        ("def total(self, a, b):\n    return a + (b\n", "parse worse"),
        ("def total(self, a, b):\n    return a + b + c\n", "uses c, which nothing defines"),
        ("import os\nfor name in os.listdir():\n    print(name)\n", "something else altogether"),
    ],
    ids=["the same", "nothing", "broken", "unknown name", "other code"],
)
def test_what_does_not_count_is_refused_and_says_why(answer, why):
    doc = document()
    assert why in refusal(doc, Editor(answer), symbol(doc, "total"))


def test_a_definition_that_nobody_asked_to_remove_must_stay():
    doc = document()
    shorter = CODE.replace("    def less(self, a):\n        return a - 1\n\n", "")
    assert "Box.less is gone" in refusal(doc, Editor(shorter), wish="add a comment")
    for wish in ("remove what is not used", "take less away"):
        assert rewritten(doc, Editor(shorter), wish=wish)[-1].text == shorter
    assert "plus" in rewritten(doc, Editor(CODE.replace("total", "plus")), wish="call it plus")[-1].text


def test_a_broken_file_may_be_changed_as_long_as_it_gets_no_worse():
    doc = document(CODE + "x = (\n")
    assert rewritten(doc, Editor(TIMES), lines(doc, 3, 4))[-1].text == doc.text.replace("a + b", "a * b")


def test_kept_lines_stay():
    doc = document()
    assert "line 4 would change" in refusal(doc, Editor(TIMES), symbol(doc, "total"), kept=(lines(doc, 4, 4),))
    assert rewritten(doc, Editor(TIMES), symbol(doc, "total"), kept=(lines(doc, 1, 3), lines(doc, 5, 7)))


def test_the_first_candidate_that_is_accepted_wins_and_no_other_is_asked_about():
    doc, asked = document(), []

    def accept(candidate):
        asked.append(candidate.text)
        return "a ** b" in candidate.text

    engine = Editor(TIMES, TIMES.replace("*", "**"), TOTAL)
    events = rewritten(doc, engine, symbol(doc, "total"), search=Search(3, 1), accept=accept)
    assert "a ** b" in events[-1].text and len(asked) == 2 and len(engine.asked) == 3
    assert "did not pass the test" in refusal(doc, Editor(TIMES), symbol(doc, "total"), accept=lambda _: False)


def test_each_candidate_has_its_own_seed_and_only_the_first_is_the_models_best():
    doc, engine = document(), Editor(TOTAL)
    refusal(doc, engine, symbol(doc, "total"), search=Search(3, 1), seed=7)
    seeds = [params.seed for _, params in engine.asked]
    assert seeds[0] == 7 and len(set(seeds)) == 3 and 8 not in seeds  # which is the next try's
    assert engine.asked[0][1].temperature == 0.0 < engine.asked[1][1].temperature


def test_a_text_too_long_for_the_context_names_what_to_do_before_the_model_is_asked():
    engine = Editor(TIMES)
    with pytest.raises(UsageError, match="box.py takes") as refused:
        rewritten(document(CODE * 40), engine)
    assert "-s NAME" in refused.value.hint and "-l A-B" in refused.value.hint and engine.calls == 0


def test_a_region_of_a_file_too_long_for_the_context_is_changed_all_the_same():
    doc = document(CODE + "x = 1\n" * 500)
    assert rewritten(doc, Editor(TIMES), symbol(doc, "total"))[-1].text == doc.text.replace("a + b", "a * b")


def test_an_engine_that_changes_no_programs_says_so_as_a_session_does():
    engine = Editor(TIMES)
    engine.tasks = ("gen", "fill", "fix")
    with pytest.raises(UsageError, match="not trained to change a program"):
        rewritten(document(), engine)
    with pytest.raises(UsageError, match="not javascript"):
        rewritten(document("let a = 1;\n", "a.js", language_named("javascript")), Editor(TIMES))


def test_an_empty_file_is_no_program():
    with pytest.raises(UsageError, match="is empty"):
        rewritten(document(" \n"), Editor(TIMES))


def test_a_deadline_that_has_passed_ends_the_search():
    doc = document()
    said = refusal(doc, Editor(TIMES), symbol(doc, "total"), search=Search(3, 1, deadline=1e-9))
    assert "ran out of time" in said


def test_names_that_are_defined_around_a_part_are_no_flaw_of_its_answer():
    doc = document("SCALE = 2\n\n\ndef f(a):\n    return a * SCALE\n")
    engine = Editor("def f(a):\n    return a + SCALE\n")
    assert "a + SCALE" in rewritten(doc, engine, symbol(doc, "f"))[-1].text
    assert len(engine.asked) == 1  # nothing was mended


@pytest.mark.parametrize(
    ("old", "new", "enough"),
    [
        ("x = 1", "y = 2", True),  # too short to tell
        ("def f(a, b, c):\n    return a + b + c", "def f(a, b, c):\n    return a * b * c", True),
        ("def f(a, b, c):\n    return a + b + c", "import os, sys\nprint(os.getcwd())", False),
    ],
)
def test_a_change_shares_words_with_what_it_changes(old, new, enough):
    assert shares_enough(old, new) == enough
