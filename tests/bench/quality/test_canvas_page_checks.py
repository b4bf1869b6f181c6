"""Canvas pages of the curriculum pass and so do pages written otherwise; each broken one fails on the fact that was broken."""

from __future__ import annotations

import random

import pytest

pytest.importorskip("py_mini_racer")

import judged_canvas_pages as pages
from recipe.curriculum import canvas_pages

from mercurycli.bench.quality.page import Action, run_page
from mercurycli.bench.quality.page_checks import FAMILIES, judge_page

SAMPLES = 3


def facts_of(family, **stated):
    return {**canvas_pages.DEFAULTS[family], **stated}


def sampled(family):
    rng = random.Random(f"{family} for its judge")
    return [canvas_pages.sample(rng, "train", family) for _ in range(SAMPLES)]


def test_every_family_has_a_judge():
    assert set(canvas_pages.FAMILIES) <= set(FAMILIES)


@pytest.mark.parametrize("family", canvas_pages.FAMILIES)
def test_the_pages_of_the_curriculum_pass(family):
    plain = facts_of(family)
    for facts, html in [(plain, canvas_pages.PAGES[family](plain)), *((p.facts, p.code) for p in sampled(family))]:
        verdict = judge_page(family, facts, html)
        assert verdict.ok, (facts, verdict.failures)
        assert {name for name in ("colour", "background") if facts[name] is not None} <= set(verdict.checked)


# Every value that has a threshold: the curriculum's own are on the right side of it.
EXTREMES = [
    ("mouse_trail", {"size": "small"}), ("mouse_trail", {"size": "big", "count": 60}), ("sine_wave", {"speed": "slow", "waves": 10}),
    ("sine_wave", {"speed": "fast"}), ("rotating_square", {"speed": "slow", "size": "small"}), ("rotating_square", {"speed": "fast", "size": "big"}),
    ("dvd_logo", {"speed": "slow", "text": "Blu-ray"}), ("dvd_logo", {"speed": "fast", "changing": True}), ("fireworks", {"count": 10}),
    ("fireworks", {"count": 200}), ("rain", {"count": 10, "wind": True}), ("rain", {"count": 495}), ("game_of_life", {"cell": 5}),
    ("game_of_life", {"cell": 40}), ("spirograph", {"speed": "slow", "size": "small"}), ("spirograph", {"speed": "fast", "size": "big"}),
    ("bar_chart", {"values": [100, 1, 50]}), ("confetti", {"size": "small", "count": 10}), ("confetti", {"size": "big", "count": 495}),
    ("drawing_pad", {"width": 30}), ("drawing_pad", {"width": 1}), ("analog_clock", {"seconds": False}),
]  # fmt: skip


@pytest.mark.parametrize(("family", "stated"), EXTREMES)
def test_the_extremes_of_the_curriculum_pass(family, stated):
    facts = facts_of(family, **stated)
    verdict = judge_page(family, facts, canvas_pages.PAGES[family](facts))
    assert verdict.ok and set(stated) <= set(verdict.checked), verdict


