"""Judge an HTML page of a known family by running it: one judge per family, and the table that names them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from mercurycli.bench.quality import (
    bouncing_balls,
    click_counter,
    digital_clock,
    falling_letters,
    joke_button,
    snow,
    starfield,
)
from mercurycli.bench.quality.verdict import Findings, Verdict

FAMILIES: Mapping[str, Callable[[Mapping[str, Any], str, Findings], None]] = {
    "bouncing_balls": bouncing_balls.judge,
    "falling_letters": falling_letters.judge,
    "joke_button": joke_button.judge,
    "click_counter": click_counter.judge,
    "digital_clock": digital_clock.judge,
    "snow": snow.judge,
    "starfield": starfield.judge,
}


def judge_page(family: str, facts: Mapping[str, Any], html: str) -> Verdict:
    """Run ``html`` and say which of the facts of its family it meets. Costs a few runs of at most two seconds each."""
    findings = Findings()
    FAMILIES[family](facts, html, findings)
    return findings.verdict()
