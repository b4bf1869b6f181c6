"""Judge of "sine_wave": as many waves as asked from one side of the canvas to the other, and they move.

A wave is a path of many points, or a row of dots or short lines. Speed is told by the phase and by the px it travels in a
second; one that is right by either is right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from mercurycli.bench.quality import outline
from mercurycli.bench.quality.page_trace import Paint
from mercurycli.bench.quality.picture import Picture
from mercurycli.bench.quality.scene import check_scene, pieces, watch
from mercurycli.bench.quality.verdict import Findings

Array = np.ndarray

FRAMES = 24
FEWEST_POINTS, LEAST_HEIGHT = 12, 6.0  # of a wave
SLOW, FAST = 1.2, 3.0  # radians a second
SLOW_PX, FAST_PX = 90.0, 250.0
LEAST_MOVE = 0.5  # px a second


def judge(facts: Mapping[str, Any], html: str, findings: Findings) -> None:
    picture = watch(html, findings, FRAMES)
    if picture is None:
        return
    frames = [waves(picture, frame) for frame in picture.frames]
    many = Counter(map(len, frames)).most_common(1)[0][0]
    if not findings.check("wave", many, "no wave goes across the canvas"):
        return
    findings.check("waves", many == facts["waves"], f"{many} waves, not {facts['waves']}")
    inked = [p for frame in picture.frames for p in _paths(frame) or _marks(picture, frame)]
    check_scene(findings, facts, picture, inked)
    radians, px, rise = _speeds([frame for frame in frames if len(frame) == many], len(picture.frames) * 60 / FRAMES)
    if findings.check("moves", rise > LEAST_MOVE, "the wave stands still"):
        met = {"slow": radians <= SLOW or px <= SLOW_PX, "fast": radians >= FAST or px >= FAST_PX}.get(facts["speed"])
        if met is not None:
            findings.check("speed", met, f"{radians:.2g} radians or {px:.0f} px a second is not {facts['speed']}")


def waves(picture: Picture, frame: Sequence[Paint]) -> list[Array]:
    """(points, 2) of each wave in a frame, from left to right. What lies on another exactly is the same wave."""
    found = [outline.points(p) for p in _paths(frame)] or _columns(_marks(picture, frame))
    found = [path[(path[:, 1] > 0.5) & (path[:, 1] < picture.height - 0.5)] for path in found]  # without the corners of what is filled below
    found = [path[np.argsort(path[:, 0], kind="stable")] for path in found if len(path) >= FEWEST_POINTS]
    return list({path.round(1).tobytes(): path for path in found if _is_wave(path, picture.width)}.values())


def _paths(frame: Sequence[Paint]) -> list[Paint]:
    return [p for p in frame if p.op in ("line", "poly") and len(p.points) >= 2 * FEWEST_POINTS]


def _marks(picture: Picture, frame: Sequence[Paint]) -> list[Paint]:
    return pieces(picture, frame, "line", "circle", "rect", "arc")


def _columns(marks: Sequence[Paint]) -> list[Array]:
    """Waves made of marks: the first at each x belongs to the first wave, the second to the second, in the order of painting."""
    at: Counter[int] = Counter()
    rows: dict[int, list[Array]] = {}
    for mark in marks:
        spot = outline.points(mark)[-1] if mark.op == "line" else outline.middle(mark)
        column = round(2 * spot[0])
        rows.setdefault(at[column], []).append(spot)
        at[column] += 1
    return [np.array(row) for row in rows.values()]


def _is_wave(path: Array, width: int) -> bool:
    """Long enough, and up and down, but not at every point."""
    across, high = np.ptp(path, axis=0)
    slope = np.sign(np.diff(path[:, 1]))
    turns = np.count_nonzero(np.diff(slope[slope != 0]))
    return bool(across >= 0.5 * width and high >= LEAST_HEIGHT and 1 <= turns <= len(path) / 3)


def _speeds(frames: Sequence[Sequence[Array]], per_second: float) -> tuple[float, float, float]:
    """Radians, px along and px up and down that the first wave moves in a second.

    Of sin(k x + w t) the mean slopes in time and space are 2/pi of w and k times its height.
    """
    first = [frame[0] for frame in frames]
    grid = np.linspace(max(path[0, 0] for path in first), min(path[-1, 0] for path in first), 200)
    y = np.array([np.interp(grid, path[:, 0], path[:, 1]) for path in first])  # (frames, places)
    if len(y) < 2:
        return 0.0, 0.0, 0.0
    rise = float(np.abs(np.diff(y, axis=0)).mean()) * per_second
    slope = float(np.abs(np.diff(y, axis=1)).mean()) / max(1e-6, float(grid[1] - grid[0]))
    return np.pi / 2 * rise / max(1e-6, float(np.ptp(y)) / 2), rise / max(1e-6, slope), rise
