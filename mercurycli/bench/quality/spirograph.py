"""Judge of "spirograph": a curve that winds round a middle and comes nearer to it and goes farther again, many times.

It may be drawn whole in every frame and turn or change, or be drawn bit by bit; of the latter no speed is judged.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from mercurycli.bench.quality import outline
from mercurycli.bench.quality.page_trace import Paint
from mercurycli.bench.quality.picture import Picture
from mercurycli.bench.quality.scene import check_scene, check_size, check_speed, pieces, watch
from mercurycli.bench.quality.verdict import Findings

Array = np.ndarray

FRAMES, MORE_FRAMES = 30, 900
FEWEST_POINTS = 60  # of a curve
SMALL, BIG, BIG_SHARE = 145.0, 235.0, 0.4  # px from its middle; or the share of the canvas' shorter side
SLOW, FAST = 1.0, 2.2  # how often in a second a point goes as far as it is from the middle
LEAST_RATE = 0.01


def judge(facts: Mapping[str, Any], html: str, findings: Findings) -> None:
    picture = watch(html, findings, FRAMES)
    if picture is None:
        return
    curves = [_points(picture, frame) for frame in picture.frames]
    whole = min(map(len, curves)) >= FEWEST_POINTS and picture.clearing() != "none"
    if not whole:
        picture = watch(html, findings, MORE_FRAMES)
        if picture is None:
            return
        curves = [_grown(picture)]
    curve = curves[-1]
    if not findings.check("curve", _is_spirograph(curve), "no curve winds round a middle again and again"):
        return
    radius = float(np.ptp(curve, axis=0).max()) / 2
    check_size(findings, facts["size"], radius, SMALL, min(BIG, BIG_SHARE * min(picture.width, picture.height)))
    check_scene(findings, facts, picture, [p for frame in picture.frames for p in _strokes(picture, frame)], animated=False)
    if whole:
        findings.check("moves", len(set(map(len, curves))) > 1 or _rate(curves, 1) > LEAST_RATE / 60, "the spirograph stands still")
        if len(set(map(len, curves))) == 1:
            rate = _rate(curves, len(picture.frames) * 60 / FRAMES)
            check_speed(findings, facts["speed"], rate, SLOW, FAST, "times its own size")


def _strokes(picture: Picture, frame: Sequence[Paint]) -> list[Paint]:
    """The lines of the curve; only where there are none, the dots it may be made of."""
    lines = [p for p in frame if p.op in ("line", "poly") and p.alpha > 0]
    return lines or pieces(picture, frame, "circle", "rect", "arc")


def _points(picture: Picture, frame: Sequence[Paint]) -> Array:
    found = [outline.points(p) if p.op in ("line", "poly") else outline.middle(p)[None] for p in _strokes(picture, frame)]
    return np.concatenate(found) if found else np.empty((0, 2))


def _grown(picture: Picture) -> Array:
    """What stands there in the end: the last frame, if it holds all, or what all of them drew together."""
    curves = [_points(picture, frame) for frame in (picture.trace.load, *picture.frames)]
    longest = max(curves, key=len)
    return longest if len(longest) >= 4 * FEWEST_POINTS else np.concatenate(curves)


def _is_spirograph(curve: Array) -> bool:
    if len(curve) < FEWEST_POINTS:
        return False
    x, y = (curve - (curve.min(axis=0) + curve.max(axis=0)) / 2).T
    far, angle = np.hypot(x, y), np.arctan2(y, x)
    step = (np.diff(angle) + np.pi) % (2 * np.pi) - np.pi
    away = np.diff(far)
    away = np.sign(away[np.abs(away) > 2e-3 * far.max()])
    turns = np.count_nonzero(np.diff(away))
    path = np.diff(curve, axis=0)
    path = path[np.abs(path).max(axis=1) > 1e-6]
    bend = np.diff(np.arctan2(path[:, 1], path[:, 0]))
    smooth = np.median(np.abs((bend + np.pi) % (2 * np.pi) - np.pi)) < 1
    return bool(np.abs(step).sum() >= 2 * np.pi and turns >= 6 and np.ptp(far) > 0.1 * far.max() and smooth)


def _rate(curves: Sequence[Array], per_second: float) -> float:
    """How far a point of the curve goes in a second, as a multiple of how far the points are from the middle."""
    all_points = np.array([curve for curve in curves if len(curve) == len(curves[-1])])  # (frames, points, 2)
    away = np.linalg.norm(all_points - all_points.mean(axis=(0, 1)), axis=2).mean()
    return float(np.linalg.norm(np.diff(all_points, axis=0), axis=2).mean() / max(1e-6, away)) * per_second if len(all_points) > 1 else 0.0
