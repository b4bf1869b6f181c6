"""Judge of "bar_chart": bars on one base line, as long in proportion as the values, in their order; upright or lying.

A bar is a rectangle, filled or outlined, or a thick line. The values 3, 7, 5, 9 are those no wish states, and any bars will do then.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from mercurycli.bench.quality import outline
from mercurycli.bench.quality.page import run_page
from mercurycli.bench.quality.page_trace import Paint
from mercurycli.bench.quality.picture import Picture
from mercurycli.bench.quality.scene import check_scene
from mercurycli.bench.quality.verdict import Findings

Array = np.ndarray

UNSTATED_VALUES = [3, 7, 5, 9]
FRAMES = 180  # bars may grow for a while
THICK = 5.0  # px of a line that is a bar
FEWEST = 2

Bars = list[tuple[Paint, tuple[float, float, float, float]]]  # with left, top, right, bottom


def judge(facts: Mapping[str, Any], html: str, findings: Findings) -> None:
    trace = run_page(html, frames=FRAMES, shapes=True)
    if not findings.check("errors", not trace.errors, "; ".join(trace.errors[:3])):
        return
    picture = Picture.of(trace)
    asked = list(facts["values"])
    groups = [group for upright in (True, False) for group in _groups(picture, upright)]
    if not findings.check("bars", groups, "no bars stand on one line"):
        return
    lengths, paints = max(groups, key=lambda group: _fit(group[0], asked))
    if asked == UNSTATED_VALUES:
        findings.check("values", len(set(lengths)) > 1, "all bars are of the same length")
    else:
        findings.check("values", len(lengths) == len(asked), f"{len(lengths)} bars, not {len(asked)}")
        findings.check("values", _fit(lengths, asked) > 0, f"the bars are not in proportion to {', '.join(map(str, asked))}")
    left, top, right, bottom = np.array([outline.bounds(paint) for paint in paints]).T
    inside = min(left.min(), top.min()) >= -1 and right.max() <= picture.width + 1 and bottom.max() <= picture.height + 1
    findings.check("inside", inside, "a bar is cut off by the edge of the canvas")
    check_scene(findings, facts, picture, paints, animated=False)


def _bars(picture: Picture) -> Bars:
    """All that may be a bar and stands there in the end."""
    found: Bars = []
    for paint in (*picture.trace.load, *(paint for frame in picture.frames for paint in frame)):
        if picture.is_cover(paint):
            found = []
        elif paint.alpha > 0 and _is_bar(paint):
            left, top, right, bottom = outline.bounds(paint)
            half = paint.width / 2 if paint.op == "line" else 0
            lies = right - left > bottom - top
            found.append((paint, (left - half * (not lies), top - half * lies, right + half * (not lies), bottom + half * lies)))
    return found


def _is_bar(paint: Paint) -> bool:
    return paint.width >= THICK if paint.op == "line" else outline.rectangle(paint) is not None


def _groups(picture: Picture, upright: bool) -> list[tuple[list[float], list[Paint]]]:
    """Bars that are equally wide and begin on the same line: their lengths and paints, from left to right or from the top down."""
    groups: dict[tuple[int, int], dict[int, tuple[float, Paint]]] = {}
    for paint, (left, top, right, bottom) in _bars(picture):
        at, base, wide, long = (left, bottom, right - left, bottom - top) if upright else (top, left, bottom - top, right - left)
        if wide < 2:
            continue
        row = groups.setdefault((round(base), round(wide)), {})
        if round(at) not in row or long >= row[round(at)][0]:  # growing, or filled and outlined
            row[round(at)] = (long, paint if round(at) not in row or paint.op != "frame" else row[round(at)][1])
    rows = [[row[at] for at in sorted(row)] for row in groups.values() if len(row) >= FEWEST]
    return [([long for long, _ in row], [paint for _, paint in row]) for row in rows]


def _fit(lengths: Sequence[float], asked: Sequence[int]) -> float:
    """Above 0 if the lengths are in proportion to the values; else the less, the more their numbers differ."""
    if len(lengths) != len(asked):
        return -2.0 - abs(len(lengths) - len(asked))
    if max(lengths) < 1:
        return -1.0
    share, wanted = np.array(lengths) / max(lengths), np.array(asked) / max(asked)
    return 1.0 if np.abs(share - wanted).max() <= 0.02 + 1.5 / max(lengths) else -1.0
