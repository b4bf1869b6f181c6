"""Judge of "joke_button": a button that shows one text after another, somewhere on the page."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from mercurycli.bench.quality.colour import normal_colour
from mercurycli.bench.quality.page import Action, run_page
from mercurycli.bench.quality.page_trace import Element
from mercurycli.bench.quality.stylesheet import Stylesheet
from mercurycli.bench.quality.verdict import Findings

CLICKS, LEAST = 25, 3


def judge(facts: Mapping[str, Any], html: str, findings: Findings) -> None:
    trace = run_page(html, frames=3)
    if not findings.check("errors", not trace.errors, "; ".join(trace.errors[:3])):
        return
    buttons = [e for e in trace.snapshots[0] if e.clickable]
    if not findings.check("button", buttons, "there is nothing to click"):
        return
    label = facts["label"]
    button = next((e for e in buttons if label is not None and _same(e.text, label)), buttons[0])
    if label is not None:
        findings.check("label", _same(button.text, label), f"the button says {button.text!r}, not {label!r}")
    if facts["colour"] is not None:
        got = Stylesheet.of(trace).colours(button, "background-color", "background")
        findings.check("colour", normal_colour(facts["colour"]) in got, f"{' '.join(got) or 'no colour'} is not {facts['colour']}")
    trace = run_page(html, frames=3, actions=[Action("click", button.number, seconds=0.1)] * CLICKS)
    if findings.check("errors", not trace.errors, "; ".join(trace.errors[:3])):
        seen, wanted = shown_texts(trace.snapshots), min(LEAST, facts["count"])
        findings.check("texts", seen >= wanted, f"{CLICKS} clicks show {seen} different texts, not {wanted}")


def shown_texts(snapshots: Sequence[Sequence[Element]]) -> int:
    """The most different texts one element shows after clicks; a text that only counts up stays the same text."""
    by_element: dict[int, set[str]] = {}
    for snapshot in snapshots[1:]:
        for element in snapshot:
            text = re.sub(r"[\d\W_]+", " ", element.text).strip()
            if text and element.tag not in ("html", "body"):
                by_element.setdefault(element.number, set()).add(text)
    return max(map(len, by_element.values()), default=0)


def _same(text: str, label: str) -> bool:
    return text.strip().casefold() == label.strip().casefold()
