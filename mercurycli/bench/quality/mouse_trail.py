"""Judge of "mouse_trail": a row of dots that goes where the mouse goes, drawn in whatever way.

The mouse goes round in an ellipse for long enough to fill any trail, then rests in two places. Dots may stay on the canvas
all the time, be added as the mouse moves, or fade. A trail drawn as a line counts by its points. 20 is the number of
dots where the wish says none; then any trail will do, also one disc whose trail is what is left of the frames before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from mercurycli.bench.quality import outline
from mercurycli.bench.quality.page import Action, run_page
from mercurycli.bench.quality.page_trace import Paint
from mercurycli.bench.quality.picture import Picture
from mercurycli.bench.quality.scene import LARGEST_PIECE, check_scene, check_size
from mercurycli.bench.quality.verdict import Findings

UNSTATED_COUNT, FEW, MANY = 20, 3, 500
FRAMES, STEP, REST = 5, 8.0, 1.5
NEAR, LEAST_SPREAD = 30.0, 12.0  # px
SMALL, BIG = 14.0, 30.0  # px across
DOTS = ("circle", "rect", "frame", "arc", "poly", "text")

Dots = list[Paint]


def judge(facts: Mapping[str, Any], html: str, findings: Findings) -> None:
    trace = run_page(html, frames=FRAMES)
    if not findings.check("errors", not trace.errors, "; ".join(trace.errors[:3])):
        return
    if not findings.check("follows", trace.canvases, "there is no canvas"):
        return
    way = _way(Picture.of(trace), 40 + 5 * facts["count"] // 4)
    moves = [Action("move", value=f"{x} {y}", seconds=0.016) for x, y in way]
    rests = [Action("move", value=f"{x} {y}", seconds=REST) for x, y in (way[-1], way[len(way) // 2])]
    trace = run_page(html, frames=FRAMES, shapes=True, actions=[*moves, *rests])
    if not findings.check("errors", not trace.errors, "; ".join(trace.errors[:3])):
        return
    picture, (first, second) = Picture.of(trace), trace.acted[-2:]
    frames = [_dots(picture, frame) for frame in trace.frames]
    moving = frames[trace.acted[0] : first]
    dots = [dot for frame in moving for dot in frame if dot.alpha > 0]
    if not findings.check("follows", dots, "nothing is drawn when the mouse moves"):
        return
    for seen, place in ((frames[first - 1 : second], way[-1]), (frames[second:], way[len(way) // 2])):
        findings.check("follows", _gets_to(seen, place), "the dots do not come to where the mouse is")
    _check_trail(findings, facts["count"], moving, faded=picture.clearing() == "translucent")
    widest = [max(outline.length(dot) for dot in frame) for frame in moving if frame]
    check_size(findings, facts["size"], float(np.median(widest)), SMALL, BIG)
    check_scene(findings, facts, picture, dots)


def _way(picture: Picture, steps: int) -> list[tuple[int, int]]:
    """Round the middle of the canvas, some px a step."""
    w, h = min(picture.width, 800), min(picture.height, 600)
    turn = STEP / (0.3 * (w + h) / 2)
    return [(round(w / 2 + 0.3 * w * np.cos(turn * i)), round(h / 2 + 0.3 * h * np.sin(turn * i))) for i in range(steps)]


def _dots(picture: Picture, frame: Sequence[Paint]) -> Dots:
    """Those that are filled, or else the outlined ones, or else the points of a line. Some may be too faint to be seen."""
    small = [p for p in frame if p.op in DOTS and not picture.is_cover(p) and outline.length(p) <= LARGEST_PIECE]
    if small:
        return [p for p in small if not p.width] or small
    lines = [p for p in frame if p.op == "line"]
    return [p._replace(op="circle", x=x, y=y, w=p.width / 2, h=p.width / 2, points=()) for p in lines for x, y in outline.points(p)]


def _gets_to(frames: Sequence[Dots], place: tuple[int, int]) -> bool:
    middles = [outline.middle(dot) for frame in frames for dot in frame if dot.alpha > 0]
    return bool(middles) and bool(np.linalg.norm(np.array(middles) - place, axis=1).min() <= NEAR)


def _check_trail(findings: Findings, asked: int, moving: Sequence[Dots], *, faded: bool) -> None:
    drawn = max(len(frame) for frame in moving)
    seen = max(sum(dot.alpha > 0 and dot.w > 0 for dot in frame) for frame in moving)
    if asked == UNSTATED_COUNT:
        met = faded or FEW <= seen <= MANY
    else:
        met = asked in (drawn, seen)
    findings.check("count", met, f"{seen} dots, not {asked}")
    if not faded and seen > 1:
        late = [np.array([outline.middle(dot) for dot in frame]) for frame in moving[len(moving) // 2 :] if len(frame) > 1]
        spread = float(np.median([np.ptp(spots, axis=0).max() for spots in late] or [0.0]))
        findings.check("trail", spread >= LEAST_SPREAD and _most_move(late), "the dots do not trail behind the mouse")


def _most_move(frames: Sequence[np.ndarray]) -> bool:
    """Whether at least half of the dots are ever somewhere else, where they can be told apart by their order."""
    if len({len(spots) for spots in frames}) != 1:
        return True
    return bool(np.mean(np.ptp(np.array(frames), axis=0).max(axis=1) > 1) >= 0.5)
