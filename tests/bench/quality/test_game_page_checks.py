"""Games of the curriculum pass and so do games written otherwise; each broken one fails on the fact that was broken."""

from __future__ import annotations

import pytest

pytest.importorskip("py_mini_racer")

import judged_games as games
from recipe.curriculum import game_pages

from mercurycli.bench.quality.page_checks import FAMILIES, judge_page


def facts_of(family, **stated):
    return {**game_pages.DEFAULTS[family], **stated}


# Every value that has a threshold, and every option.
EXTREMES = [
    ("snake", {}), ("snake", {"cell": 50, "speed": "fast", "wrap": True, "score": True}), ("snake", {"cell": 10, "speed": "slow", "food": "gold"}),
    ("snake", {"colour": "red", "background": "white", "wrap": True}), ("breakout", {}), ("breakout", {"rows": 10, "columns": 20, "size": "small"}),
    ("breakout", {"rows": 2, "columns": 3, "speed": "slow", "size": "big", "score": True}), ("breakout", {"speed": "fast", "background": "white", "colour": "navy"}),
    ("pong", {}), ("pong", {"speed": "slow", "size": "small", "keys": True, "net": True}), ("pong", {"speed": "fast", "size": "big", "score": False}),
    ("pong", {"colour": "gold", "background": "teal"}),
]  # fmt: skip


@pytest.mark.parametrize(("family", "stated"), EXTREMES)
def test_the_games_of_the_curriculum_pass(family, stated):
    facts = facts_of(family, **stated)
    verdict = judge_page(family, facts, game_pages.PAGES[family](facts))
    assert verdict.ok and set(stated) - {"size"} <= set(verdict.checked), verdict


def test_every_family_has_a_judge():
    assert set(game_pages.FAMILIES) <= set(FAMILIES)


OTHERWISE = [
    ("snake", {"colour": "gold", "background": "navy", "food": "red", "cell": 25, "score": True}, games.SNAKE_CLASS),
    ("snake", {"colour": "green", "cell": 16, "wrap": True, "speed": "fast"}, games.SNAKE_CODES),
    ("breakout", {"rows": 3, "columns": 7, "colour": "#0095dd", "background": "#eee", "size": "small", "score": True}, games.BREAKOUT_TUTORIAL),
    ("breakout", {"rows": 4, "columns": 10, "colour": "crimson", "background": "black", "size": "big", "speed": "fast"}, games.BREAKOUT_CLICK),
    ("pong", {"colour": "lime", "background": "navy", "keys": True, "net": True}, games.PONG_OBJECTS),
    ("pong", {"colour": "white", "background": "black", "speed": "fast"}, games.PONG_BUTTON),
]


@pytest.mark.parametrize(("family", "stated", "html"), OTHERWISE)
def test_games_written_otherwise_pass(family, stated, html):
    verdict = judge_page(family, facts_of(family, **stated), html)
    assert verdict.ok, verdict.failures


# What is asked for, what of its page is replaced by what, and the fact that then fails.
BROKEN = [
    ("snake", {}, "turn = to;", ";", "steers"), ("snake", {}, "setInterval(draw", "setTimeout(draw", "moves"), ("snake", {"colour": "red"}, '"red"', '"pink"', "colour"),
    ("snake", {"food": "gold"}, '"gold"', '"red"', "food"), ("snake", {"background": "navy"}, '"navy"', '"black"', "background"),
    ("snake", {"cell": 30}, "s = 30", "s = 25", "cell"), ("snake", {"score": True}, "ctx.fillText", "ctx.measureText", "score"),
    ("snake", {"speed": "fast"}, "50)", "100)", "speed"), ("snake", {"wrap": True}, "x + dir[0] + w) % w", "x + dir[0])", "wrap"),
    ("snake", {}, "x += dir[0];\n  y += dir[1]", "x = (x + dir[0] + w) % w;\n  y = (y + dir[1] + h) % h", "wrap"), ("snake", {}, "ArrowDown: [0, 1]", "ArrowDown: [0, -1]", "steers"),
    ("breakout", {}, "paddle = e.clientX;", "", "paddle"), ("breakout", {}, "x += vx;\n  y += vy;", "", "moves"), ("breakout", {}, "  wall = left;\n", "", "bricks"),
    ("breakout", {"rows": 3}, "rows = 3", "rows = 4", "rows"), ("breakout", {"columns": 10}, "columns = 10", "columns = 9", "columns"),
    ("breakout", {"colour": "red"}, '"red"', '"pink"', "colour"), ("breakout", {"size": "big"}, "size = 240", "size = 120", "size"),
    ("breakout", {"speed": "slow"}, "vy = 2", "vy = 4", "speed"), ("breakout", {"score": True}, "ctx.fillText", "ctx.measureText", "score"),
    ("pong", {}, "left = e.clientY;", "", "paddle"), ("pong", {}, "x += vx;\n  y += vy;", "", "moves"), ("pong", {}, "right += Math.sign(y - right) * 3;", "", "computer"),
    ("pong", {"colour": "red"}, '"red"', '"pink"', "colour"), ("pong", {"background": "teal"}, '"teal"', '"black"', "background"),
    ("pong", {"keys": True}, "ArrowUp", "w", "keys"), ("pong", {"net": True}, "c.width / 2 - 2, i", "c.width / 3, i", "net"),
    ("pong", {}, "yours++", "yours", "score"), ("pong", {"score": False}, "  requestAnimationFrame", '  ctx.fillText("0 : 0", 9, 9);\n  requestAnimationFrame', "score"),
    ("pong", {"size": "small"}, "size = 60", "size = 120", "size"), ("pong", {"speed": "fast"}, "vx = 8", "vx = 4", "speed"),
]  # fmt: skip


@pytest.mark.parametrize(("family", "stated", "old", "new", "fact"), BROKEN)
def test_a_broken_game_fails_on_what_was_broken(family, stated, old, new, fact):
    facts = facts_of(family, **stated)
    page = game_pages.PAGES[family](facts)
    assert old in page, page
    assert fact in judge_page(family, facts, page.replace(old, new)).failed
