"""Judge of "colour_mixer": what is set for red, green and blue becomes the colour of a box or of the page."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from mercurycli.bench.quality.page import Action, run_page
from mercurycli.bench.quality.page_trace import Element
from mercurycli.bench.quality.screen import Screen, ran
from mercurycli.bench.quality.verdict import Findings

MIXED = ((200, 30, 90), (10, 120, 240))
NAMES = tuple(re.compile(names, re.IGNORECASE) for names in (r"red|^r\d?$", r"gr[ée]en|^g\d?$", r"blue|^b\d?$"))


def judge(facts: Mapping[str, Any], html: str, findings: Findings) -> None:
    trace = run_page(html, frames=3)
    if not ran(findings, trace):
        return
    fields = _in_order(Screen.of(trace).fields)
    if not findings.check("sliders", len(fields) == 3, f"there are {len(fields)} sliders, not three"):
        return
    actions = [Action("input", field.number, str(value)) for colour in MIXED for field, value in zip(fields, colour, strict=True)]
    trace = run_page(html, frames=3, actions=actions)
    if not ran(findings, trace):
        return
    for at, (red, green, blue) in zip((3, 6), MIXED, strict=True):
        screen = Screen.of(trace, at)
        shown = {colour for e in screen.elements for colour in screen.sheet.colours(e, "background-color", "background")}
        shown |= {colour for paint in trace.frames[-1:] for p in paint for colour in p.colour.split()} if at == 6 else set()
        wanted = f"#{red:02x}{green:02x}{blue:02x}"
        findings.check("colour", wanted in shown, f"{red}, {green} and {blue} do not become {wanted} but {' '.join(sorted(shown)) or 'nothing'}")


def _in_order(fields: Sequence[Element]) -> list[Element]:
    """Red, green, blue: by their names if they have such, else as they stand."""
    sliders = [e for e in fields if e.attributes.get("type", "").lower() == "range"] or [e for e in fields if e.attributes.get("type") == "number"]
    called = [[e for e in sliders if names.search(e.id) or names.search(e.attributes.get("name", ""))] for names in NAMES]
    return [found[0] for found in called] if all(len(found) == 1 for found in called) else sliders
