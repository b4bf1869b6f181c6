"""Judge of "dark_mode_toggle": a click makes a light page dark or a dark one light, and the next one takes it back.

Unless it was asked to be dark at first, it may begin either way.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from mercurycli.bench.quality.page import Action, run_page
from mercurycli.bench.quality.page_trace import Element, PageTrace
from mercurycli.bench.quality.screen import Screen, named, ran
from mercurycli.bench.quality.verdict import Findings

SWITCH = re.compile(r"dark|light|mode|theme|toggle|switch|night|[\u2600\u263d\u263e\U0001f319\U0001f31e]", re.IGNORECASE)
MIDDLE = 0.4  # of the brightness; white text is read below it, black text above


def judge(facts: Mapping[str, Any], html: str, findings: Findings) -> None:
    trace = run_page(html, frames=3)
    if not ran(findings, trace):
        return
    screen = Screen.of(trace)
    switches = _switches(screen)
    if not findings.check("button", switches, "there is nothing to click"):
        return
    switch = screen.check_label(findings, facts["label"], switches) or named(switches, SWITCH) or switches[0]
    screen.check_button_colour(findings, facts, switch)
    trace = run_page(html, frames=3, actions=[Action("click", switch.number, seconds=0.6)] * 2)
    if not ran(findings, trace):
        return
    first, second, third = (_is_dark(trace, at) for at in range(3))
    if facts["dark"]:
        findings.check("dark", first, "the page is light when it opens")
    findings.check("toggles", first != second, f"the page is {'dark' if first else 'light'} and stays so after a click")
    findings.check("returns", first == third, "a second click does not take it back")


def _switches(screen: Screen) -> list[Element]:
    """Buttons, boxes to tick, and labels of such boxes."""
    boxes = [e for e in screen.sheet.elements.values() if e.attributes.get("type") in ("checkbox", "radio")]
    labels = [e for e in screen.elements if e.tag == "label" and any(e.attributes.get("for") == b.id or b.parent == e.number for b in boxes)]
    return screen.buttons + labels + [e for e in boxes if e in screen.elements]


def _is_dark(trace: PageTrace, at: int) -> bool:
    """By what is behind the text: of the whole page, or of a box that fills it if the page itself has no background."""
    screen = Screen.of(trace, at)
    sheet, body = screen.sheet, screen.sheet.first("body")
    scheme = next((s for tag in ("body", "html") if (e := sheet.first(tag)) and (s := sheet.value(e, "color-scheme"))), "")
    colours = sheet.background(body)
    if not colours:
        boxes = [e for e in screen.elements if body is not None and e.parent == body.number and e.tag in ("div", "main", "section", "article")]
        colours = next((found for e in boxes if (found := sheet.background(e))), ())
    if not colours:
        return scheme.strip().startswith("dark")
    return sum(_brightness(c) for c in colours) / len(colours) < MIDDLE


def _brightness(colour: str) -> float:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return (0.299 * red + 0.587 * green + 0.114 * blue) / 255
