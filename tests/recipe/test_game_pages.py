import json
import random
import re
from collections import Counter
from pathlib import Path

import pytest
import tree_sitter_javascript
from recipe import evaluate
from recipe.curriculum import changes, game_pages, game_wishes, mixture, wording
from tree_sitter import Language, Parser

from mercurycli.model.tokenizer import Tokenizer

JAVASCRIPT = Parser(Language(tree_sitter_javascript.language()))
TOKENIZER = Tokenizer.load(Path(__file__).parents[2] / "models" / "quicksilver" / "tokenizer.json")
MOST_TOKENS = 400


def drawn(family, count=50, split="train", **options):
    rng = random.Random(7)
    return [game_pages.sample(rng, split, family, **options) for _ in range(count)]


def script(code):
    return re.search(r"<script>\n(.*)</script>\n$", code, re.DOTALL)[1]


def test_every_family_has_defaults_and_wishes():
    assert set(game_pages.FAMILIES) == set(game_pages.DEFAULTS) == set(game_wishes.NOUNS) == set(game_wishes.FEATURES) <= set(mixture.PAGE_FAMILIES)
    for phrases in (*game_wishes.NOUNS.values(), *game_wishes.SCORE.values(), *(p for each in game_wishes.FEATURES.values() for p in each.values())):
        assert not wording.is_held_out(phrases[0]) and len(set(phrases)) == len(phrases) and any(map(wording.is_held_out, phrases)), phrases[0]


@pytest.mark.parametrize("family", game_pages.FAMILIES)
@pytest.mark.parametrize("split", ["train", "heldout"])
def test_pages_parse_and_follow_from_their_facts(family, split):
    for program in drawn(family, split=split):
        assert program.code.endswith("</script>\n") and not JAVASCRIPT.parse(script(program.code).encode()).root_node.has_error, program.code
        assert program.facts.keys() == game_pages.DEFAULTS[family].keys()
        assert program.code == game_pages.PAGES[family](json.loads(json.dumps(dict(program.facts))))
        assert program.wish == program.wish.strip() and not re.search(r"[{}|]|  |None|True|False", program.wish), program.wish


@pytest.mark.parametrize("family", game_pages.FAMILIES)
def test_a_game_is_short_with_whatever_is_asked_of_it(family):
    rng = random.Random(4)
    for _ in range(60):
        facts = {field: rng.choice((default, game_pages.draw_value(rng, family, field, {}))) for field, default in game_pages.DEFAULTS[family].items()}
        assert len(TOKENIZER.encode(game_pages.PAGES[family](facts))) <= MOST_TOKENS
    assert 250 <= len(TOKENIZER.encode(mixture.canonical(family))) <= 380


@pytest.mark.parametrize("family", game_pages.FAMILIES)
def test_what_is_stated_changes_the_page(family):
    rng = random.Random(3)
    plain = mixture.canonical(family)
    for field, default in game_pages.DEFAULTS[family].items():
        values = [game_pages.draw_value(rng, family, field, {}) for _ in range(20)]
        value = next(value for value in values if value != default and value not in plain.split('"'))
        assert game_pages.PAGES[family]({**game_pages.DEFAULTS[family], field: value}) != plain, field


def test_nothing_is_painted_in_the_colour_of_what_is_behind_it():
    for family in game_pages.FAMILIES:
        for colour in game_pages.COLOURS:
            for field in ("colour", "background"):
                code = game_pages.PAGES[family]({**game_pages.DEFAULTS[family], field: colour})
                behind, *others = re.findall(r'"([a-z]+)"', code[code.index("  ctx.fillRect(0, 0") - 40 :])
                assert others and behind not in others, (family, field, colour)


CHANGED = {"colour": r"(?:Style = |square\().*", "speed": r"(?:setInterval\(|v[xy] = ).*", "score": r"fillText"}  # what a change is seen by


@pytest.mark.parametrize("family", game_pages.FAMILIES)
def test_a_game_that_is_there_can_be_changed(family):
    rng = random.Random(2)
    edits = [changes.page_change(rng, "train", game_pages.SOURCE, family) for _ in range(120)]
    for field, pattern in CHANGED.items():
        assert any(re.findall(pattern, edit.before) != re.findall(pattern, edit.code) for edit in edits), field
    shown = ["fillText" in edit.code for edit in edits if ("fillText" in edit.code) != ("fillText" in edit.before)]
    assert {True, False} == set(shown)  # both "add a score" and "remove the score"


def test_the_frozen_games_are_twenty_of_each_kind():
    wishes = evaluate.read_set("games", None)
    assert Counter(item["family"] for item in wishes) == dict.fromkeys(game_pages.FAMILIES, 20) and len({item["wish"] for item in wishes}) == 60
