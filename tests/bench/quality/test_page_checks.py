"""Correct pages of every family pass; each broken one fails on exactly the fact that was broken."""

from __future__ import annotations

import pytest

pytest.importorskip("py_mini_racer")

import judged_pages as pages

from mercurycli.bench.quality import page
from mercurycli.bench.quality.page_checks import FAMILIES, judge_page

BALLS = {
    "count": 12, "colour": "red", "gravity": False, "collisions": False, "background": "black", "trails": False, "size": "normal",
}  # fmt: skip
HEAVY = BALLS | {"count": 5, "colour": None, "gravity": True, "background": "navy", "size": "big"}
TRAILING = BALLS | {"count": 8, "colour": "blue", "background": "white", "trails": True, "size": "small"}
COLLIDING = BALLS | {"count": 9, "colour": "green", "background": None, "collisions": True}
MATRIX = {"colour": "lime", "background": "black", "characters": "letters", "speed": "normal", "size": 16}
BINARY = MATRIX | {"colour": "white", "background": "midnightblue", "characters": "binary", "size": 20}
DIGITS = MATRIX | {"colour": "orange", "characters": "digits", "size": 18}
JOKES = {"kind": "joke", "label": "tell me a joke", "count": 4, "colour": "teal"}
QUOTES = {"kind": "quote", "label": None, "count": 3, "colour": "red"}
COUNTER = {"step": 1, "start": 0, "reset": False, "minus": False}
COUNTER_FULL = {"step": 5, "start": 10, "reset": True, "minus": True}
CLOCK = {"seconds": True, "hours12": False, "colour": "lime", "background": "black"}
CLOCK_12 = {"seconds": False, "hours12": True, "colour": "red", "background": None}
SNOW = {"count": 100, "colour": "white", "background": "#003", "wind": False}
SQUARES = {"count": 60, "colour": "white", "background": "black", "wind": False}
STARS = {"count": 150, "colour": "white", "background": "black", "speed": "normal"}
POLAR = STARS | {"count": 80, "colour": "yellow"}
WINDY = pages.SNOW.replace("wind = 0", "wind = 1.5")

BLANK_FACTS = {
    "bouncing_balls": BALLS, "falling_letters": MATRIX, "joke_button": JOKES, "click_counter": COUNTER,
    "digital_clock": CLOCK, "snow": SNOW, "starfield": STARS,
}  # fmt: skip
CORRECT = [
    ("bouncing_balls", BALLS, pages.BALLS_ARRAY),
    ("bouncing_balls", HEAVY, pages.BALLS_CLASS),
    ("bouncing_balls", TRAILING, pages.BALLS_INTERVAL),
    ("bouncing_balls", COLLIDING, pages.BALLS_COLLIDE),
    ("falling_letters", MATRIX, pages.MATRIX),
    ("falling_letters", BINARY, pages.LETTERS_CLASS),
    ("falling_letters", DIGITS, pages.LETTERS_SPLICED),
    ("joke_button", JOKES, pages.JOKES),
    ("joke_button", QUOTES, pages.QUOTES),
    ("click_counter", COUNTER, pages.COUNTER),
    ("click_counter", COUNTER_FULL, pages.COUNTER_FULL),
    ("click_counter", COUNTER, pages.COUNTER_BUTTON),
    ("digital_clock", CLOCK, pages.CLOCK),
    ("digital_clock", CLOCK_12, pages.CLOCK_12),
    ("digital_clock", CLOCK_12 | {"seconds": True, "colour": None}, pages.CLOCK_LOCALE),
    ("digital_clock", CLOCK | {"colour": "cyan", "background": "#222222"}, pages.CLOCK_SPANS),
    ("digital_clock", CLOCK | {"colour": "white"}, pages.CLOCK_CANVAS),
    ("snow", SNOW, pages.SNOW),
    ("snow", SNOW | {"wind": True}, WINDY),
    ("snow", SQUARES, pages.SNOW_SQUARES),
    ("starfield", STARS, pages.STARS),
    ("starfield", POLAR, pages.STARS_POLAR),
]


@pytest.mark.parametrize(("family", "facts", "html"), CORRECT)
def test_a_correct_page_passes(family, facts, html):
    verdict = judge_page(family, facts, html)
    assert verdict.ok and verdict.failures == ()
    asked = {fact for fact, value in facts.items() if value is not None} - {"kind", "speed", "count"}
    assert asked - {"reset", "minus"} <= set(verdict.checked)


