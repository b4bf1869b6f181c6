"""Judge of "tic_tac_toe": nine cells, two marks in turn, a taken cell stays as it is, and three in a row are told."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from mercurycli.bench.quality.page import Action, Choice, run_page
from mercurycli.bench.quality.page_trace import Element, PageTrace
from mercurycli.bench.quality.screen import ran
from mercurycli.bench.quality.verdict import Findings

MOVES = (0, 3, 3, 1, 4, 2)  # the third is a cell that is taken; the last makes the upper row
WON = re.compile(r"\bw[io]n|victor|congrat|three in a row", re.IGNORECASE)


def judge(facts: Mapping[str, Any], html: str, findings: Findings) -> None:
    trace = run_page(html, frames=3)
    if not ran(findings, trace):
        return
    if not findings.check("cells", _cells(trace.snapshots[0]), "there are no nine empty cells"):
        return
    trace = run_page(html, frames=3, actions=[_take(at) for at in MOVES])
    if not ran(findings, trace):
        return
    first, second, third, fourth = ([cell.text for cell in _cells(shot, empty=False)] or [""] * 9 for shot in trace.snapshots[1:5])
    findings.check("turns", first[0] and second[3] and first[0] != second[3], f"{first[0] or 'nothing'} and then {second[3] or 'nothing'} is set")
    findings.check("taken", third == second, "a cell that is taken can be taken again")
    findings.check("turns", fourth[1] == first[0], f"{fourth[1] or 'nothing'} is set in the third turn")
    findings.check("winner", WON.search(_new(trace)), "it is not told who has won")


def _take(at: int) -> Choice:
    """A click on that cell as it is then: a page may build its cells anew after each turn."""

    def choose(elements: tuple[Element, ...]) -> Action:
        cells = _cells(elements, empty=False)
        return Action("click", cells[at].number, seconds=0.4) if cells else Action("wait")

    return choose


def _cells(elements: Sequence[Element], *, empty: bool = True) -> list[Element]:
    """The first nine elements that are alike and hold a sign at most: children of one element, or the cells of a table."""
    groups: dict[tuple[int, str], list[Element]] = defaultdict(list)
    for e in elements:
        groups[(0 if e.tag == "td" else e.parent, e.tag)].append(e)
        if e.tag != "td":
            groups[(-1, e.tag + " " + e.classes.split(" ")[0])].append(e)  # three rows of three
    fits = (group for group in groups.values() if len(group) == 9 and all(len(e.text) <= (0 if empty else 2) for e in group))
    return next(fits, [])


def _new(trace: PageTrace) -> str:
    """What the last move put on the page or into a message."""
    before, after = ({(e.number, e.own) for e in shot} for shot in trace.snapshots[-2:])
    return " ".join((*(own for _, own in sorted(after - before)), *trace.alerts))