OTHERWISE = [
    ("drawing_pad", {"width": 10, "colour": "red", "background": "#ffffe0"}, pages.PAD_SEGMENTS),
    ("drawing_pad", {"width": 3, "background": "white"}, pages.PAD_REDRAWN),
    ("drawing_pad", {"width": 16, "colour": "white", "background": "navy"}, pages.PAD_BLOTS),
    ("mouse_trail", {"count": 12, "size": "big", "colour": "gold", "background": "#222"}, pages.TRAIL_HISTORY),
    ("mouse_trail", {"count": 25, "size": "small", "colour": "orange", "background": "navy"}, pages.TRAIL_EVENTS),
    ("mouse_trail", {"background": "black"}, pages.TRAIL_FADED),
    ("sine_wave", {"waves": 3, "speed": "slow", "colour": "yellow", "background": "navy"}, pages.SINE_DOTS),
    ("sine_wave", {"speed": "fast", "colour": "cyan", "background": "black"}, pages.SINE_SEGMENTS),
    ("sine_wave", {"colour": "teal", "background": "white"}, pages.SINE_FILLED),
    ("rotating_square", {"speed": "slow", "size": "small", "colour": "gold", "background": "#333"}, pages.SQUARE_CORNERS),
    ("rotating_square", {"speed": "fast", "size": "big", "colour": "blue", "background": "white"}, pages.SQUARE_CLOCK),
    ("dvd_logo", {"text": "Hello", "changing": True, "colour": "lime", "background": "black"}, pages.LOGO_TEXT),
    ("dvd_logo", {"speed": "slow", "colour": "tomato", "background": "#001"}, pages.LOGO_FRAME),
    ("analog_clock", {"colour": "green", "background": "navy"}, pages.CLOCK_DIAL),
    ("analog_clock", {"seconds": False, "colour": "purple", "background": "pink"}, pages.CLOCK_BARS),
    ("fireworks", {"count": 80, "colour": "gold", "background": "black"}, pages.FIREWORKS_ROCKETS),
    ("rain", {"count": 120, "wind": True, "colour": "cyan", "background": "#112"}, pages.RAIN_BARS),
    ("rain", {"count": 300, "background": "black"}, pages.RAIN_PATH),
    ("game_of_life", {"cell": 20, "colour": "crimson", "background": "white"}, pages.LIFE_GRID),
    ("game_of_life", {"cell": 16, "background": "black"}, pages.LIFE_CHANGES),
    ("spirograph", {"colour": "purple", "background": "white"}, pages.SPIRO_GROWING),
    ("spirograph", {"speed": "fast", "size": "small", "colour": "red"}, pages.SPIRO_TURNED),
    ("bar_chart", {"values": [4, 12, 9], "colour": "orange"}, pages.BARS_LYING),
    ("bar_chart", {"values": [20, 5, 13, 17, 8], "colour": "blue", "background": "#eee"}, pages.BARS_GROWING),
    ("bar_chart", {"values": [9, 2, 6, 6], "colour": "teal"}, pages.BARS_LINES),
    ("confetti", {"count": 150, "size": "big", "background": "navy"}, pages.CONFETTI_TURNED),
    ("confetti", {"count": 60, "size": "small", "colour": "red", "background": "white"}, pages.CONFETTI_THROWN),
]


@pytest.mark.parametrize(("family", "stated", "html"), OTHERWISE)
def test_a_page_written_otherwise_passes(family, stated, html):
    verdict = judge_page(family, facts_of(family, **stated), html)
    assert verdict.ok, verdict.failures
    slow_growth = {"speed"} if html is pages.SPIRO_GROWING else set()
    assert set(stated) - slow_growth <= set(verdict.checked), verdict.checked


def test_every_family_is_written_otherwise():
    assert {family for family, _, _ in OTHERWISE} == set(canvas_pages.FAMILIES)


ASKED = {
    "drawing_pad": {"width": 8, "colour": "red", "background": "yellow"},
    "mouse_trail": {"count": 10, "size": "small", "colour": "red", "background": "yellow"},
    "sine_wave": {"waves": 3, "speed": "slow", "colour": "red", "background": "yellow"},
    "rotating_square": {"speed": "fast", "size": "big", "colour": "blue", "background": "yellow"},
    "dvd_logo": {"text": "Ada", "changing": True, "speed": "fast", "colour": "red", "background": "yellow"},
    "analog_clock": {"seconds": True, "colour": "red", "background": "yellow"},
    "fireworks": {"count": 40, "colour": "red", "background": "yellow"},
    "rain": {"count": 80, "wind": True, "colour": "red", "background": "yellow"},
    "game_of_life": {"cell": 20, "colour": "red", "background": "yellow"},
    "spirograph": {"speed": "fast", "size": "small", "colour": "red", "background": "yellow"},
    "bar_chart": {"values": [4, 9, 2], "colour": "red", "background": "yellow"},
    "confetti": {"count": 50, "size": "big", "colour": "red", "background": "yellow"},
}

