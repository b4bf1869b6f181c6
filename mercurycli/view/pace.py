"""How often to paint: at most twenty times a second, and never more than a fortieth of the time."""

from __future__ import annotations

from collections.abc import Callable

FRAMES_PER_SECOND = 20
SHARE = 40  # a frame may start when forty times the cost of the last one has passed since that one started


class Pace:
    """Never waits: a frame that comes too early is dropped by whoever asks."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._began = self._next = float("-inf")

    def due(self) -> bool:
        return self._clock() >= self._next

    def begin(self) -> None:
        self._began = self._clock()

    def end(self) -> None:
        cost = self._clock() - self._began
        self._next = self._began + max(1 / FRAMES_PER_SECOND, SHARE * cost)
