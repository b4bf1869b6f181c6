"""Judge of "stopwatch": a time that runs, stands still and goes back to zero when it is told to.

Start and stop may be one button; reset may be a button or a start that begins again at zero; the page may run at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from mercurycli.bench.quality.page import Action, run_page
from mercurycli.bench.quality.screen import RESET, Screen, press, ran
from mercurycli.bench.quality.shown_time import ShownTime, shown_times
from mercurycli.bench.quality.verdict import Findings

START = re.compile(r"start|\bgo\b|play|begin|\brun|resume|continue|[\u25b6\u25ba\u23f5\u23ef]", re.IGNORECASE)
STOP = re.compile(r"stop|pause|halt|hold|freeze|end\b|[\u23f8\u23f9\u25a0\u25fc]", re.IGNORECASE)
ANY = re.compile("")
RUN, REST, MORE = 3.55, 2.0, 2.0  # seconds: with whole seconds alone a time of 3.55 cannot be told

Step = tuple[str, bool, str]  # fact, whether it is met, what is wrong if not


def judge(facts: Mapping[str, Any], html: str, findings: Findings) -> None:
    trace = run_page(html, frames=3, actions=[Action("wait", seconds=1.0)])
    if not ran(findings, trace):
        return
    at_once = any(t.seconds[1] and not t.seconds[0] and _near(t.seconds[1], 1.05) for t in shown_times(trace))
    if not findings.check("button", Screen.of(trace).buttons, "there is nothing to click"):
        return
    start = press(START, STOP, ANY, seconds=RUN, but=RESET)
    again = press(START, STOP, ANY, seconds=MORE, but=RESET)
    stop = press(STOP, START, ANY, seconds=0.1, but=RESET)
    steps = [Action("wait", seconds=RUN) if at_once else start, stop, Action("wait", seconds=REST), again, stop, press(RESET, seconds=0.2)]
    trace = run_page(html, frames=3, actions=steps)
    if not ran(findings, trace):
        return
    best, steps_of_best = max(((t, list(_follow(t))) for t in shown_times(trace)), key=lambda pair: _rank(*pair, facts), default=(None, []))
    if not findings.check("runs", best, "there is no time on the page"):
        return
    for fact, met, why in steps_of_best:
        if not findings.check(fact, met, why):
            break
    if facts["tenths"]:
        findings.check("tenths", _tells_tenths(best), f"{best.seconds[1]:g} is shown after {RUN} s" if best.seconds[1] else "no tenths are shown")
    screen = Screen.of(trace, 1)
    screen.check_text_colour(findings, facts, best.element)
    screen.check_background(findings, facts, best.element)


def _follow(time: ShownTime) -> Iterator[Step]:
    """What the time has to do from step to step; nothing is asked of it where a step before went wrong."""
    zero, ran_to, stopped, later, resumed, stopped_again, reset = time.seconds
    yield "zero", not zero or zero < 0.2, f"it begins at {zero}"
    yield "runs", _near(ran_to, RUN) and ran_to != zero, f"{ran_to} is shown after {RUN} s"
    yield "stops", stopped is not None and stopped == later, f"{stopped} becomes {later} although it was stopped"
    anew = _near(resumed, MORE)
    yield "resumes", anew or _near(resumed, (later or 0) + MORE), f"{later} becomes {resumed} when it runs for another {MORE} s"
    yield "reset", anew or (reset is not None and reset < 0.3), f"{stopped_again} becomes {reset} instead of 0"


def _near(shown: float | None, seconds: float) -> bool:
    """Whole seconds may be cut off or rounded."""
    return shown is not None and seconds - 1.1 <= shown <= seconds + 0.55


def _tells_tenths(time: ShownTime) -> bool:
    return time.decimals[1] == 1 and time.seconds[1] is not None and abs(time.seconds[1] - RUN) <= 0.2


def _rank(time: ShownTime, steps: list[Step], facts: Mapping[str, Any]) -> tuple[int, bool, int, int]:
    """The time that goes furthest as it should; of several, the one in the innermost element."""
    met = [met for _, met, _ in steps]
    return [*met, False].index(False), facts["tenths"] and _tells_tenths(time), -len(time.element.text), time.element.number