def test_every_family_has_a_correct_page():
    assert {family for family, _, _ in CORRECT} == set(BLANK_FACTS) <= set(FAMILIES)  # the others have test files of their own


MOVE = "b.x += b.vx; b.y += b.vy;"
WALLS = (
    "if (b.x < R || b.x > canvas.width - R) b.vx *= -1;\n    if (b.y < R || b.y > canvas.height - R) b.vy *= -1;",
    "b.x = (b.x + canvas.width) % canvas.width; b.y = (b.y + canvas.height) % canvas.height;",
)
TELL = 'document.getElementById("joke").textContent = jokes[Math.floor(Math.random() * jokes.length)];'

# family, facts, page, what is replaced, by what, the fact that is no longer met
BROKEN = [
    ("bouncing_balls", BALLS, pages.BALLS_ARRAY, "N = 12", "N = 9", "count"),
    ("bouncing_balls", BALLS, pages.BALLS_ARRAY, "N = 12", "N = 13", "count"),
    ("bouncing_balls", BALLS, pages.BALLS_ARRAY, '"red"', '"blue"', "colour"),
    ("bouncing_balls", BALLS, pages.BALLS_ARRAY, '"red"', 'b === balls[3] ? "blue" : "red"', "colour"),
    ("bouncing_balls", BALLS, pages.BALLS_ARRAY, '"black"', '"white"', "background"),
    ("bouncing_balls", BALLS, pages.BALLS_ARRAY, MOVE, "", "moves"),
    ("bouncing_balls", BALLS, pages.BALLS_ARRAY, "requestAnimationFrame(draw);", "", "moves"),
    ("bouncing_balls", BALLS, pages.BALLS_ARRAY, "if (b.x < R || b.x > canvas.width - R) b.vx *= -1;", "", "inside"),
    ("bouncing_balls", BALLS, pages.BALLS_ARRAY, "> canvas.height - R", "> canvas.height + 900", "inside"),
    ("bouncing_balls", BALLS, pages.BALLS_ARRAY, *WALLS, "bounce"),
    ("bouncing_balls", BALLS, pages.BALLS_ARRAY, "R = 15", "R = 5", "size"),
    ("bouncing_balls", BALLS, pages.BALLS_ARRAY, "R = 15", "R = 40", "size"),
    ("bouncing_balls", TRAILING, pages.BALLS_INTERVAL, "g.arc(p[0], p[1], 6,", "g.arc(p[0], p[1], 12,", "size"),
    ("bouncing_balls", HEAVY, pages.BALLS_CLASS, "28 + Math.random() * 4", "20", "size"),
    ("bouncing_balls", HEAVY, pages.BALLS_CLASS, "this.dy += 500 * dt;", "", "gravity"),
    ("bouncing_balls", HEAVY | {"gravity": False}, pages.BALLS_CLASS, "", "", "gravity"),
    ("bouncing_balls", HEAVY, pages.BALLS_CLASS, "background: navy", "background: black", "background"),
    ("bouncing_balls", TRAILING, pages.BALLS_INTERVAL, "255, 0.2)", "255, 1)", "trails"),
    ("bouncing_balls", TRAILING | {"trails": False}, pages.BALLS_INTERVAL, "", "", "trails"),
    ("bouncing_balls", BALLS | {"background": None}, pages.BALLS_ARRAY, "ctx.fillRect(0, 0, canvas.width, canvas.height);", "", "clearing"),
    ("bouncing_balls", COLLIDING, pages.BALLS_COLLIDE, "collide(balls[i], balls[j]);", ";", "collisions"),
    ("bouncing_balls", COLLIDING | {"collisions": False}, pages.BALLS_COLLIDE, "", "", "collisions"),
    ("bouncing_balls", BALLS, pages.BALLS_ARRAY, "N = 12,", "N = = 12,", "errors"),
    ("bouncing_balls", BALLS, pages.BALLS_ARRAY, "b.x += b.vx;", "ball.x += b.vx;", "errors"),
    ("bouncing_balls", BALLS, pages.BALLS_ARRAY, "ctx.beginPath();", "ctx.startPath();", "errors"),
    ("bouncing_balls", BALLS, pages.BALLS_ARRAY, "draw();\n</script>", "draw();", "errors"),
    ("bouncing_balls", BALLS, pages.BALLS_ARRAY, "draw();\n</script>", "draw(); setTimeout(() => later(), 3000);</script>", "errors"),
    ("bouncing_balls", BALLS, pages.BALLS_ARRAY, '<canvas id="c">', '<canvas id="d">', "errors"),
    ("falling_letters", MATRIX, pages.MATRIX, "#0F0", "#F00", "colour"),
    ("falling_letters", MATRIX, pages.MATRIX, "rgba(0, 0, 0, 0.05)", "rgba(0, 0, 90, 0.05)", "background"),
    ("falling_letters", MATRIX, pages.MATRIX, "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789", "characters"),
    ("falling_letters", BINARY, pages.LETTERS_CLASS, '? "0" : "1"', '? "0" : "2"', "characters"),
    ("falling_letters", DIGITS, pages.LETTERS_SPLICED, "Math.floor(Math.random() * 10)", "Math.floor(Math.random() * 100)", "characters"),
    ("falling_letters", MATRIX, pages.MATRIX, 'size + "px', '18 + "px', "size"),
    ("falling_letters", BINARY, pages.LETTERS_CLASS, "bold 20px Arial", "20px", "size"),
    ("falling_letters", MATRIX, pages.MATRIX, "drops[i]++;", "", "falls"),
    ("falling_letters", BINARY, pages.LETTERS_CLASS, "this.y += this.v;", "this.y -= this.v;", "falls"),
    ("falling_letters", MATRIX, pages.MATRIX, "setInterval(draw, 33)", "draw()", "falls"),
    ("falling_letters", BINARY, pages.LETTERS_CLASS, "if (this.y > sky.height + 20) this.reset();", "", "returns"),
    ("falling_letters", BINARY, pages.LETTERS_CLASS, "ctx.clearRect(0, 0, sky.width, sky.height);", "", "clearing"),
    ("falling_letters", MATRIX, pages.MATRIX, "ctx.fillText(", "ctx.fillTxt(", "errors"),
    ("joke_button", JOKES, pages.JOKES, "Tell me a joke</button>", "Joke</button>", "label"),
    ("joke_button", JOKES, pages.JOKES, "background: teal", "background: red", "colour"),
    ("joke_button", JOKES, pages.JOKES, TELL, 'document.getElementById("joke").textContent = jokes[0];', "texts"),
    ("joke_button", JOKES, pages.JOKES, TELL, "", "texts"),
    ("joke_button", JOKES, pages.JOKES, TELL, 'n = (window.n || 0) + 1; document.getElementById("joke").textContent = n;', "texts"),
    ("joke_button", JOKES, pages.JOKES, 'getElementById("joke")', 'getElementById("jok")', "errors"),
    ("joke_button", JOKES, pages.JOKES, "function tell()", "function say()", "errors"),
    ("joke_button", QUOTES, pages.QUOTES, '<button id="b" style="background-color: #ff0000">Inspire me</button>', '<p id="c"></p>', "errors"),
    ("joke_button", QUOTES, pages.QUOTES, '"Keep going."', '"Be yourself."', "texts"),
    ("click_counter", COUNTER, pages.COUNTER, "count += 1", "count += 2", "step"),
    ("click_counter", COUNTER, pages.COUNTER, "plus.onclick", "plus.onclik", "step"),
    ("click_counter", COUNTER | {"start": 7}, pages.COUNTER, "", "", "start"),
    ("click_counter", COUNTER, pages.COUNTER_BUTTON, "n++;", "", "step"),
    ("click_counter", COUNTER_FULL, pages.COUNTER_FULL, "change(-5)", "change(-1)", "minus"),
    ("click_counter", COUNTER_FULL, pages.COUNTER_FULL, '<button onclick="change(-5)">-5</button>', "", "minus"),
    ("click_counter", COUNTER_FULL, pages.COUNTER_FULL, "value = 10; show();", "value = 0; show();", "reset"),
    ("click_counter", COUNTER_FULL, pages.COUNTER_FULL, '<button onclick="reset()">Reset</button>', "", "reset"),
    ("click_counter", COUNTER_FULL, pages.COUNTER_FULL, "change(5)", "chang(5)", "errors"),
    ("digital_clock", CLOCK, pages.CLOCK, "color: lime", "color: red", "colour"),
    ("digital_clock", CLOCK, pages.CLOCK, "background: black", "background: white", "background"),
    ("digital_clock", CLOCK | {"hours12": True}, pages.CLOCK, "", "", "hours12"),
    ("digital_clock", CLOCK | {"seconds": False}, pages.CLOCK, "", "", "seconds"),
    ("digital_clock", CLOCK_12 | {"hours12": False}, pages.CLOCK_12, "", "", "hours12"),
    ("digital_clock", CLOCK_12 | {"seconds": True}, pages.CLOCK_12, "", "", "seconds"),
    ("digital_clock", CLOCK, pages.CLOCK, "now.getMinutes()", "now.getMonth()", "time"),
    ("digital_clock", CLOCK, pages.CLOCK, "const now = new Date();", "const now = new Date(2026, 0, 2, 15, 4, 6);", "ticks"),
    ("digital_clock", CLOCK_12, pages.CLOCK_12, "setTimeout(show, 500);", "", "ticks"),
    ("digital_clock", CLOCK, pages.CLOCK, "now.getSeconds()", "now.getSecond()", "errors"),
    ("snow", SNOW, pages.SNOW, "length: 100", "length: 90", "count"),
    ("snow", SNOW, pages.SNOW, '"white"', '"gray"', "colour"),
    ("snow", SNOW, pages.SNOW, "#003", "#300", "background"),
    ("snow", SNOW, pages.SNOW, "wind = 0", "wind = 1.5", "wind"),
    ("snow", SNOW | {"wind": True}, pages.SNOW, "", "", "wind"),
    ("snow", SNOW, pages.SNOW, "f.y += f.v;", "", "falls"),
    ("snow", SNOW, pages.SNOW, "f.y += f.v;", "f.y -= f.v;", "falls"),
    ("snow", SQUARES, pages.SNOW_SQUARES, "if (p.y > 400)", "if (p.y > 4e9)", "returns"),
    ("snow", SQUARES, pages.SNOW_SQUARES, "g.fillRect(0, 0, 600, 400);", "g.fillRect(0, 0, 600, 300);", "background"),
    ("snow", SQUARES | {"background": None}, pages.SNOW_SQUARES, "g.fillRect(0, 0, 600, 400);", "", "clearing"),
    ("snow", SNOW, pages.SNOW, "ctx.arc(f.x, f.y, f.r, 0, Math.PI * 2);", "ctx.arc(f.x, f.y);", "errors"),
    ("starfield", STARS, pages.STARS, "i < 150", "i < 100", "count"),
    ("starfield", STARS, pages.STARS, '"white"', '"red"', "colour"),
    ("starfield", STARS, pages.STARS, '"black"', '"blue"', "background"),
    ("starfield", STARS, pages.STARS, "s.z -= 4;", "", "moves"),
    ("starfield", STARS, pages.STARS, "s.z -= 4; if (s.z < 1)", "s.z += 4; if (s.z > 900)", "outward"),
    ("starfield", POLAR, pages.STARS_POLAR, "g.translate(250, 250);", "", "outward"),
    ("starfield", POLAR, pages.STARS_POLAR, "g.clearRect(0, 0, 500, 500);", "", "clearing"),
    ("starfield", POLAR, pages.STARS_POLAR, "stars = [];", "star = [];", "errors"),
]  # fmt: skip