FILL = "ctx.fillRect(0, 0, c.width, c.height);"
# family, what is replaced in the page of the curriculum, by what, the fact that is no longer met, others that may go with it
BROKEN = [
    *((family, '"yellow"', '"cyan"', "background", "visible colour") for family in ASKED),
    *((family, '"blue"' if family == "rotating_square" else '"red"', '"green"', "colour", "cells") for family in ASKED),
    *((family, "const c =", "const c = =", "errors", "") for family in ("drawing_pad", "rain", "bar_chart")),
    ("drawing_pad", "lineWidth = 8", "lineWidth = 5", "width", ""),
    ("drawing_pad", "if (e.buttons === 0) return;", "", "button", "release"),
    ("drawing_pad", "  ctx.lineTo(e.offsetX, e.offsetY);\n  ctx.stroke();", "", "draws", ""),
    ("drawing_pad", "ctx.beginPath();\n  ctx.moveTo(e.offsetX, e.offsetY);", "", "release", ""),
    ("drawing_pad", "ctx.lineTo(e.offsetX, e.offsetY);", "ctx.lineTo(e.offsetY, e.offsetX);", "draws", "release"),
    ("mouse_trail", "length: 10 ", "length: 14 ", "count", ""),
    ("mouse_trail", "d.x, d.y, 4,", "d.x, d.y, 10,", "size", ""),
    ("mouse_trail", "c.onmousemove", "c.onmousemoved", "follows", "trail"),
    ("mouse_trail", "mouse.x = e.offsetX;", "mouse.x = c.width - e.offsetX;", "follows", ""),
    ("mouse_trail", "    to = d;\n", "", "trail", ""),
    ("mouse_trail", FILL, "", "clearing", "background"),
    ("sine_wave", "i < 3", "i < 2", "waves", ""),
    ("sine_wave", "t += 0.01", "t += 0.08", "speed", ""),
    ("sine_wave", "t += 0.01;", "", "moves", ""),
    ("sine_wave", "80 * Math.sin(x / 80 + t + i)", "80 * (x / 400 - i) + t", "wave", ""),
    ("sine_wave", "x < c.width", "x < 100", "wave", ""),
    ("rotating_square", "angle += 0.08", "angle += 0.01", "speed", ""),
    ("rotating_square", "angle += 0.08;", "", "rotates", ""),
    ("rotating_square", "-120, -120, 240, 240", "-60, -60, 120, 120", "size", ""),
    ("rotating_square", "-120, -120, 240, 240", "-120, -60, 240, 120", "square", ""),
    ("rotating_square", "-120, -120, 240, 240", "0, 0, 240, 240", "centre", ""),
    ("rotating_square", "ctx.translate(c.width / 2, c.height / 2);", "", "inside", "centre"),
    ("rotating_square", "ctx.fillRect(0, 0, c.width, c.height);", "", "clearing", "background"),
    ("dvd_logo", '"Ada"', '"Bob"', "text", ""),
    ("dvd_logo", "vx = 8, vy = 8", "vx = 1, vy = 1", "speed", ""),
    ("dvd_logo", "if (hitX || hitY) color", "if (x < -900) color", "changing", ""),
    ("dvd_logo", "y += vy;", "", "moves", "changing colour"),
    ("dvd_logo", "if (hitX) vx = -vx;", "if (hitX) x = 0;", "bounce", "inside changing"),
    ("dvd_logo", "x > c.width - w", "x > c.width + 300", "inside", "changing"),
    ("analog_clock", "hand(d.getSeconds() / 60, 0, 130, 2);", "", "seconds", ""),
    ("analog_clock", "(d.getHours() + m / 60) / 12", "m / 60", "time", ""),
    ("analog_clock", "m / 60, 0, 120", "-m / 60, 0, 120", "time", ""),
    ("analog_clock", "hand(m / 60, 0, 120, 5)", "hand(m / 60, 0, 60, 5)", "hands", ""),
    ("analog_clock", "new Date()", "new Date(2026, 0, 2, 16, 37, 58)", "ticks", "seconds"),
    ("analog_clock", FILL, "", "clearing", "background"),
    ("fireworks", "length: 40 ", "length: 30 ", "count", ""),
    ("fireworks", "t++ % 60 === 0", "t++ === 0", "again", ""),
    ("fireworks", "s.x += s.vx;\n    s.y += s.vy;", "", "outward", ""),
    ("fireworks", "      x,\n      y,\n", "x: Math.random() * c.width, y: Math.random() * c.height,", "bursts", ""),
    ("fireworks", FILL, "", "clearing", "background"),
    ("rain", "length: 80 ", "length: 60 ", "count", ""),
    ("rain", "d.x = (d.x + 3) % c.width;", "", "wind", ""),
    ("rain", "d.y += d.v;", "", "falls", ""),
    ("rain", "d.y += d.v;", "d.y -= d.v; if (d.y < 0) d.y = c.height;", "falls", ""),
    ("rain", "d.y = -20", "d.x = 0", "returns", "count wind"),
    ("rain", FILL, "", "clearing", "background"),
    ("game_of_life", "const s = 20", "const s = 12", "cell", ""),
    ("game_of_life", "count === 3 ||", "count === 4 ||", "rules", ""),
    ("game_of_life", "count === 2)", "count === 1)", "rules", ""),
    ("game_of_life", "setInterval(draw, 100);", "", "evolves", ""),
    ("game_of_life", "Math.random() < 0.3", "false", "cells", "colour"),
    ("spirograph", "t += 0.08", "t += 0.01", "speed", ""),
    ("spirograph", "t += 0.08;", "", "moves", "speed"),
    ("spirograph", "const r = 50", "const r = 100", "size", ""),
    ("spirograph", "a * 5.2 + t", "a", "curve", ""),
    ("bar_chart", "[4, 9, 2]", "[4, 9, 5]", "values", ""),
    ("bar_chart", "[4, 9, 2]", "[9, 4, 2]", "values", ""),
    ("bar_chart", "[4, 9, 2]", "[4, 9, 2, 3]", "values", ""),
    ("bar_chart", "(v / max) * (c.height - 40)", "v * 100", "inside", ""),
    ("bar_chart", "ctx.fillRect(i * w", "if (i > 5) ctx.fillRect(i * w", "bars", ""),
    ("confetti", "length: 50 ", "length: 70 ", "count", ""),
    ("confetti", "p.y, 16, 24", "p.y, 4, 6", "size", ""),
    ("confetti", "p.y += p.v;", "", "falls", ""),
    ("confetti", "p.y += p.v;", "p.y -= p.v;", "falls", ""),
    ("confetti", FILL, "", "clearing", "background"),
]


