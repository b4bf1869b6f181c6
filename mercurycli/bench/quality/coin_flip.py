"""Judge of "coin_flip": each click shows heads or tails, both come up, and the count of both is kept where that was asked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Any

from mercurycli.bench.quality.page import Action, run_page
from mercurycli.bench.quality.place import Place, places
from mercurycli.bench.quality.screen import opened, ran
from mercurycli.bench.quality.verdict import Findings

FLIP = re.compile(r"flip|toss|coin|throw|luck|decide|heads|tails|[\U0001fa99]", re.IGNORECASE)
CLICKS = 24
SETTLED = 1.2  # seconds: some coins turn first
_SIDE = re.compile(r"\b(head|tail)s?\b", re.IGNORECASE)
_TALLY = re.compile(r"\b(?:heads?|tails?)\b\W*\d+|\d+\W*\b(?:heads?|tails?)\b", re.IGNORECASE)
_TOLD = re.compile(r"\b(head|tail)s?\s*[:=]\s*(\d+)", re.IGNORECASE)


def judge(facts: Mapping[str, Any], html: str, findings: Findings) -> None:
    page = opened(html, findings, facts["label"], FLIP)
    if page is None:
        return
    screen, button = page
    screen.check_button_colour(findings, facts, button)
    screen.check_background(findings, facts, button)
    trace = run_page(html, frames=3, actions=[Action("click", button.number, seconds=SETTLED)] * CLICKS)
    if not ran(findings, trace):
        return
    found = places(trace)
    results = [sides for place in found if set(sides := tuple(map(_side, place.texts))) == {"h", "t"}]
    seen = " ".join(place.texts[-1] for place in found if _SIDE.search(place.texts[-1]))[:60]
    if findings.check("flips", results, f"{CLICKS} clicks do not each show heads or tails: {seen!r}") and facts["count"]:
        kept = any(_keeps(found, sides) for sides in dict.fromkeys(results))
        findings.check("count", kept, "how many heads and tails there were is not shown")


def _side(text: str) -> str:
    """ "h" or "t", if the text says one of them; a count of both beside it is no result."""
    said = {match[1][0].lower() for match in _SIDE.finditer(_TALLY.sub("", text))}
    return said.pop() if len(said) == 1 else {"h": "h", "t": "t"}.get(text.strip().lower(), "")


def _keeps(found: Sequence[Place], sides: Sequence[str]) -> bool:
    """Some number on the page follows the heads, some the tails, and none stands under the wrong name."""
    wanted = {side: tuple(accumulate(float(one == side) for one in sides)) for side in "ht"}
    shown = {column for place in found for column in place.columns}
    last = {name[0].lower(): float(count) for place in reversed(found) for name, count in _TOLD.findall(place.texts[-1])}
    return shown >= set(wanted.values()) and all(last.get(side, counts[-1]) == counts[-1] for side, counts in wanted.items())
