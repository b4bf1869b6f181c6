"""Judge of "analog_clock": hands that point where they should at two moments, three seconds and a change of minute apart.

A hand is anything long and thin that begins at the middle of the dial: a line, a rectangle, a pointed shape.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from mercurycli.bench.quality import outline
from mercurycli.bench.quality.colour import normal_colour
from mercurycli.bench.quality.page import START
from mercurycli.bench.quality.page_trace import Paint
from mercurycli.bench.quality.picture import Picture, check_colour
from mercurycli.bench.quality.scene import watch
from mercurycli.bench.quality.verdict import Findings

Array = np.ndarray

FRAMES, MORE_FRAMES = 180, 62 * 60  # the longer for a page that looks at the clock only once a minute
OPENED = (*START[:3], 16, 37, 58)
BEFORE, AFTER, LATER = (4, 37, 58), (4, 38, 1), (4, 39, 0)  # hours, minutes, seconds
SHORTEST = 10.0  # px of a hand


class Hand(NamedTuple):
    angle: float  # degrees clockwise from twelve
    length: float
    paint: Paint


def judge(facts: Mapping[str, Any], html: str, findings: Findings) -> None:
    picture = watch(html, findings, FRAMES, drawn="ticks", start=OPENED)
    if picture is None:
        return
    _check_faces(findings, facts, picture)
    first, last = picture.frames[0], picture.frames[-1]
    hands = _read(picture, first, BEFORE)
    if not findings.check("time", hands, "no two hands show 4:37"):
        return
    hour, minute = hands[:2]
    findings.check("hands", minute.length > 1.05 * hour.length, "the minute hand is not longer than the hour hand")
    check_colour(findings, facts["colour"], [hour.paint, minute.paint])
    findings.check("ticks", _read(picture, last, AFTER) or _read_late(html), "a minute later the hands show no other time")
    shown = _seconds(picture, first, BEFORE) and _seconds(picture, last, AFTER)
    why = "no hand shows the seconds" if facts["seconds"] else "a hand shows the seconds"
    findings.check("seconds", bool(shown) == facts["seconds"], why)
    hidden = picture.clearing() != "none" or any(_is_face(picture, p) for p in last) or len(picture.trace.canvases) > 1
    findings.check("clearing", hidden, "the hands before are never cleared")


def _read_late(html: str) -> bool:
    picture = watch(html, Findings(), MORE_FRAMES, start=OPENED)
    return picture is not None and len(picture.frames) < 10 and _read(picture, picture.frames[-1], LATER) is not None


def _read(picture: Picture, frame: Sequence[Paint], time: tuple[int, int, int]) -> tuple[Hand, Hand] | None:
    """The hour and the minute hand, if they show this time."""
    hours, minutes, seconds = time
    for hands in _hands(picture, frame):
        hour = [h for h in hands if _between(h.angle, hours * 30, hours * 30 + (minutes + 1) / 2, 3)]
        minute = [h for h in hands if _between(h.angle, minutes * 6, (minutes + seconds / 60) * 6, 2.5)]
        if hour and minute:
            return max(hour, key=lambda h: h.length), max(minute, key=lambda h: h.length)
    return None


def _seconds(picture: Picture, frame: Sequence[Paint], time: tuple[int, int, int]) -> bool:
    """Whether a hand shows the seconds; one that ticks on an interval of its own may be late by less than one."""
    return any(_between(h.angle, (time[2] - 1) * 6, (time[2] + 1) * 6, 2.5) for hands in _hands(picture, frame) for h in hands)


def _between(angle: float, low: float, high: float, slack: float) -> bool:
    return (angle - low + slack) % 360 <= high - low + 2 * slack


def _hands(picture: Picture, frame: Sequence[Paint]) -> list[list[Hand]]:
    """All that may be hands, for each place that may be the middle of the dial."""
    discs = sorted((p for p in (*picture.trace.load, *frame) if p.op in ("circle", "arc")), key=lambda p: p.w)
    ends = Counter(tuple(end) for p in frame if p.op == "line" for end in outline.points(p).round(0).tolist())
    middles = [(picture.width / 2, picture.height / 2), *((p.x, p.y) for p in discs[-1:]), *(end for end, many in ends.most_common(2) if many > 1)]
    return [[hand for p in frame if p.alpha > 0 and (hand := _hand(p, np.array(middle))) is not None] for middle in middles]


def _hand(paint: Paint, middle: Array) -> Hand | None:
    if paint.op not in ("line", "rect", "poly"):
        return None
    ends = outline.axis(paint)
    path = (ends if ends is not None else outline.points(paint)) - middle
    if len(path) < 2 or (ends is None and paint.op == "rect"):
        return None
    far = np.linalg.norm(path, axis=1)
    tip, reach = path[far.argmax()], float(far.max())
    begins = min(_apart(a, b) for a, b in pairwise([*path, path[0]])) <= 0.15 * reach + 2
    tail = float((path @ tip).min() / max(1e-9, reach))  # how far it goes beyond the middle, backwards
    if reach < SHORTEST or not begins or tail < -0.5 * reach:
        return None
    return Hand(float(np.degrees(np.arctan2(tip[0], -tip[1]))) % 360, reach, paint)


def _apart(start: Array, end: Array) -> float:
    """The distance of the middle from a straight line."""
    along = end - start
    share = float(np.clip(-(start @ along) / max(1e-9, float(along @ along)), 0, 1))
    return float(np.linalg.norm(start + share * along))


def _check_faces(findings: Findings, facts: Mapping[str, Any], picture: Picture) -> None:
    """The background is what the canvas is filled with, or the page around it, or the dial."""
    if facts["background"] is not None:
        dials = [p for p in (*picture.trace.load, *picture.frames[-1]) if _is_face(picture, p)]
        got = (*picture.background(), *(p.colour for p in dials))
        findings.check("background", normal_colour(facts["background"]) in got, f"{' '.join(got) or 'none'} is not {facts['background']}")


def _is_face(picture: Picture, paint: Paint) -> bool:
    """A dial, which hides the hands before if it is filled anew."""
    return paint.op == "circle" and paint.width == 0 and paint.w > 0.2 * min(picture.width, picture.height)
