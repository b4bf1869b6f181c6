"""Judge of "colour_button": each click gives the page another background, of the kind and with the code that were asked for.

Whether the colours come by chance or in turn is not told apart.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from mercurycli.bench.quality.colour import colours_in
from mercurycli.bench.quality.page import Action, run_page
from mercurycli.bench.quality.page_trace import Element
from mercurycli.bench.quality.place import numbers
from mercurycli.bench.quality.screen import Screen, opened, ran
from mercurycli.bench.quality.verdict import Findings

CHANGE = re.compile(r"colou?r|change|random|new|paint|background|click|generate|next", re.IGNORECASE)
CLICKS, LEAST = 16, 3
MOSTLY = 0.7  # of the codes are right: hex digits without leading zeros are no colour now and then
# Lightness of most and of all colours: a random one is nearly never so often on one side.
LIGHTNESS = {"pastel": (0.65, 0.5), "dark": (0.4, 0.55)}


def judge(facts: Mapping[str, Any], html: str, findings: Findings) -> None:
    page = opened(html, findings, facts["label"], CHANGE)
    if page is None:
        return
    screen, button = page
    trace = run_page(html, frames=3, actions=[Action("click", button.number, seconds=0.2)] * CLICKS)
    if not ran(findings, trace):
        return
    screens = [Screen.of(trace, at) for at in range(1, CLICKS + 1)]
    shown = _backgrounds(screens, button)
    if not findings.check("changes", len(set(shown)) >= LEAST, f"{CLICKS} clicks give {len(set(shown))} backgrounds, not {LEAST}"):
        return
    _check_palette(findings, facts["palette"], shown)
    if facts["code"]:
        told = [_tells(screen, colour) for screen, colour in zip(screens, shown, strict=True)]
        alerts = len(trace.alerts) == CLICKS and all(_is_code(text, c) for text, c in zip(trace.alerts, shown, strict=True))
        findings.check("code", sum(told) >= MOSTLY * CLICKS or alerts, f"{shown[-1]} is not written on the page")


def _backgrounds(screens: Sequence[Screen], button: Element) -> list[str]:
    """Of the page after each click, or of the box on it that changes most."""
    best: list[str] = []
    boxes = [e for e in screens[-1].elements if e.number != button.number and e.tag not in ("button", "input")]
    for box in boxes[:20]:
        now = [next((e for e in screen.elements if e.number == box.number), box) for screen in screens]
        painted = ("background-color", "background", "background-image")
        found = [" ".join(screen.sheet.colours(e, *painted)) for screen, e in zip(screens, now, strict=True)]
        if len(set(found)) > len(set(best)):
            best = found
    return best


def _check_palette(findings: Findings, palette: str, shown: Sequence[str]) -> None:
    if palette in LIGHTNESS:
        most, every = LIGHTNESS[palette]
        sign = 1 if palette == "pastel" else -1
        light = [_lightness(c) for colours in shown for c in colours.split()]
        kept = sum(sign * x >= sign * most for x in light) >= 0.7 * len(light) and all(sign * x >= sign * every for x in light)
        findings.check("palette", kept, f"{' '.join(shown[:4])} are not {palette}")


def _lightness(colour: str) -> float:
    """As in hsl()."""
    channels = _channels(colour)
    return (max(channels) + min(channels)) / 510


def _channels(colour: str) -> list[int]:
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]


def _tells(screen: Screen, colours: str) -> bool:
    return any(_is_code(e.text, colours) for e in screen.elements if e.tag not in ("html", "body") or e.own)


def _is_code(text: str, colours: str) -> bool:
    """A CSS colour, bare hex digits or three numbers from 0 to 255."""
    if not colours:
        return False
    wanted = _channels(colours.split()[0])
    written = [_channels(c) for c in colours_in(text)] + [[int(n) for n in numbers(text)[-3:]]]
    near = any(len(w) == 3 and all(abs(a - b) <= 2 for a, b in zip(w, wanted, strict=True)) for w in written)
    return near or colours.split()[0][1:] in text.lower()
