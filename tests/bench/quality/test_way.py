"""A page that was to be written in some way is judged by that as well, in whatever words it does so."""

from __future__ import annotations

import random

import pytest
from recipe.curriculum import mixture, page_ways

from mercurycli.bench.quality.verdict import Findings
from mercurycli.bench.quality.way import check_way

IN_WAYS = [(family, way) for family, ways in page_ways.WAYS.items() for way in ways]


def is_written(way, html):
    findings = Findings()
    check_way(way, html, findings)
    verdict = findings.verdict()
    assert verdict.checked == ("way",)
    return verdict.ok


@pytest.mark.parametrize(("family", "way"), IN_WAYS)
def test_pages_of_the_curriculum_are_told_from_the_canonical_ones(family, way):
    source = mixture.source_of(family)
    code = source.PAGES[family](dict(source.DEFAULTS[family]))
    assert not is_written(way, code)
    assert is_written(way, page_ways.in_way(family, way, code))


@pytest.mark.parametrize(("family", "way"), [("snow", "class"), ("click_counter", "inline"), ("sine_wave", "time"), ("dvd_logo", "interval")])
def test_a_page_in_a_way_still_does_what_was_asked(family, way):
    pytest.importorskip("py_mini_racer")
    from mercurycli.bench.quality.page_checks import judge_page

    program = mixture.source_of(family).SOURCE.sample_in_way(random.Random(5), family, way)
    verdict = judge_page(family, program.facts, program.code)
    assert verdict.ok and "way" in verdict.checked, verdict.failures
    facts = {name: value for name, value in program.facts.items() if name != "way"}
    canonical = mixture.source_of(family).PAGES[family](facts)
    assert judge_page(family, program.facts, canonical).failed == ("way",)
    assert "way" not in judge_page(family, facts, program.code).checked


WRITTEN = [
    ("interval", "<script>window.setInterval(() => paint(), 20) // not requestAnimationFrame(paint)</script>"),
    ("timeout", "<script>const go = () => { tick(); setTimeout(go, 1000) }; go()</script>"),
    ("frames", "<script>(function go() { window.requestAnimationFrame (go) })()</script>"),
    ("class", '<p class="big">no</p><script>class Ball extends Thing { }\nlet b = new Ball</script>'),
    ("class", "<script>const Ball = class {\n};\nnew Ball();</script>"),
    ("listeners", '<script>b.addEventListener("click", go); console.log(e.once == 1)</script>'),
    ("inline", "<body onload=go()><script></script>"),
    ("inline", "<button id=a\n  onClick='go()'>go</button>"),
    ("time", "<script>requestAnimationFrame(function go(t) { })</script>"),
    ("time", "<script>const go = t => { requestAnimationFrame(go) }; go(0)</script>"),
    ("time", "<script>const go = (now) => { requestAnimationFrame(go) }</script>"),
    ("time", "<script>function go() { x = performance.now(); requestAnimationFrame(go) }</script>"),
    ("time", "<script>requestAnimationFrame(t => go(t))</script>"),
    ("loop", "<script>for(const v of values) draw(v)</script>"),
]
WRITTEN_OTHERWISE = [
    ("interval", "<script>setInterval(a, 9); requestAnimationFrame(b)</script>"),
    ("interval", "<p>setInterval()</p><script>// setInterval(a, 9)</script>"),
    ("timeout", "<script>setInterval(a, 9)</script>"),
    ("frames", "<script>setTimeout(a, 9)</script>"),
    ("class", '<div class="a">{new}</div><script>let a = new Date()</script>'),
    ("class", "<script>class Ball { }\nfunction draw() { }</script>"),
    ("listeners", '<script>b.addEventListener("click", go); c.onclick = stop</script>'),
    ("listeners", '<p onclick="go()"></p><script>b.addEventListener("click", go)</script>'),
    ("inline", "<p>on = 1</p><script>b.onclick = () => { a < b; c.one = 1 }; '<p on=1>'</script>"),
    ("time", "<script>function go() { requestAnimationFrame(go) }</script>"),
    ("time", "<script>requestAnimationFrame(() => this.draw())</script>"),
    ("loop", "<script>values.forEach((v) => { for (;;) break })</script>"),
]


@pytest.mark.parametrize(("way", "html"), WRITTEN)
def test_other_words_for_the_same_way_do(way, html):
    assert is_written(way, html)


@pytest.mark.parametrize(("way", "html"), WRITTEN_OTHERWISE)
def test_what_is_written_otherwise_fails(way, html):
    assert not is_written(way, html)


def test_a_way_nobody_knows_is_not_checked():
    findings = Findings()
    check_way("upside down", "<p></p>", findings)
    assert findings.verdict().checked == ()