@pytest.mark.parametrize(("family", "old", "new", "fact", "others"), BROKEN)
def test_a_broken_page_fails_on_that_fact(family, old, new, fact, others):
    facts = facts_of(family, **ASKED[family])
    html = canvas_pages.PAGES[family](facts)
    assert old in html
    verdict = judge_page(family, facts, html.replace(old, new))
    assert fact in verdict.failed and set(verdict.failed) <= {fact, *others.split()}, verdict.failures
    assert all(len(failure) < 150 and failure.split(": ", 1)[1] for failure in verdict.failures)


# What a page does that was asked for the other thing.
ASKED_OTHERWISE = [
    ("analog_clock", pages.CLOCK_BARS, {"seconds": True}, "seconds"),
    ("analog_clock", pages.CLOCK_DIAL, {"seconds": False}, "seconds"),
    ("dvd_logo", pages.LOGO_FRAME, {"speed": "fast"}, "speed"),
    ("rotating_square", pages.SQUARE_CORNERS, {"size": "big"}, "size"),
    ("mouse_trail", pages.TRAIL_HISTORY, {"count": 30}, "count"),
    ("rain", pages.RAIN_BARS, {"count": 100, "wind": True}, "count"),
    ("bar_chart", pages.BARS_LYING, {"values": [12, 4, 9]}, "values"),
    ("fireworks", pages.FIREWORKS_ROCKETS, {"count": 60}, "count"),
    ("spirograph", pages.SPIRO_TURNED, {"speed": "slow"}, "speed"),
]