@pytest.mark.parametrize(("family", "facts", "html", "old", "new", "fact"), BROKEN)
def test_a_broken_page_fails_on_exactly_that_fact(family, facts, html, old, new, fact):
    assert old in html
    verdict = judge_page(family, facts, html.replace(old, new))
    allowed = {fact, "clearing"} if fact == "background" else {fact}
    assert fact in verdict.failed and set(verdict.failed) <= allowed, verdict.failures


@pytest.mark.parametrize("loop", ["for (;;) ;", "setTimeout(() => { for (;;) ; }, 50);", "requestAnimationFrame(function f() { for (;;) ; });"])
def test_a_page_that_never_ends_is_stopped(monkeypatch, loop):
    monkeypatch.setattr(page, "LIMIT_SECONDS", 0.3)
    verdict = judge_page("bouncing_balls", BALLS, pages.BALLS_ARRAY.replace("draw();\n</script>", f"draw(); {loop}</script>"))
    assert verdict.failures == ("errors: ran longer than 0.3 s",)


def test_collisions_that_never_happen_are_left_unchecked():
    lone = pages.BALLS_ARRAY.replace("N = 12", "N = 1")
    verdict = judge_page("bouncing_balls", BALLS | {"count": 1, "collisions": True}, lone)
    assert verdict.ok and "collisions" not in verdict.checked


@pytest.mark.parametrize("family", BLANK_FACTS)
@pytest.mark.parametrize("html", ["", "hello", "<script></script>", "<canvas></canvas>", "<button>"])
def test_a_page_that_does_nothing_passes_nowhere(family, html):
    assert not judge_page(family, BLANK_FACTS[family], html).ok
