"""Judge of "digital_clock": the page shows the time of the fake clock, in the form that was asked, and keeps up with it.

It is opened in the afternoon, where twelve and twenty-four hours differ, and left open for 61 seconds.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mercurycli.bench.quality.colour import normal_colour
from mercurycli.bench.quality.page import START, Action, run_page
from mercurycli.bench.quality.page_trace import Element, PageTrace
from mercurycli.bench.quality.stylesheet import Stylesheet
from mercurycli.bench.quality.verdict import Findings

BEFORE, AFTER = 70, 61 * 60  # frames
AFTERNOON = (*START[:3], 15, 4, 5)
_TIME = re.compile(r"(?<!\d)(\d{1,2})\s*:\s*(\d{2})(?:\s*:\s*(\d{2}))?(?!\d)\s*([AaPp]\.?\s?[Mm]\.?)?")


@dataclass(frozen=True, slots=True)
class Reading:
    hour: int
    minute: int
    second: int | None
    half: str  # "AM", "PM" or ""
    element: Element | None  # None: drawn on a canvas
    colour: str  # of what is drawn on a canvas


def judge(facts: Mapping[str, Any], html: str, findings: Findings) -> None:
    trace = run_page(html, frames=BEFORE, start=AFTERNOON, actions=[Action("wait", seconds=61)])
    if not findings.check("errors", not trace.errors, "; ".join(trace.errors[:3])):
        return
    before, after = (_readings(trace, at) for at in (0, 1))
    right = [r for r in before if _tells(r, 15, 4, 6)]
    if not findings.check("time", right, f"{_words(before)} is shown at 15:04:06"):
        return
    later = [r for r in after if _tells(r, 15, 5, 7)]
    findings.check("ticks", later, f"61 seconds later {_words(after)} is shown")
    asked = [r for r in right if _in_form(r, facts["hours12"])]
    findings.check("hours12", asked, f"{_words(right)} is not in {12 if facts['hours12'] else 24} hours")
    asked = asked or right
    with_seconds = [r for r in asked if (r.second is not None) == facts["seconds"]]
    findings.check("seconds", with_seconds, f"{_words(asked)} is shown {'with' if not facts['seconds'] else 'without'} seconds")
    _check_colours(findings, facts, trace, (with_seconds or asked)[-1])


def _tells(reading: Reading, hour: int, minute: int, second: int) -> bool:
    """One second of slack: pages that tick on an interval of their own are late by less than that."""
    late = reading.second is None or reading.second in (second, second - 1)
    return reading.hour in (hour, hour - 12) and reading.minute == minute and late


def _in_form(reading: Reading, hours12: bool) -> bool:
    return reading.hour < 13 and reading.half in ("PM", "") if hours12 else reading.hour >= 13 and not reading.half


def _readings(trace: PageTrace, at: int) -> list[Reading]:
    """Times on the page, those of the innermost elements last."""
    found = [_reading(m, e, "") for e in trace.snapshots[at] for m in _TIME.finditer(e.text)]
    first = max(0, len(trace.frames) * BEFORE // (BEFORE + AFTER) - 1)
    paints = trace.frames[-1 if at else first] if trace.frames else trace.load
    return found + [_reading(m, None, p.colour) for p in paints if p.op == "text" for m in _TIME.finditer(p.text)]


def _reading(match: re.Match[str], element: Element | None, colour: str) -> Reading:
    half = re.sub(r"[^apm]", "", (match[4] or "").lower()).upper()
    return Reading(int(match[1]), int(match[2]), int(match[3]) if match[3] else None, half, element, colour)


def _words(readings: Sequence[Reading]) -> str:
    if not readings:
        return "no time"
    r = readings[-1]
    return f"{r.hour}:{r.minute:02}" + (f":{r.second:02}" if r.second is not None else "") + (f" {r.half}" if r.half else "")


def _check_colours(findings: Findings, facts: Mapping[str, Any], trace: PageTrace, reading: Reading) -> None:
    sheet = Stylesheet.of(trace)
    if facts["colour"] is not None:
        got = sheet.text_colour(reading.element) if reading.element else (reading.colour,)
        findings.check("colour", normal_colour(facts["colour"]) in got, f"{' '.join(got) or 'black'} is not {facts['colour']}")
    if facts["background"] is not None:
        behind = sheet.background(reading.element or sheet.first("canvas"))
        body = sheet.background(sheet.first("body"))
        got = (*behind, *body)
        findings.check("background", normal_colour(facts["background"]) in got, f"{' '.join(got) or 'none'} is not {facts['background']}")
