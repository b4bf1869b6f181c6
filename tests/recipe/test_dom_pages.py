import json
import random
import re
from dataclasses import replace

import pytest
import tree_sitter_javascript
from recipe.curriculum import dom_pages, dom_wishes, wording
from recipe.curriculum.page_source import is_held_out_combination
from recipe.curriculum.wording import is_held_out
from tree_sitter import Language, Parser

try:
    import py_mini_racer  # noqa: F401
    from mercurycli.bench.quality.page import Action, run_page
except ImportError:
    run_page = None

PARSER = Parser(Language(tree_sitter_javascript.language()))


def drawn(family, split="train", count=50, seed=3, **kind):
    rng = random.Random(seed)
    return [dom_pages.SOURCE.sample(rng, split, family, **kind) for _ in range(count)]


@pytest.fixture
def phrases(monkeypatch):
    """Every phrase that was picked while the test ran."""
    picked, pick = [], wording.pick

    def noted(rng, choices, split):
        picked.append(pick(rng, choices, split))
        return picked[-1]

    monkeypatch.setattr(wording, "pick", noted)
    return picked


@pytest.mark.parametrize("family", dom_pages.FAMILIES)
def test_pages_are_small_parse_and_follow_from_their_facts(family):
    codes = {}
    for program in drawn(family) + drawn(family, "heldout") + drawn(family, count=5, combination=True):
        assert codes.setdefault(json.dumps(program.facts, sort_keys=True), program.code) == program.code
        assert program.family == family and program.facts.keys() == dom_pages.DEFAULTS[family].keys()
        assert len(program.code) < 700 and program.code.isascii() and program.code.endswith("</script>\n")
        assert not re.search(r"None|True|False|\{\{|\}\}\}|  +\n", program.code), program.code
        script = re.search(r"<script>\n(.*)</script>", program.code, re.DOTALL)[1]
        assert not PARSER.parse(script.encode()).root_node.has_error, script
        assert "{" not in program.wish and "|" not in program.wish and "  " not in program.wish, program.wish
        assert program.wish == program.wish.strip()


@pytest.mark.parametrize("family", dom_pages.FAMILIES)
def test_facts_that_differ_give_pages_that_differ(family):
    programs = drawn(family) + drawn(family, seed=4)
    assert len({p.code for p in programs}) == len({json.dumps(p.facts, sort_keys=True) for p in programs})


@pytest.mark.parametrize("family", dom_pages.FAMILIES)
def test_what_a_training_wish_says_is_never_held_out(family, phrases):
    drawn(family, count=100)
    assert not [phrase for phrase in phrases if is_held_out(phrase)]


@pytest.mark.parametrize("family", dom_pages.FAMILIES)
def test_a_held_out_wish_says_something_new(family, phrases):
    rng = random.Random(5)
    for _ in range(50):
        phrases.clear()
        program = dom_pages.sample(rng, "heldout", family)
        assert any(is_held_out(phrase) for phrase in phrases), program.wish


def test_combinations_are_kept_apart():
    for family in dom_pages.FAMILIES:
        rng = random.Random(6)
        for combination in (False, True):
            for _ in range(20):
                stated = {}

                def wish(rng, split, family, said, stated=stated):
                    stated.clear()
                    stated.update(said)
                    return ""

                replace(dom_pages.SOURCE, wish_for=wish).sample(rng, "train", family, combination=combination)
                assert is_held_out_combination(family, stated) == combination


def test_families_have_enough_phrases():
    for family in dom_pages.FAMILIES:
        assert len(dom_wishes.NOUNS[family]) >= 13
        assert not any(is_held_out(phrases[0]) for phrases in (dom_wishes.NOUNS[family], *dom_wishes.FEATURES[family].values()))
        assert len(set(dom_wishes.NOUNS[family])) == len(dom_wishes.NOUNS[family])
        for phrases in dom_wishes.FEATURES[family].values():
            assert len(phrases) >= 8


needs_browser = pytest.mark.skipif(run_page is None, reason="needs the fake browser and V8")


def visited(family, stated=(), values=(), clicks=("b",), seconds=0.2):
    """The texts by id after typing ``values`` by id and clicking, and the page's errors."""
    html = dom_pages.PAGES[family]({**dom_pages.DEFAULTS[family], **dict(stated)})
    number = {e.id: e.number for e in run_page(html, frames=2).snapshots[0]}
    actions = [Action("input", number[name], value) for name, value in dict(values).items()]
    actions += [Action("click", number[name], seconds=seconds) for name in clicks]
    trace = run_page(html, frames=2, actions=actions)
    assert not trace.errors, (family, trace.errors)
    return {e.id: e.text for e in trace.snapshots[-1]} | {"body": trace.snapshots[-1]}


@needs_browser
@pytest.mark.parametrize("family", dom_pages.FAMILIES)
def test_pages_run_without_errors(family):
    for program in drawn(family, count=2):
        elements = run_page(program.code, frames=2).snapshots[0]
        actions = [Action("input", e.number, "3") for e in elements if e.tag in ("input", "textarea")]
        actions += [Action("click", e.number, seconds=0.3) for e in elements if e.clickable]
        trace = run_page(program.code, frames=2, actions=actions)
        assert not trace.errors, (program.code, trace.errors)


@needs_browser
def test_pages_do_what_they_are_for():
    assert visited("stopwatch", {"tenths": True}, clicks=("go", "stop"), seconds=2.55)["p"] in ("2.5", "2.6")
    assert visited("stopwatch", clicks=("go",), seconds=3.2)["p"] == "3"
    assert visited("stopwatch", clicks=("go", "reset"), seconds=3.2)["p"] == "0"
    assert visited("countdown_timer", {"seconds": 9}, seconds=2.5)["p"] == "7"
    assert visited("countdown_timer", {"seconds": 2}, seconds=2.5)["p"] == "Time is up!"
    assert visited("todo_list", {"title": "Work"}, {"t": "milk"})["list"] == "milk"
    assert re.fullmatch(r"hsl\(\d+, 80%, 85%\)", visited("colour_button", {"palette": "pastel", "code": True})["p"])
    assert re.fullmatch(r"[1-9] [1-9]", visited("dice_roller", {"count": 2, "sides": 9})["p"])
    assert visited("dice_roller")["p"] in "123456"
    assert re.fullmatch(r"Heads: \d, tails: \d", visited("coin_flip", {"count": True}, clicks="bbb")["n"])
    assert re.fullmatch(r"\w{20}", visited("password_generator", {"length": 20})["p"])
    for operation, result in {"add": "8", "subtract": "4", "multiply": "12", "divide": "3"}.items():
        assert visited("adding_calculator", {"operation": operation}, {"x": "6", "y": "2"})["p"] == result
    assert visited("temperature_converter", values={"t": "100"})["p"] == "212.0 °F"
    assert visited("temperature_converter", {"direction": "f2c"}, {"t": "32"})["p"] == "0.0 °C"
    assert visited("tip_calculator", {"percent": 20}, {"t": "50"})["p"] == "Tip: 10.00, total: 60.00"
    assert visited("character_counter", {"words": True}, {"t": "one two "}, clicks=())["p"] == "8 characters, 2 words"
    for dark in (False, True):
        body = next(e for e in visited("dark_mode_toggle", {"dark": dark})["body"] if e.tag == "body")
        assert body.classes == ("" if dark else "dark")
