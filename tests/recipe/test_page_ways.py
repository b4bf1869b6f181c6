"""Every page family is written in other ways as well, and the wishes that say so get what they say."""

import random
import re
from pathlib import Path

import pytest
from recipe.curriculum import changes, mixture, page_source, page_ways, way_wishes, wording

from mercurycli.model.tokenizer import Tokenizer
from mercurycli.source.faults import parse_state
from mercurycli.source.languages import language_named

IN_WAYS = [(family, way) for family, ways in page_ways.WAYS.items() for way in ways]
TOKENIZER = Path(__file__).parents[2] / "models" / "quicksilver" / "tokenizer.json"


def source_of(family):
    return mixture.source_of(family).SOURCE


def drawn(family, way, count=8):
    rng = random.Random(f"{family} {way}")
    return [source_of(family).sample_in_way(rng, family, way) for _ in range(count)]


def canonical(program):
    return source_of(program.family).pages[program.family]({name: value for name, value in program.facts.items() if name != "way"})


def test_each_family_that_is_built_from_small_pages_has_two_ways_besides_the_canonical_one():
    assert page_ways.WAYS.keys() <= set(mixture.PAGE_FAMILIES)
    assert all(len(set(ways)) == len(ways) == 2 for ways in page_ways.WAYS.values())
    assert {way for _, way in IN_WAYS} == way_wishes.PHRASES.keys()


def test_a_way_that_is_none_of_the_familys_is_refused():
    with pytest.raises(ValueError, match="'class' is none of the ways of 'dice_roller': listeners, inline"):
        page_ways.in_way("dice_roller", "class", mixture.canonical("dice_roller"))
    with pytest.raises(ValueError, match="it has none"):
        page_ways.in_way("gcd", "class", "")
    with pytest.raises(ValueError, match="requestAnimationFrame"):
        page_ways.in_way("snow", "interval", "<p>no snow</p>")


@pytest.mark.parametrize(("family", "way"), IN_WAYS)
def test_pages_in_a_way_parse_and_are_laid_out_like_the_others(family, way):
    for program in drawn(family, way):
        code = program.code
        assert code != canonical(program) and code == page_ways.in_way(family, way, canonical(program))
        assert program.facts["way"] == way and program.facts.keys() == {*source_of(family).defaults[family], "way"}
        assert code.isascii() and code.endswith("</script>\n")
        assert not re.search(r"None|True|False|\{\{| +\n|\t|\n\n", code), code
        assert all((len(line) - len(line.lstrip())) % 2 == 0 and len(line) < 120 for line in code.split("<script>")[1].splitlines())
        assert parse_state(code, language_named("html")).ok, code


@pytest.mark.parametrize(("family", "way"), IN_WAYS)
def test_nothing_of_the_canonical_way_is_left(family, way):
    for program in drawn(family, way):
        code = program.code
        outside = re.sub(r"^class .*\n(?:  .*\n)+\}\n", "", code, flags=re.MULTILINE)
        assert "this." not in outside, code
        assert ("class " in code.split("<script>")[1]) == (way == "class")
        if way == "class":
            (written,) = re.findall(r"^class .*\n(?:  .*\n)+\}\n", code, re.MULTILINE)
            assert not re.search(r"(?<![\w.])[bdfps]\.(?!get)", written) and "this.this" not in written, code
        if way == "interval":
            assert "setInterval(draw, " in code and "requestAnimationFrame" not in code
        if way == "listeners":
            assert "addEventListener(" in code and not re.search(r"\.on\w+ = ", code)
        if way == "inline":
            assert re.search(r'<\w+[^>]* on\w+="[^"<>]+"', code) and "getElementById" not in code.split("<script>")[0]
            assert not re.search(r'getElementById\("\w+"\)\.on|^c\.on', code, re.MULTILINE)


def test_a_page_in_a_way_is_as_long_as_the_model_writes():
    tokenizer = Tokenizer.load(TOKENIZER)
    longest = {family: max(len(tokenizer.encode(p.code)) for way in page_ways.WAYS[family] for p in drawn(family, way)) for family in page_ways.WAYS}
    assert max(longest.values()) <= 320, longest


def test_text_that_looks_like_a_variable_stays():
    source = source_of("dvd_logo")
    code = page_ways.in_way("dvd_logo", "class", source.pages["dvd_logo"]({**source.defaults["dvd_logo"], "text": "x vy color"}))
    assert 'ctx.fillText("x vy color", this.x + 80, this.y + 55, 140);' in code


def test_time_moves_as_fast_as_frames_do():
    source = source_of("sine_wave")
    for speed, per_ms in (("slow", "0.0006"), ("normal", "0.0018"), ("fast", "0.0048")):
        code = source.pages["sine_wave"]({**source.defaults["sine_wave"], "speed": speed})
        assert f"const t = time * {per_ms};" in page_ways.in_way("sine_wave", "time", code)


@pytest.mark.parametrize(("family", "way"), IN_WAYS)
def test_a_wish_says_the_way_in_training_words(family, way, monkeypatch):
    phrases = way_wishes.phrases(family, way)
    assert 14 <= len(phrases) <= 20 and len(set(phrases)) == len(phrases)
    assert not any(re.search(r"[{}|]|  |^ | $|\ba [aeiou]", phrase) for phrase in phrases), phrases
    picked, pick = [], wording.pick

    def noted(rng, choices, split):
        picked.append(pick(rng, choices, split))
        return picked[-1]

    monkeypatch.setattr(wording, "pick", noted)
    for _ in range(3):
        picked.clear()
        (program,) = drawn(family, way, count=1)
        (said,) = {*picked} & {*phrases}
        assert not wording.is_new(said, phrases) and wording.fields(program.wish) == frozenset() and program.wish == program.wish.strip()


def test_a_small_share_of_training_pages_is_in_a_way():
    rng = random.Random(1)
    programs = [mixture.source_of("snow").sample(rng, "train", "snow") for _ in range(1500)]
    share = sum("way" in program.facts for program in programs) / len(programs)
    assert abs(share - page_source.WAY_SHARE) < 0.025
    assert {program.facts["way"] for program in programs if "way" in program.facts} == set(page_ways.WAYS["snow"])
    assert all(program.code == canonical(program) for program in programs if "way" not in program.facts)


@pytest.mark.parametrize("family", ["bouncing_balls", "dice_roller", "sine_wave"])
def test_evaluation_pages_are_drawn_as_if_there_were_no_ways(family):
    for split, combination in (("heldout", False), ("train", True)):
        plain, rng = random.Random(2), random.Random(2)
        for _ in range(30):
            expected = source_of(family).sample(plain, split, family, combination=combination)
            assert mixture.source_of(family).sample(rng, split, family, combination=combination) == expected
            assert "way" not in expected.facts
        assert plain.getstate() == rng.getstate()


def test_changes_start_from_canonical_pages():
    rng = random.Random(3)
    for family in page_ways.WAYS:
        for _ in range(5):
            assert "way" not in changes.page_change(rng, "train", source_of(family), family).facts
