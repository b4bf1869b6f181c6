"""Judge of "solar_system": on a canvas a disc stands still, and another one goes round it."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import permutations
from typing import Any

import numpy as np

from mercurycli.bench.quality.scene import watch
from mercurycli.bench.quality.verdict import Findings

Array = np.ndarray

FRAMES = 240
LEAST_TURN = 0.1  # radians in four seconds
STEADY = 0.9  # share of the steps that go the same way round
MOST_STRETCHED = 4.0  # the largest distance over the smallest: an orbit may be an ellipse
MOST_DISCS = 12


def judge(facts: Mapping[str, Any], html: str, findings: Findings) -> None:
    picture = watch(html, findings, FRAMES, every=2)
    if picture is None:
        return
    frames = [[p for p in frame if p.op == "circle" and p.alpha > 0 and not (p.width and p.w > 0.3 * picture.width)] for frame in picture.frames]
    usual = int(np.median([len(frame) for frame in frames]))
    places = np.array([[(p.x, p.y) for p in frame] for frame in frames if len(frame) == usual], dtype=float)  # (frames, discs, 2)
    if not findings.check("discs", 2 <= usual and len(places) >= len(frames) / 2, f"{usual} discs are drawn, not a sun and a planet"):
        return
    pairs = permutations(range(min(usual, MOST_DISCS)), 2)
    round_one = any(_goes_round(places[:, planet], places[:, sun]) for sun, planet in pairs)
    findings.check("orbits", round_one, "no disc goes round one that stands still")


def _goes_round(planet: Array, sun: Array) -> bool:
    """Both its place as the sun sees it and its heading turn one way: one that only passes by keeps its heading."""
    if np.ptp(sun, axis=0).max() > 1.0:
        return False
    away = planet - sun
    distance = np.linalg.norm(away, axis=1)
    if distance.min() < 1.0 or distance.max() > MOST_STRETCHED * distance.min():
        return False
    return _turns(away) and _turns(np.diff(planet, axis=0))


def _turns(arrows: Array) -> bool:
    steps = np.diff(np.unwrap(np.arctan2(arrows[:, 1], arrows[:, 0])))
    return bool(len(steps) and abs(steps.sum()) > LEAST_TURN and np.mean(np.sign(steps) == np.sign(steps.sum())) >= STEADY)
