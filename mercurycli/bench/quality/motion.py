"""How particles move from frame to frame: small steps, and the places where some vanish and others appear.

Most pages draw their particles in a fixed order, so the order says who is who. Where it does not (particles are
removed and added, so that more of them than usual seem to leap), each goes to its mutually nearest one of the next frame.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mercurycli.bench.quality.page_trace import Paint

Array = np.ndarray


@dataclass(frozen=True, slots=True)
class Motion:
    steps: Array  # (steps, 5): frame, x, y, dx, dy
    born: Array  # (particles, 3): frame, x, y
    died: Array  # (particles, 3): frame, x, y; both in the order of frames

    @classmethod
    def of(cls, frames: Sequence[Sequence[Paint]], longest: float) -> Motion:
        """``longest`` step of a particle in px; what goes further has vanished and come again elsewhere."""
        spots = [np.array([(p.x, p.y) for p in frame], dtype=float).reshape(-1, 2) for frame in frames]
        steps, born, died = [np.empty((0, 5))], [np.empty((0, 3))], [np.empty((0, 3))]
        near = [_near(now, then, longest) for now, then in zip(spots[:-1], spots[1:], strict=True)]
        usual = float(np.median([each.mean() for each in near if len(each)] or [0.0]))
        for t, (now, then) in enumerate(zip(spots[:-1], spots[1:], strict=True)):
            in_order = len(near[t]) and near[t].mean() >= max(0.4, 0.85 * usual)
            i, j = (np.flatnonzero(near[t]),) * 2 if in_order else _nearest(now, then, longest)
            move = then[j] - now[i]
            steps.append(np.column_stack([np.full(len(i), t), now[i], move]))
            gone, new = np.delete(now, i, axis=0), np.delete(then, j, axis=0)
            died.append(np.column_stack([np.full(len(gone), t), gone]))
            born.append(np.column_stack([np.full(len(new), t), new]))
        return cls(np.concatenate(steps), np.concatenate(born), np.concatenate(died))

    @property
    def moving(self) -> Array:
        """The steps that go anywhere."""
        return self.steps[np.abs(self.steps[:, 3:]).max(axis=1) > 1e-3]

    def falls(self) -> bool:
        dy = self.moving[:, 4]
        return len(dy) >= 0.3 * max(1, len(self.steps)) and bool(np.median(dy) > 0.01 and np.mean(dy > 0) > 0.8)

    def returns(self, height: float) -> bool:
        """Whether, after one has vanished in the lower half, one appears in the upper half."""
        low, high = self.died[self.died[:, 2] > 0.5 * height], self.born[self.born[:, 2] < 0.4 * height]
        return bool(len(low) and len(high) and high[-1, 0] >= low[0, 0])


def _near(now: Array, then: Array, longest: float) -> Array:
    """Which particles stay near their place in the order; none where their number changes."""
    return np.abs(then - now).max(axis=1, initial=0) <= longest if len(now) == len(then) else np.empty(0, bool)


def _nearest(now: Array, then: Array, longest: float) -> tuple[Array, Array]:
    if not len(now) or not len(then):
        return np.empty(0, int), np.empty(0, int)
    apart = np.abs(now[:, None] - then[None]).max(axis=2)  # (now, then)
    to, back = apart.argmin(axis=1), apart.argmin(axis=0)
    i = np.flatnonzero((back[to] == np.arange(len(now))) & (apart[np.arange(len(now)), to] <= longest))
    return i, to[i]
