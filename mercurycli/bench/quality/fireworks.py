"""Judge of "fireworks": again and again sparks burst from one place, as many at a time as asked.

A burst is a crowd of sparks where there was none a moment before. 50 is the number where the wish says none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from mercurycli.bench.quality import outline
from mercurycli.bench.quality.page_trace import Paint
from mercurycli.bench.quality.picture import Picture
from mercurycli.bench.quality.scene import MANY_TIMES, check_scene, pieces, watch
from mercurycli.bench.quality.verdict import Findings

Array = np.ndarray

UNSTATED_COUNT = 50
FRAMES, MORE_FRAMES = 300, 900
CELL = 30.0  # px; a burst begins within three by three of them
FEWEST = 5  # sparks of a burst
LATER, LEAST_WAY = 10, 5.0  # frames after which the sparks are so many px farther away


class Burst(NamedTuple):
    frame: int
    spot: tuple[float, float]
    sparks: frozenset[int]  # how many, as far as embers of other bursts let one tell: those very near, those near, and the new ones of these


def judge(facts: Mapping[str, Any], html: str, findings: Findings) -> None:
    every = 1 + min(2, facts["count"] // 80)
    picture = watch(html, findings, FRAMES, every=every, shapes=False)
    if picture is None:
        return
    frames, bursts = _look(picture)
    if len(bursts) < 2 and (longer := watch(html, Findings(), MORE_FRAMES, every=3, shapes=False)) is not None:
        picture = longer
        frames, bursts = _look(picture)
    check_scene(findings, facts, picture, _sparks_only(frames, facts))
    if not findings.check("bursts", bursts, "no sparks burst from one place"):
        return
    findings.check("again", len(bursts) > 1, "there is only one burst")
    _check_count(findings, facts["count"], bursts)
    spreading = [wider for burst in bursts if (wider := _spreads(frames, burst)) is not None]
    findings.check("outward", spreading and np.mean(spreading) > 0.5, "the sparks do not fly apart")


def _look(picture: Picture) -> tuple[list[list[Paint]], list[Burst]]:
    frames = [pieces(picture, frame, "circle", "rect", "line", "arc", "poly") for frame in picture.frames]
    return frames, _bursts(frames, picture.width * picture.height)


def _sparks_only(frames: Sequence[Sequence[Paint]], facts: Mapping[str, Any]) -> list[Paint]:
    """Without the rockets, which may be of another colour: frames of few things show no sparks."""
    return [p for frame in frames if len(frame) >= min(FEWEST, facts["count"]) for p in _usual(frame)]


def _usual(frame: Sequence[Paint]) -> list[Paint]:
    """Those painted like most of the frame: a rocket beside the sparks is of another kind or size."""
    kinds = [(p.op, round(p.w)) if p.op != "line" else (p.op, 0) for p in frame]
    most = max(set(kinds), key=kinds.count)
    return [p for p, kind in zip(frame, kinds, strict=True) if kind == most]


def _bursts(frames: Sequence[Sequence[Paint]], area: float) -> list[Burst]:
    """Crowds far denser than sparks strewn all over would be, where most of them were not a moment before."""
    found: list[Burst] = []
    for t, frame in enumerate(frames):
        many, spot = _crowd(frame)
        if many < FEWEST + 3 * len(frame) * (3 * CELL) ** 2 / area:
            continue
        before = [outline.middle(p) for p in frames[t - 1]] if t else []
        embers = sum(bool(np.abs(place - spot).max() < 2 * CELL) for place in before)
        if embers <= many / 2:
            close = sum(bool(np.linalg.norm(outline.middle(p) - spot) < CELL) for p in frame)
            found.append(Burst(t, spot, frozenset({close, many, many - embers})))
    return found


def _crowd(frame: Sequence[Paint]) -> tuple[int, tuple[float, float]]:
    """The most sparks within three by three cells, and where."""
    if not frame:
        return 0, (0.0, 0.0)
    spots = np.array([outline.middle(p) for p in frame])
    cells, inverse, counts = np.unique((spots // CELL).astype(int), axis=0, return_inverse=True, return_counts=True)
    known = {tuple(cell): int(many) for cell, many in zip(cells.tolist(), counts.tolist(), strict=True)}
    full = {(x, y): sum(known.get((x + i, y + j), 0) for i in (-1, 0, 1) for j in (-1, 0, 1)) for x, y in known}
    best = max(full, key=lambda cell: (full[cell], known[cell]))
    near = (np.abs((spots // CELL).astype(int) - best) <= 1).all(axis=1)
    x, y = np.median(spots[near], axis=0)
    return full[best], (float(x), float(y))


def _check_count(findings: Findings, asked: int, bursts: Sequence[Burst]) -> None:
    usual = int(np.median([max(burst.sparks) for burst in bursts]))
    if asked == UNSTATED_COUNT:
        met = asked / MANY_TIMES <= usual <= asked * MANY_TIMES
    else:
        met = np.mean([min(abs(many - asked) for many in burst.sparks) <= 1 for burst in bursts]) >= 0.4
    findings.check("count", met, f"{usual} sparks in a burst, not {asked}")


def _spreads(frames: Sequence[Sequence[Paint]], burst: Burst) -> bool | None:
    """Whether the sparks are farther from where they began soon after; None where the page was not watched for so long."""
    if burst.frame + LATER >= len(frames):
        return None
    now, later = (_away(frames[t], burst) for t in (burst.frame, burst.frame + LATER))
    return later > now + LEAST_WAY


def _away(frame: Sequence[Paint], burst: Burst) -> float:
    """How far the nearest things are, as many as there are sparks."""
    spots = np.array([outline.middle(p) for p in frame]).reshape(-1, 2)
    far = np.sort(np.linalg.norm(spots - burst.spot, axis=1))[: max(burst.sparks)]
    return float(np.median(far)) if len(far) else np.inf
