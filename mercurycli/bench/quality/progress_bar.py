"""Judge of "progress_bar": a bar that grows, never back, until it is full: by itself, after a click, or by one piece a click.

A bar is an element with a width in percent of its own or a <progress>; one that is painted on a canvas or moved by CSS alone is not seen.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from mercurycli.bench.quality.page import Action, run_page
from mercurycli.bench.quality.page_trace import Element, PageTrace
from mercurycli.bench.quality.screen import RESET, Screen, named, ran
from mercurycli.bench.quality.verdict import Findings

GO = re.compile(r"start|begin|\bgo\b|load|run|fill|play|progress|next|more|\+", re.IGNORECASE)
LOOKS, LOOK = 40, 0.5  # so often, so many seconds apart
CLICKS = 60
STEPS = 3  # widths at least, where no transition fills what lies between two of them
FULL = 0.99
_WIDTH = re.compile(r"(?:^|;)\s*(?:width:\s*|transform:\s*scaleX\()(\d+(?:\.\d+)?)(%?)")


def judge(facts: Mapping[str, Any], html: str, findings: Findings) -> None:
    trace = run_page(html, frames=1)
    if not ran(findings, trace):
        return
    buttons = Screen.of(trace).buttons
    button = named(buttons, GO, RESET) or next(iter(buttons), None)
    waits = [Action("wait", seconds=LOOK)] * LOOKS
    ways = [waits] if button is None else [[Action("click", button.number), *waits], waits, [Action("click", button.number, seconds=0.3)] * CLICKS]
    best: tuple[float, ...] = ()
    for actions in ways:
        trace = run_page(html, frames=1, actions=actions)
        if not ran(findings, trace):
            return
        best = max((best, *_bars(trace)), key=_rank)
        if _rank(best) == (True, True):
            break
    grows, full = _rank(best)
    if findings.check("grows", grows, "no bar grows"):
        findings.check("full", full, f"the bar ends at {best[-1]:.0%}")


def _rank(shares: tuple[float, ...]) -> tuple[bool, bool]:
    return len(set(shares)) > 1, bool(shares) and shares[-1] >= FULL


def _bars(trace: PageTrace) -> list[tuple[float, ...]]:
    """The shares of what is full, in time, of the elements that only grow, up to where they are full."""
    found = []
    steps = 2 if "transition" in trace.css else STEPS
    for element in trace.snapshots[-1]:
        seen = [share for shot in trace.snapshots for e in shot if e.number == element.number and (share := _share(e)) is not None]
        seen = seen[: next((at + 1 for at, share in enumerate(seen) if share >= FULL), len(seen))]  # it may begin again then
        if len(set(seen)) >= steps and all(a <= b for a, b in pairwise(seen)):
            found.append(tuple(seen))
    return found


def _share(element: Element) -> float | None:
    if element.tag in ("progress", "meter"):
        value, most = element.attributes.get("value", "0"), element.attributes.get("max", "1")
        return float(value) / float(most) if _is_number(value) and _is_number(most) and float(most) else None
    match = _WIDTH.search(element.style)
    if match is None:
        return None if element.style else 0.0  # no width yet
    return float(match[1]) / 100 if match[2] else float(match[1]) if "scaleX" in match[0] else None


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"\d+(\.\d+)?", text))
