"""Judge of "countdown_timer": a time that falls by a second each second from where it was asked to start, and ends.

It may be started with a button or by itself. Sixty seconds are what nobody asked for: then any time will do, also one
that has to be typed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from mercurycli.bench.quality.page import Action, Choice, run_page
from mercurycli.bench.quality.page_trace import PageTrace
from mercurycli.bench.quality.screen import RESET, Screen, press, ran
from mercurycli.bench.quality.shown_time import ShownTime, shown_times
from mercurycli.bench.quality.stopwatch import ANY, START
from mercurycli.bench.quality.verdict import Findings

UNASKED = 60
LOOKS = (0.5, 1.5, 2.5)  # seconds after the start
LONGEST = 150.0  # seconds that the judge waits for the end


def judge(facts: Mapping[str, Any], html: str, findings: Findings) -> None:
    trace = run_page(html, frames=3, actions=_looks(Action("wait", seconds=LOOKS[0])))
    if not ran(findings, trace):
        return
    steps, falling = _looks(Action("wait", seconds=LOOKS[0])), _falling(trace)
    if not falling and findings.check("button", Screen.of(trace).buttons, "nothing counts down and there is nothing to click"):
        steps = _looks(press(START, ANY, seconds=LOOKS[0], but=RESET))
        trace = run_page(html, frames=3, actions=steps)
        falling = _falling(trace)
        if not falling and facts["seconds"] == UNASKED:
            steps = [Action("input", field.number, "5") for field in Screen.of(trace).fields[:3]] + steps
            trace = run_page(html, frames=3, actions=steps)
            falling = _falling(trace)
    if not ran(findings, trace) or not findings.check("runs", falling, "nothing on the page counts down"):
        return
    right = [t for t in falling if facts["seconds"] == UNASKED or _counts_from(facts["seconds"], t)]
    if facts["seconds"] != UNASKED:
        findings.check("seconds", right, f"{falling[0].seconds[-3]:g} is shown {LOOKS[0]} s after the start, not {facts['seconds']}")
    time = min(right or falling, key=lambda t: (len(t.element.text), -t.element.number))
    screen = Screen.of(trace, -1)
    screen.check_text_colour(findings, facts, time.element)
    screen.check_background(findings, facts, time.element)
    if (left := time.seconds[-1] or 0) < LONGEST:
        _check_end(findings, run_page(html, frames=3, actions=[*steps, Action("wait", seconds=left + 1.2), Action("wait", seconds=2.2)]), time)


def _looks(first: Action | Choice) -> list[Action | Choice]:
    return [first, *(Action("wait", seconds=after - before) for before, after in pairwise(LOOKS))]


def _falling(trace: PageTrace) -> list[ShownTime]:
    """What falls by a second in each second, or stands at zero by then."""
    return [t for t in shown_times(trace) if None not in t.seconds[-3:] and _falls(t.seconds[-3:])]


def _falls(shown: Sequence[float]) -> bool:
    first, second, third = shown
    return (first > second > third and abs(first - third - 2) <= 0.6) or third == 0 < first <= 2.6


def _counts_from(seconds: int, time: ShownTime) -> bool:
    return all(abs(shown - max(0, seconds - after)) <= 1.1 for shown, after in zip(time.seconds[-3:], LOOKS, strict=True))


def _check_end(findings: Findings, trace: PageTrace, time: ShownTime) -> None:
    """It stops at zero, says something else, or stands ready for the next time."""
    if not ran(findings, trace):
        return
    after = next((t.seconds for t in shown_times(trace) if t.key == time.key), (None,))
    met = all(not shown or abs(shown) < 0.05 or shown == after[0] for shown in after[-2:])
    findings.check("ends", met, f"{after[-1]} is shown when the time is over")
