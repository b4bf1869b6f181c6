"""Judges of the small pages made of elements: what the curriculum writes and what others might write passes, each broken fact fails."""

from __future__ import annotations

import random

import pytest

pytest.importorskip("py_mini_racer")

from judged_dom_pages import BROKEN, OTHER_PAGES
from recipe.curriculum import dom_pages

from mercurycli.bench.quality.page_checks import judge_page


def facts_of(family: str, **stated) -> dict:
    return {**dom_pages.DEFAULTS[family], **stated}


@pytest.mark.parametrize("family", dom_pages.FAMILIES)
def test_the_pages_of_the_curriculum_pass(family):
    rng = random.Random(7)
    programs = [dom_pages.sample(rng, split, family) for split in ("train", "heldout")]
    pages = [(facts_of(family), dom_pages.PAGES[family](facts_of(family))), *((dict(p.facts), p.code) for p in programs)]
    for facts, html in pages:
        verdict = judge_page(family, facts, html)
        assert verdict.ok, (facts, verdict.failures)


@pytest.mark.parametrize(("family", "stated", "html"), OTHER_PAGES, ids=[f"{family}-{at}" for at, (family, _, _) in enumerate(OTHER_PAGES)])
def test_another_page_that_does_what_was_asked_passes(family, stated, html):
    verdict = judge_page(family, facts_of(family, **stated), html)
    assert verdict.ok and stated.keys() <= set(verdict.checked), verdict


def test_every_family_has_another_page():
    assert {family for family, _, _ in OTHER_PAGES} == set(dom_pages.FAMILIES)


@pytest.mark.parametrize(("family", "stated", "old", "new", "fact"), BROKEN)
def test_a_broken_fact_fails_by_its_name(family, stated, old, new, fact):
    facts = facts_of(family, **stated)
    html = dom_pages.PAGES[family](facts)
    assert old in html, html
    verdict = judge_page(family, facts, html.replace(old, new))
    follows = {"runs": "tenths", "toggles": "dark"}.get(fact, fact)  # what cannot be right then either
    assert fact in verdict.failed and set(verdict.failed) <= {fact, follows}, verdict.failures


def test_every_fact_is_broken_once():
    for family, defaults in dom_pages.DEFAULTS.items():
        assert set(defaults) <= {fact for other, *_, fact in BROKEN if other == family}, family


@pytest.mark.parametrize("family", dom_pages.FAMILIES)
@pytest.mark.parametrize("html", ["", "hello", "<button>", "<input><input><button>Go</button><p>0</p>"])
def test_a_page_that_does_nothing_passes_nowhere(family, html):
    assert not judge_page(family, facts_of(family), html).ok
