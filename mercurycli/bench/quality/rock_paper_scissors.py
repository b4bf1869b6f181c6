"""Judge of "rock_paper_scissors": whichever hand one shows, the three that the computer may draw win, lose and are a draw.

Chance is set, so that each is drawn once. Where the page names what the computer drew, it must be the right one that wins.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from mercurycli.bench.quality.page import Action, run_page
from mercurycli.bench.quality.page_trace import PageTrace
from mercurycli.bench.quality.screen import Screen, named, ran
from mercurycli.bench.quality.verdict import Findings

HANDS = {
    "rock": re.compile("rock|stone|[\U0001faa8\u270a]", re.IGNORECASE), "paper": re.compile("paper|[\U0001f4c4\U0001f4c3\u270b]", re.IGNORECASE),
    "scissors": re.compile("scissors|[\u2702\u270c]", re.IGNORECASE),
}  # fmt: skip
BEATS = {"rock": "scissors", "paper": "rock", "scissors": "paper"}
CHANCES = (0.1, 0.5, 0.9)  # in each third of what Math.random() may give
SETTLED = 1.5  # seconds: some pages let one wait
_TALLY = re.compile(r"\b\w+\b\s*[:=]\s*\d+")
_PLAIN = re.compile(r"\byou(?:'ve|\s+have)?\s+w[io]n", re.IGNORECASE)  # whatever is said of the computer behind it
_DRAW = re.compile(r"\bdraw|\btie\b|\btied\b|\bsame\b|nobody", re.IGNORECASE)
_LOST = re.compile(r"\blos[et]|(?:computer|cpu|bot|machine|opponent|\bi\b)\W*(?:\w+\W+)?w[io]n|defeat", re.IGNORECASE)
_WON = re.compile(r"\bw[io]n|victor|\bbeat", re.IGNORECASE)


def judge(facts: Mapping[str, Any], html: str, findings: Findings) -> None:
    trace = run_page(html, frames=3)
    if not ran(findings, trace):
        return
    buttons = {hand: named(Screen.of(trace).buttons, names) for hand, names in HANDS.items()}
    missing = [hand for hand, button in buttons.items() if button is None]
    if not findings.check("buttons", not missing, f"there is no button for {' and '.join(missing)}"):
        return
    for hand, button in buttons.items():
        assert button is not None
        results = set()
        for chance in CHANCES:
            trace = run_page(html, frames=3, actions=[Action("click", button.number, seconds=SETTLED)], chance=chance)
            if not ran(findings, trace):
                return
            told = _new(trace)
            results.add(result := _result(told))
            others = {other for other, names in HANDS.items() if other != hand and names.search(told)}
            if len(others) == 1 and result != "draw":
                right = "won" if BEATS[hand] in others else "lost"
                findings.check("rules", result == right, f"{hand} against {others.pop()} is told as {result or 'nothing'}")
        findings.check("results", results == {"won", "lost", "draw"}, f"{hand} can only be {' or '.join(sorted(results)) or 'nothing'}")


def _new(trace: PageTrace) -> str:
    """What the click put on the page, without the counts."""
    before, after = ({(e.number, e.own) for e in shot if not e.clickable} for shot in trace.snapshots)
    return _TALLY.sub("", " ".join((*(own for _, own in sorted(after - before)), *trace.alerts)))


def _result(told: str) -> str:
    return next((name for name, words in (("won", _PLAIN), ("draw", _DRAW), ("lost", _LOST), ("won", _WON)) if words.search(told)), "")