@pytest.mark.parametrize(("family", "html", "stated", "fact"), ASKED_OTHERWISE)
def test_what_was_not_asked_for_fails(family, html, stated, fact):
    verdict = judge_page(family, facts_of(family, **stated), html)
    assert verdict.failed == (fact,), verdict.failures


@pytest.mark.parametrize(("family", "stated"), [("rain", {"background": "skyblue"}), ("bar_chart", {}), ("spirograph", {})])
def test_what_nobody_can_see_fails(family, stated):
    """No colour was asked for, and the page takes that of the background."""
    facts = facts_of(family, **stated)
    unseen = canvas_pages.PAGES[family](facts_of(family, colour="red", **stated))
    behind = stated.get("background", "white" if family == "bar_chart" else "black")
    assert "visible" in judge_page(family, facts, unseen.replace('"red"', f'"{behind}"')).failed


@pytest.mark.parametrize("family", canvas_pages.FAMILIES)
@pytest.mark.parametrize("html", ["hello", "<canvas></canvas>", "<canvas id=c></canvas><script>c.getContext('2d').fillRect(0, 0, 300, 150)</script>"])
def test_a_page_that_does_nothing_passes_nowhere(family, html):
    assert not judge_page(family, facts_of(family), html).ok


MOUSE = """<canvas id="c" width="200" height="100"></canvas><script>
const g = c.getContext("2d");
for (const type of ["pointerdown", "mousedown", "pointermove", "mousemove", "mouseup", "click", "mouseenter"])
  document.addEventListener(type, (e) => console.log(type, e.offsetX, e.clientY, e.buttons, e.which));
c.addEventListener("mousemove", (e) => {
  g.lineWidth = 3; g.beginPath(); g.moveTo(0, 0); g.lineTo(e.offsetX, 7); g.lineTo(e.offsetX, e.offsetY); g.stroke();
});
</script>"""


def test_the_mouse_moves_over_the_canvas_and_presses_it():
    way = [("move", "5 6"), ("wait", ""), ("press", "7 8"), ("move", "9 10"), ("release", "9 10")]
    actions = [Action(kind, value=value) for kind, value in way]
    trace = run_page(MOUSE, frames=2, actions=actions, shapes=True)
    assert [line.removeprefix("log: ") for line in trace.console] == [
        "pointermove 5 6 0 0", "mousemove 5 6 0 0", "pointerdown 7 8 1 1", "mousedown 7 8 1 1", "pointermove 9 10 1 1", "mousemove 9 10 1 1",
        "mouseup 9 10 0 1", "click 9 10 0 1",
    ]  # fmt: skip
    assert trace.acted == (0, 1, 1, 1, 2)
    (paint,) = trace.frames[0]
    assert (paint.op, paint.width, list(paint.points)) == ("line", 3, [0, 0, 5, 7, 5, 6])


def test_a_turned_rectangle_has_four_corners():
    draw = "const g = c.getContext('2d'); g.rotate(Math.PI / 2); g.fillRect(1, -9, 4, 2)"
    trace = run_page(f"<canvas id=c></canvas><script>{draw}</script>", frames=1, shapes=True)
    assert list(trace.load[0].points) == [9, 1, 9, 5, 7, 5, 7, 1]
