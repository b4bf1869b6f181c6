"""Judge of "dice_roller": after each click the page shows so many numbers, each from 1 to so many.

The numbers are found by following what changes; a total beside them, a count of the rolls and fixed numbers in the text
are no dice. Chance is put to its upper end once, for the highest side of many may not come up in any number of clicks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from mercurycli.bench.quality.page import Action, run_page
from mercurycli.bench.quality.page_trace import PageTrace
from mercurycli.bench.quality.place import Place, places
from mercurycli.bench.quality.screen import opened, ran
from mercurycli.bench.quality.verdict import Findings

ROLL = re.compile(r"roll|throw|dice|\bdie\b|toss|luck|[\U0001f3b2\u2680-\u2685]", re.IGNORECASE)
CLICKS = 30
SETTLED = 1.2  # seconds: many pages let the dice tumble first
UNASKED = 1  # die; "dice" may then be any number of them
FACES = {0x2680 + at: f" {at + 1} " for at in range(6)}
OFTEN = 0.8  # of the sides come up even where chance cannot be set

Column = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Dice:
    place: int  # Element.number
    columns: Mapping[int, Column]  # one die's numbers, by where it stands among the numbers of the place

    @property
    def rolled(self) -> list[float]:
        return [n for column in self.columns.values() for n in column]


def judge(facts: Mapping[str, Any], html: str, findings: Findings) -> None:
    page = opened(html, findings, facts["label"], ROLL)
    if page is None:
        return
    screen, button = page
    screen.check_button_colour(findings, facts, button)
    screen.check_background(findings, facts, button)
    actions = [Action("click", button.number, seconds=SETTLED)] * CLICKS
    trace = run_page(html, frames=3, actions=actions)
    if ran(findings, trace):
        _check_dice(findings, facts["sides"], facts["count"], html, [d for d in map(_dice, _places(trace)) if d.columns], actions[:2])


def _check_dice(findings: Findings, sides: int, count: int, html: str, found: Sequence[Dice], actions: Sequence[Action]) -> None:
    if not findings.check("rolls", found, f"no number changes in {CLICKS} clicks"):
        return
    fitting = [dice for dice in found if all(1 <= n <= sides and n == int(n) for n in dice.rolled)]
    rolled = found[0].rolled
    if not findings.check("sides", fitting, f"{min(rolled):g} to {max(rolled):g} come up, not 1 to {sides}"):
        return
    right = [dice for dice in fitting if count in (UNASKED, len(dice.columns))]
    if not findings.check("count", right, f"{max(len(dice.columns) for dice in fitting)} dice are shown, not {count}"):
        return
    seen = max(max(dice.rolled) for dice in right)
    all_up = seen == sides or _reaches(html, actions, sides, seen, right)
    findings.check("sides", all_up, f"nothing above {seen:g} comes up, although there are {sides} sides")


def _places(trace: PageTrace) -> list[Place]:
    return [replace(place, texts=tuple(text.translate(FACES) for text in place.texts)) for place in places(trace)]


def _dice(place: Place) -> Dice:
    """The numbers that change from click to click, without what is no die."""
    moving = {at: column for at, column in enumerate(place.columns) if len(set(column)) > 1 and not _counts(column)}
    totals = {at for at, column in moving.items() if _totals(column, [other for beside, other in moving.items() if beside != at])}
    return Dice(place.element.number if place.element else 0, {at: column for at, column in moving.items() if at not in totals})


def _counts(column: Column) -> bool:
    return all(after - before == 1 for before, after in pairwise(column))


def _totals(column: Column, others: Sequence[Column]) -> bool:
    """Whether it is the sum of the numbers beside it."""
    return len(others) > 1 and all(n == sum(row) for n, *row in zip(column, *others, strict=True))


def _reaches(html: str, actions: Sequence[Action], sides: int, seen: float, right: Sequence[Dice]) -> bool:
    """Whether the highest side comes up when chance is at its upper end; what does not listen to it has to come near by itself."""
    trace = run_page(html, frames=3, actions=actions, chance=0.9999999)
    if trace.errors or "getRandomValues" in html:
        return seen >= OFTEN * sides
    shown = {(place.element.number if place.element else 0, at): max(c) for place in _places(trace) for at, c in enumerate(place.columns)}
    return any(shown.get((dice.place, at)) == sides for dice in right for at in dice.columns)
