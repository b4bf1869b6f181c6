"""A line that parses and fails, on an engine that writes what it is told to."""

from contextlib import suppress

import pytest
from workshop import Workshop

from mercurycli import correcting
from mercurycli.correcting import Correcting
from mercurycli.errors import RefusedError
from mercurycli.events import Check, End, Frame, Note, Start
from mercurycli.search import Search
from mercurycli.source.context import lines
from mercurycli.source.document import Document
from mercurycli.source.languages import language_named

PYTHON = language_named("python")
CODE = "# größer\ndef total(values):\n    result = 0\n    for value in values:\n        result += valu\n    return result\n\n\nprint(total([1, 2]))\n"
LINE = "\n        result += valu"
ONCE = Search(2, 1)


def document(text=CODE):
    return Document.from_text(text, PYTHON, "total.py")


def corrected(doc, engine, *named, search=ONCE, **options):
    job = Correcting(doc, lambda: engine, named, search=search, **options)
    events = list(job.run())
    assert isinstance(events[0], Start) and isinstance(events[-1], End)
    assert all(isinstance(event, (Frame, Check, Note)) for event in events[1:-1])
    assert job.patch(events[-1]).apply().decode() == events[-1].text
    return events


def refusal(doc, engine, *named, **options):
    with pytest.raises(RefusedError) as refused:
        corrected(doc, engine, *named, **options)
    assert refused.value.hint
    return str(refused.value)


def test_a_line_is_written_anew_and_nothing_else_changes():
    events = corrected(document(), Workshop({LINE: "\n        result += 2 * valu - 1"}), 5)
    assert events[-1].text == CODE.replace("+= valu", "+= 2 * valu - 1")
    assert any(isinstance(event, Check) and event.ok and "line 5" in event.detail for event in events)


def test_a_name_that_was_not_found_may_be_one_that_looks_like_it():
    assert corrected(document(), Workshop(), 5, undefined="valu")[-1].text == CODE.replace("valu\n", "value\n")


def test_a_candidate_that_looks_for_the_name_again_does_not_count():
    assert "untouched" in refusal(document(CODE.replace("valu\n", "qqqq\n")), Workshop({LINE.replace("valu", "qqqq"): "\n        result += qqqq - 1"}), 5, undefined="qqqq")


@pytest.mark.parametrize(
    "worse",
    ["\n        result += valu", "\n        result += (valu", "\n        result += valu + unheard", "", "        result += value", "\n        import os, sys, re"],
    ids=["the same", "broken", "unknown name", "deleted", "joined", "other code"],
)
def test_what_does_not_count_is_refused(worse):
    assert "untouched" in refusal(document(), Workshop({LINE: worse}), 5)


def test_of_several_drafts_the_smallest_change_comes_first_and_the_first_accepted_wins():
    texts, asked = ["\n        result |= valu", "\n        result += -valu"], []

    def accept(candidate):
        asked.append(candidate.text)
        return "|=" in candidate.text

    assert "|= valu" in corrected(document(), Workshop({LINE: texts}), 5, accept=accept)[-1].text
    assert ["-valu" in text for text in asked[-2:]] == [True, False]
    assert "untouched" in refusal(document(), Workshop({LINE: texts}), 5, accept=lambda _: False)


MEAN = "def mean(values):\n    total = 0\n    for value in values:\n        total += value\n    return total * len(values)\n"


def mean(text):
    scope = {}
    exec(text, scope)
    with suppress(Exception):
        return scope["mean"]([1, 2, 7])


def test_where_somebody_decides_the_usual_slips_are_taken_back():
    doc = document(MEAN)
    events = corrected(doc, Workshop(), 5, search=Search(12, 1), accept=lambda after: mean(after.text) == 10 / 3)
    assert events[-1].text == MEAN.replace("total * len", "total / len")


def test_a_slip_in_a_line_that_was_not_blamed_is_found_where_further_ones_are_named():
    doc = document(MEAN.replace("total *", "total /").replace("+= value", "= value"))
    options = {"search": Search(40, 1), "accept": lambda after: mean(after.text) == 10 / 3}
    assert "untouched" in refusal(doc, Workshop(), 5, **options)
    events = corrected(doc, Workshop(), 5, further=dict.fromkeys((1, 2, 3, 4), 1.0), **options)
    assert events[-1].text == MEAN.replace("total *", "total /")


def test_so_many_candidates_are_asked_of_as_the_search_allows_and_none_twice():
    asked, known = [], set()

    def accept(after):
        asked.append(after.text)
        known.add(after.text)
        return False

    for _ in range(2):
        refusal(document(MEAN), Workshop(), 5, search=Search(5, 1), accept=accept, tried=lambda after: after.text in known)
    assert len(asked) == len(set(asked)) == 10


def test_no_more_changes_are_looked_at_than_are_asked_of(monkeypatch):
    looked = []
    monkeypatch.setattr(correcting, "objection", lambda *patch: looked.append(patch) and "")
    refusal(document(MEAN), Workshop(), 5, search=Search(5, 1), accept=lambda _: False, further=dict.fromkeys((1, 2, 3, 4), 1.0))
    assert 5 <= len(looked) < 20


def test_nobody_decides_then_nothing_is_varied():
    assert "untouched" in refusal(document(MEAN), Workshop(), 5)


def test_what_is_likelier_is_asked_of_earlier():
    asked = []
    refusal(document(MEAN), Workshop(favours=(" // ",)), 5, search=Search(20, 1), accept=lambda after: bool(asked.append(after.text)))
    whole, exact = (next(at for at, text in enumerate(asked) if f"total {sign} len" in text) for sign in ("//", "/"))
    assert whole < exact


def test_what_is_patched_is_the_original_though_a_nearer_candidate_was_gone_on_with():
    original, nearer = document(MEAN.replace("+= value", "= value")), document(MEAN)
    job = Correcting(nearer, Workshop, (5,), search=Search(12, 1), accept=lambda after: mean(after.text) == 10 / 3, original=original)
    end = list(job.run())[-1]
    assert job.patch(end).document is original and job.patch(end).apply().decode() == MEAN.replace("total *", "total /")


def test_lines_are_tried_one_after_another():
    mends = {"\n    result = 0": "\n    result = 10"}
    assert corrected(document(), Workshop(mends), 5, 3)[-1].text == CODE.replace("result = 0", "result = 10")


def test_a_line_that_is_kept_or_blank_is_passed_over():
    doc = document()
    engine = Workshop({LINE: "\n        result += -valu"})
    assert "protects line 5" in refusal(doc, engine, 5, kept=(lines(doc, 5, 5),))
    assert engine.calls == 0
    assert corrected(doc, engine, 7, 5)[-1].text == CODE.replace("valu\n", "-valu\n")


def test_windows_line_breaks_stay():
    doc = document(CODE.replace("\n", "\r\n"))
    assert corrected(doc, Workshop({LINE: "\n        result += -valu"}), 5)[-1].text == doc.text.replace("+= valu", "+= -valu")


def test_in_a_long_file_the_model_sees_what_is_near():
    doc = document("x = 1\n" * 600 + CODE + "y = 1\n" * 600)
    assert corrected(doc, Workshop({LINE: "\n        result += -valu"}), 605)[-1].text == doc.text.replace("+= valu", "+= -valu")


def test_a_deadline_that_has_passed_ends_the_search():
    engine = Workshop({LINE: "\n        result += -valu"})
    refusal(document(), engine, 5, search=Search(2, 1, deadline=1e-9))
    assert engine.calls == 0
