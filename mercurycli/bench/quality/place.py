"""A place on a page, followed through its snapshots: what an element says after each thing a visitor does."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from mercurycli.bench.quality.page_trace import Element, PageTrace
from mercurycli.bench.quality.screen import Screen

_NUMBER = re.compile(r"(?:(?<![\w.)])[-\u2212])?\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Place:
    element: Element | None  # as it stood last; None for messages and for what is new on the page
    texts: tuple[str, ...]  # one per snapshot

    @property
    def columns(self) -> list[tuple[float, ...]]:
        """The numbers it says, by where they stand among them; none where their count is not always the same."""
        rows = [numbers(text) for text in self.texts]
        return list(zip(*rows, strict=True)) if len({len(row) for row in rows}) == 1 else []


def places(trace: PageTrace, since: int = 1) -> list[Place]:
    """All places there are from snapshot ``since`` on, those of few words and the innermost first.

    An element counts twice if it holds others: as its text, and with the texts of all it holds set apart. Messages are a
    place of their own if every action brought one, and so is what each action put on the page anew.
    """
    screens = [Screen.of(trace, at) for at in range(len(trace.snapshots))]
    found = [Place(None, _new(screens)[since:])]
    if len(trace.alerts) == len(screens) - 1:
        found.append(Place(None, ("", *trace.alerts)[since:]))
    rows = [_said(screen) for screen in screens[since:]]
    for element in screens[-1].elements if rows else ():
        seen = [row[element.number] for row in rows if element.number in row]
        if len(seen) == len(rows):
            found += [Place(element, texts) for texts in dict.fromkeys(zip(*seen, strict=True))]
    return sorted(found, key=lambda place: (sum(map(len, place.texts)), -place.element.number if place.element else 0))


def numbers(text: str) -> list[float]:
    return [float(digits.replace("\u2212", "-")) for digits in _NUMBER.findall(text) if len(digits) < 16]


def _said(screen: Screen) -> dict[int, tuple[str, str]]:
    """Per element: its whole text, and the texts of all it holds with a space between them."""
    around = {e.number: e.parent for e in screen.elements}
    apart: dict[int, list[str]] = {number: [] for number in around}
    for element in screen.elements:
        at = element.number
        while element.own and at in around:
            apart[at].append(element.own)
            at = around[at]
    return {e.number: (e.text, " ".join(apart[e.number])) for e in screen.elements}


def _new(screens: list[Screen]) -> tuple[str, ...]:
    texts = [""]
    for before, after in pairwise(screens):
        known = {e.number for e in before.elements}
        texts.append(" ".join(e.own for e in after.elements if e.number not in known and e.own))
    return tuple(texts)
