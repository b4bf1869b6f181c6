"""Judge of "drawing_pad": the mouse leaves a line while its button is down, and only then.

A visitor moves without the button, draws an angle, lets go, moves on, and draws a second line somewhere else. A width
of 4 is the one no wish states, so there any width will do.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from mercurycli.bench.quality import outline
from mercurycli.bench.quality.page import Action, run_page
from mercurycli.bench.quality.page_trace import PageTrace, Paint
from mercurycli.bench.quality.picture import Picture
from mercurycli.bench.quality.scene import check_scene, pieces
from mercurycli.bench.quality.verdict import Findings

UNSTATED_WIDTH = 4
FRAMES, STEP = 5, 12.0  # px between two moves of the mouse
NEAR = 4.0  # px from the edge of a line that still are on it

Place = tuple[float, float]  # of the width and height of the canvas
HOVER: tuple[Place, ...] = ((0.1, 0.1), (0.3, 0.1))
ANGLE: tuple[Place, ...] = ((0.2, 0.3), (0.7, 0.3), (0.7, 0.6))
GAP: tuple[Place, ...] = ((0.7, 0.6), (0.4, 0.9), (0.15, 0.9))
SECOND: tuple[Place, ...] = ((0.15, 0.9), (0.15, 0.6))
BETWEEN = (0.425, 0.75)  # on the straight line from the end of the first to the start of the second

Spot = tuple[int, int]  # px


def judge(facts: Mapping[str, Any], html: str, findings: Findings) -> None:
    trace = run_page(html, frames=FRAMES)
    if not findings.check("errors", not trace.errors, "; ".join(trace.errors[:3])):
        return
    if not findings.check("draws", trace.canvases, "there is no canvas"):
        return
    empty = Picture.of(trace)
    hover, angle, gap, second = (_way(empty, places) for places in (HOVER, ANGLE, GAP, SECOND))
    actions = [*_moves(hover), *_stroke(angle), *_moves(gap), *_stroke(second)]
    trace = run_page(html, frames=FRAMES, shapes=True, actions=actions)
    if not findings.check("errors", not trace.errors, "; ".join(trace.errors[:3])):
        return
    picture = Picture.of(trace)
    hovered = _ink(picture, trace, len(hover))
    findings.check("button", not _on(hovered, hover[1:]).any(), "it draws while no button is pressed")
    ink = _ink(picture, trace, None)
    if not findings.check("draws", len(ink) and _on(ink, [*angle[1:], *second[1:]]).mean() > 0.9, "the mouse leaves no line where it is dragged"):
        return
    aside = [_spot(empty, BETWEEN), gap[len(gap) // 2]]
    findings.check("release", not _on(ink, aside).any(), "it goes on drawing after the button is let go")
    if facts["width"] != UNSTATED_WIDTH:
        wide = float(np.median([_width(p) for p in ink]))
        findings.check("width", abs(wide - facts["width"]) <= max(0.6, 0.06 * facts["width"]), f"{wide:g} px, not {facts['width']}")
    check_scene(findings, facts, picture, ink, animated=False)


def _spot(picture: Picture, place: Place) -> Spot:
    return round(place[0] * min(picture.width, 800)), round(place[1] * min(picture.height, 600))


def _way(picture: Picture, places: Sequence[Place]) -> list[Spot]:
    """Spots a few px apart along the straight lines from place to place."""
    way = [_spot(picture, places[0])]
    for start, end in pairwise(np.array([_spot(picture, place) for place in places], dtype=float)):
        count = max(2, round(float(np.linalg.norm(end - start)) / STEP))
        way += [(round(x), round(y)) for x, y in (start + (end - start) * k / count for k in range(1, count + 1))]
    return way


def _moves(way: Iterable[Spot]) -> list[Action]:
    return [Action("move", value=f"{x} {y}", seconds=0.02) for x, y in way]


def _stroke(way: Sequence[Spot]) -> list[Action]:
    first, last = _moves((way[0], way[-1]))
    return [first, Action("press", value=first.value), *_moves(way[1:]), Action("release", value=last.value)]


def _ink(picture: Picture, trace: PageTrace, actions: int | None) -> list[Paint]:
    """What is to be seen after so many of the actions: what was painted after the canvas was last cleared or filled."""
    upto = None if actions is None else trace.acted[actions]
    ink: list[Paint] = []
    for paint in (*trace.load, *(paint for frame in trace.frames[:upto] for paint in frame)):
        if picture.is_cover(paint):
            ink = []
        elif paint.op == "line" or pieces(picture, (paint,), "circle", "rect", "arc"):
            ink.append(paint)
    return ink


def _on(ink: Sequence[Paint], spots: Sequence[Spot]) -> np.ndarray:
    """For each spot whether it lies on any of the lines, or on one of the blots a brush is made of."""
    met = np.zeros(len(spots), dtype=bool)
    for paint in ink:
        if paint.op == "line":
            path = outline.points(paint)
            found = [_apart(np.array(spots, dtype=float), a, b) for a, b in pairwise(path)]
            met |= np.min(found, axis=0) <= NEAR + paint.width / 2
        else:
            met |= np.linalg.norm(np.array(spots) - outline.middle(paint), axis=1) <= NEAR + _width(paint) / 2
    return met


def _apart(spots: np.ndarray, start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """The distance of each spot from a straight line."""
    along = end - start
    share = ((spots - start) @ along / max(1e-9, float(along @ along))).clip(0, 1)
    return np.linalg.norm(spots - start - share[:, None] * along, axis=1)


def _width(paint: Paint) -> float:
    return paint.width if paint.op == "line" else outline.length(paint)
