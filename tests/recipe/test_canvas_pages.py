import importlib.util
import json
import random
import re

import pytest
import tree_sitter_javascript
from recipe.curriculum import canvas_pages, canvas_wishes, wording
from tree_sitter import Language, Parser

from mercurycli.bench.quality.page import Action, run_page

JAVASCRIPT = Parser(Language(tree_sitter_javascript.language()))
needs_v8 = pytest.mark.skipif(importlib.util.find_spec("py_mini_racer") is None, reason="no JavaScript engine")


def drawn(family, count=50, split="train", **options):
    rng = random.Random(7)
    return [canvas_pages.SOURCE.sample(rng, split, family, **options) for _ in range(count)]


def script(code):
    return re.search(r"<script>\n(.*)</script>\n$", code, re.DOTALL)[1]


def test_every_family_has_defaults_and_wishes():
    assert set(canvas_pages.FAMILIES) == set(canvas_pages.DEFAULTS) == set(canvas_wishes.NOUNS) == set(canvas_wishes.FEATURES)
    for family in canvas_pages.FAMILIES:
        assert {"colour", "background"} <= canvas_pages.DEFAULTS[family].keys()
        assert not wording.is_held_out(canvas_wishes.NOUNS[family][0]), family
        for phrases in canvas_wishes.FEATURES[family].values():
            assert not wording.is_held_out(phrases[0]), (family, phrases[0])


@pytest.mark.parametrize("family", canvas_pages.FAMILIES)
@pytest.mark.parametrize("split", ["train", "heldout"])
def test_pages_parse_and_follow_from_their_facts(family, split):
    by_facts = {}
    for program in drawn(family, split=split):
        assert len(program.code) < 1000 and program.code.endswith("\n") and not program.code.endswith("\n\n")
        assert not JAVASCRIPT.parse(script(program.code).encode()).root_node.has_error, program.code
        facts = json.dumps(dict(program.facts), sort_keys=True)
        assert program.facts.keys() == canvas_pages.DEFAULTS[family].keys()
        assert by_facts.setdefault(facts, program.code) == program.code == canvas_pages.PAGES[family](json.loads(facts))
        assert program.wish == program.wish.strip() and not re.search(r"[{}|]|  |None|True|False", program.wish), program.wish


@pytest.mark.parametrize("family", canvas_pages.FAMILIES)
def test_what_is_stated_changes_the_page(family):
    """A wish never states what the page then ignores."""
    rng = random.Random(3)
    plain = canvas_pages.PAGES[family](canvas_pages.DEFAULTS[family])
    for field, default in canvas_pages.DEFAULTS[family].items():
        values = [canvas_pages.draw_value(rng, family, field, {}) for _ in range(20)]
        value = next(value for value in values if value != default and value not in plain.split('"'))
        assert canvas_pages.PAGES[family]({**canvas_pages.DEFAULTS[family], field: value}) != plain, field


def test_something_is_always_visible():
    """A colour on the same colour shows nothing, whether stated or by default."""
    for family in canvas_pages.FAMILIES:
        for colour in canvas_pages.COLOURS:
            for field in ("colour", "background"):
                code = canvas_pages.PAGES[family]({**canvas_pages.DEFAULTS[family], field: colour})
                named = re.findall(r'"([a-z]+)"', code.split("innerHeight", 1)[1].replace('"round"', "").replace('"center"', ""))
                assert len(set(named)) == 2 or "hsl(" in code, (family, field, colour)


@pytest.mark.parametrize("split", ["train", "heldout"])
def test_held_out_phrases_never_appear_in_train_wishes(split, monkeypatch):
    used, pick = [], wording.pick

    def spy(rng, phrases, wanted):
        phrase = pick(rng, phrases, wanted)
        used.append(phrase != phrases[0] and wording.is_held_out(phrase))
        return phrase

    monkeypatch.setattr(wording, "pick", spy)
    for family in canvas_pages.FAMILIES:
        drawn(family, split=split)
    assert any(used) == (split == "heldout")


def test_combinations_are_held_out_of_training():
    for family in canvas_pages.FAMILIES:
        for program in drawn(family, 3, combination=True):
            assert program.facts != canvas_pages.DEFAULTS[family]


def test_a_wish_quotes_its_text_and_its_numbers():
    for program in drawn("dvd_logo", 200):
        assert program.facts["text"] in program.wish or program.facts["text"] == "DVD"
    for program in drawn("bar_chart", 200):
        digits = [int(number) for number in re.findall(r"\d+", program.wish)]
        stated = program.facts["values"]
        assert 3 <= len(stated) <= 6 and all(number in stated for number in digits)


@needs_v8
@pytest.mark.parametrize("family", canvas_pages.FAMILIES)
def test_pages_run_and_paint(family):
    for program in drawn(family, 2):
        trace = run_page(program.code, frames=8)
        assert trace.errors == () and trace.load, program.code
        assert trace.frames or family in ("drawing_pad", "bar_chart"), program.code
    assert any(paint.op != "rect" or paint.w < 800 for frame in (trace.load, *trace.frames) for paint in frame) or family == "drawing_pad"


@needs_v8
def test_the_mouse_draws():
    code = canvas_pages.PAGES["drawing_pad"](canvas_pages.DEFAULTS["drawing_pad"])
    canvas = run_page(code, frames=1).snapshots[0][-1]
    trace = run_page(code, frames=1, actions=[Action("click", canvas.number)])
    assert trace.errors == () and [paint.op for frame in trace.frames for paint in frame] == ["line"]
