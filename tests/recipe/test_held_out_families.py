"""The set of kinds that nothing is trained on: it is what it was, no kind is in the curriculum, each wish has a judge."""

import inspect
import json

import pytest
from recipe import card, evaluate
from recipe.curriculum import mixture
from recipe.evaluation import held_out_families

from mercurycli import telling
from mercurycli.bench.quality import page_checks
from mercurycli.bench.quality.judge import judge
from mercurycli.events import Check, End, Note

SOURCES = {family: inspect.getsource(reference) for family, (reference, *_) in held_out_families.FUNCTIONS.items()}
WRONG = {
    "roman_numeral": ('(9, "IX"), ', ""), "run_length": ("groupby(text)", "groupby(sorted(text))"),
    "caesar_cipher": (" % 26", ""), "transpose": ("zip(*rows, strict=True)", "rows"),
}  # fmt: skip


def test_four_wishes_of_ten_kinds_none_of_which_is_trained():
    items = evaluate.read_set("held_out_families", None)
    families = [item["family"] for item in items]
    assert len(items) == len({item["wish"] for item in items}) == 40 and all(families.count(each) == 4 for each in families)
    assert not set(families) & set(mixture.FAMILIES) and "held_out_families" in evaluate.SETS


def test_the_frozen_set_is_what_the_wishes_and_references_make():
    made = [json.loads(json.dumps({"family": p.family, "language": p.language, "wish": p.wish, "facts": p.facts})) for p in held_out_families.programs()]
    assert made == evaluate.read_set("held_out_families", None)


def test_every_page_has_a_judge_that_runs_it():
    assert set(held_out_families.PAGES) <= set(page_checks.FAMILIES)


@pytest.mark.parametrize("program", [p for p in held_out_families.programs() if p.language == "python"], ids=lambda p: p.wish[:40])
def test_the_reference_passes_and_a_wrong_function_fails(program):
    doc = '    """Do what was asked."""\n'
    head, _, body = SOURCES[program.family].partition("\n")
    code = f"from itertools import groupby\nfrom typing import Any\n{head}\n{doc}{body}"
    facts = evaluate.function_name({**program.facts}, code)
    code = code.replace(f"def {program.family}(", f"def {facts['function']}(")
    assert judge(facts, "python", program.family, code).ok
    old, new = WRONG[program.family]
    assert old in code and "results" in judge(facts, "python", program.family, code.replace(old, new)).failed


def test_it_is_kept_whether_the_user_was_told(monkeypatch):
    assert inspect.getsource(telling).count(evaluate.DOUBTED) == 2  # a strange word, and an unsure model
    item = evaluate.read_set("held_out_families", 1)[0]
    for text, told in ((f"quicksilver is not sure; {evaluate.DOUBTED}; larger models", True), ("the wish says 7", False)):
        events = [Note(text), Check("parse", True), End("ok", "<p>", "html", 3, 1, 1, 0.1, 0, 0)]
        monkeypatch.setattr(evaluate, "gen", lambda engine, request: iter(events))  # noqa: B023
        result = evaluate.write_program(None, "held_out_families", item, ())
        assert result.told is told and result.parses
        assert evaluate.tallies([result])["held_out_families"]["pages"].figures()["told"] == told


def test_the_card_says_how_often_it_told():
    pages, functions = evaluate.Tally(count=3, told=3), evaluate.Tally(count=1)
    text = card.table({"held_out_families": {"pages": pages.figures(), "functions": functions.figures(), "accordion": pages.figures()}})
    assert "| kinds never trained on, pages | 3 | 0% |" in text and "at 75% that it may not know" in text
