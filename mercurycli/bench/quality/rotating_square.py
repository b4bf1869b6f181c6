"""Judge of "rotating_square": a square that turns about its own middle, however its four corners are drawn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from mercurycli.bench.quality import outline
from mercurycli.bench.quality.page_trace import Paint
from mercurycli.bench.quality.picture import Picture
from mercurycli.bench.quality.scene import check_scene, check_size, check_speed, watch
from mercurycli.bench.quality.verdict import Findings

Array = np.ndarray

FRAMES = 60
SMALL, BIG, BIG_SHARE = 90.0, 180.0, 0.35  # px of a side; or its share of the canvas' shorter side
SLOW, FAST = 1.2, 3.0  # radians a second
LEAST_TURN = 0.02


def judge(facts: Mapping[str, Any], html: str, findings: Findings) -> None:
    picture = watch(html, findings, FRAMES)
    if picture is None:
        return
    found = [square for frame in picture.frames if (square := _square(picture, frame)) is not None]
    if not findings.check("square", len(found) > len(picture.frames) / 2, "no square is drawn"):
        return
    check_scene(findings, facts, picture, [paint for paint, _ in found])
    corners = np.array([points for _, points in found])  # (frames, 4, 2)
    side = float(np.median(np.linalg.norm(corners[:, 1] - corners[:, 0], axis=1)))
    shorter = min(picture.width, picture.height)
    check_size(findings, facts["size"], side, SMALL, min(BIG, BIG_SHARE * shorter))
    rate, steady = _turning(corners, len(picture.frames) * 60 / FRAMES)
    if not findings.check("rotates", rate > LEAST_TURN and steady, "the square does not turn"):
        return
    check_speed(findings, facts["speed"], rate, SLOW, FAST, "radians")
    middles = corners.mean(axis=1)
    findings.check("centre", np.ptp(middles, axis=0).max() <= 0.2 * side, "it turns about a point beside its middle")
    inside = (middles > 0).all() and (middles < (picture.width, picture.height)).all()
    findings.check("inside", inside, "its middle is outside the canvas")


def _square(picture: Picture, frame: tuple[Paint, ...]) -> tuple[Paint, Array] | None:
    """The largest of the frame, with its corners."""
    found = [(p, c) for p in frame if p.alpha > 0 and not picture.is_cover(p) and (c := outline.rectangle(p)) is not None and _even(c)]
    return max(found, key=lambda one: float(np.ptp(one[1], axis=0).sum()), default=None)


def _even(corners: Array) -> bool:
    first, second = np.linalg.norm(corners[1:3] - corners[:2], axis=1)
    return bool(min(first, second) >= 5 and abs(first - second) <= 0.06 * max(first, second) + 0.5)


def _turning(corners: Array, per_second: float) -> tuple[float, bool]:
    """Radians a second, and whether it is always the same way round. A square looks the same after each quarter turn."""
    along = corners[:, 1] - corners[:, 0]
    step = np.diff(np.arctan2(along[:, 1], along[:, 0]))
    step = (step + np.pi / 4) % (np.pi / 2) - np.pi / 4
    if not len(step):
        return 0.0, False
    turned = step[np.abs(step) > 1e-4]
    return abs(float(step.mean())) * per_second, len(turned) > 0 and abs(float(np.sign(turned).mean())) > 0.8
