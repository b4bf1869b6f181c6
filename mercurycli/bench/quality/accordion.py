"""Judge of "accordion": headings that unfold their own text when they are clicked, and fold it away again.

What is folded may be hidden, without height, or not there yet. <details> does all of that without a script.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from mercurycli.bench.quality.page import Action, run_page
from mercurycli.bench.quality.page_trace import Element, PageTrace
from mercurycli.bench.quality.screen import Screen, ran
from mercurycli.bench.quality.verdict import Findings

MOST_HEADINGS = 4
LEAST_TEXT = 6  # characters: a number that counts up is no text that unfolds
_NONE = re.compile(r"0(px|em|rem|vh|%)?$")

Read = frozenset[tuple[int, str]]  # what can be read: elements and their own texts


def judge(facts: Mapping[str, Any], html: str, findings: Findings) -> None:
    trace = run_page(html, frames=3)
    if not ran(findings, trace):
        return
    if sum(e.tag == "summary" for e in trace.snapshots[0]) >= 2:
        findings.check("opens", True, "")  # by the browser itself, which is not part of the page
        return
    headings = [e for e in Screen.of(trace).buttons if e.text][:MOST_HEADINGS]
    if not findings.check("headings", len(headings) >= 2, f"there are {len(headings)} headings to click"):
        return
    clicks = [Action("click", heading.number, seconds=0.6) for heading in headings for _ in range(2)]
    trace = run_page(html, frames=3, actions=clicks)
    if not ran(findings, trace):
        return
    read = [_read(trace, at, {heading.number for heading in headings}) for at in range(len(trace.snapshots))]
    everything = frozenset().union(*read)
    findings.check("folded", read[0] < everything, "all texts are open before a heading is clicked")
    opened = [_places(second - first) | _places(third - second) for first, second, third in zip(read[::2], read[1::2], read[2::2], strict=False)]
    findings.check("opens", len(set(filter(None, opened))) >= 2, "not every heading shows a text of its own when it is clicked")
    back = [first ^ third for first, third in zip(read[1::2], read[2::2], strict=False)]
    findings.check("folds", any(back) or any(a - b for a, b in zip(read[1::2], read[3::2], strict=False)), "what was opened is never folded away again")


def _read(trace: PageTrace, at: int, but: set[int]) -> Read:
    screen = Screen.of(trace, at)
    flat = {e.number for e in screen.elements if _is_flat(screen, e)}
    for element in screen.elements:  # parents stand before what they hold
        if element.parent in flat:
            flat.add(element.number)
    return frozenset((e.number, e.own) for e in screen.elements if len(e.own) >= LEAST_TEXT and e.number not in flat | but)


def _places(read: Read) -> frozenset[int]:
    return frozenset(number for number, _ in read)


def _is_flat(screen: Screen, element: Element) -> bool:
    return any(_NONE.match(screen.sheet.value(element, name)) for name in ("max-height", "height", "opacity"))
