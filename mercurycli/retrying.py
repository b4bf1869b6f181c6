"""The same job again with other seeds, until one of them brings something: many jobs that look like one."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field, replace
from typing import Protocol

from .errors import RefusedError
from .events import Check, End, Event, Frame, Note, Start
from .source.patch import Patch


class Job(Protocol):
    """A use case: repair.Repair, filling.Filling, rewriting.Rewriting, correcting.Correcting."""

    def run(self) -> Iterator[Event]: ...
    def patch(self, end: End) -> Patch: ...


@dataclass(slots=True)
class Retrying:
    job: Callable[[int, bool], Job]  # from a seed; True: not the first try
    tries: int
    deadline: float | None = None  # seconds after which no further try begins
    seed: int = 0
    again: bool = False
    nearer: Callable[[], bool] = lambda: False  # whether the last try brought something to go on from: then it does not count
    steps: int = 0  # of the tries that came to nothing
    tokens: int = 0
    current: Job | None = field(init=False, default=None)
    last: Frame | None = field(init=False, default=None)  # of the current try
    asked: bool = field(init=False, default=False)  # in the current try; else no seed matters

    def run(self) -> Iterator[Event]:
        """The events of one job, though several may run; RefusedError of the last where none brings anything."""
        begin = time.perf_counter()
        number = failed = 0
        while True:
            refused = yield from self.attempt(number)
            if refused is None:
                return
            came_nearer = self.nearer()
            number, failed = number + 1, failed + (not came_nearer)
            late = self.deadline is not None and time.perf_counter() - begin > self.deadline
            if late or not self.asked or failed == self.tries:
                raise refused
            reason = str(refused).partition("; the file is untouched")[0]
            yield Check("try", False, "fewer tests fail; going on from there" if came_nearer else f"{failed} of {self.tries}: {reason}")

    def attempt(self, number: int) -> Generator[Event, None, RefusedError | None]:
        self.current, self.last, self.asked = self.job(self.seed + number, self.again or number > 0), None, False
        try:
            for event in self.current.run():
                self.asked = self.asked or isinstance(event, Frame | Note)
                if isinstance(event, Frame):
                    self.last = event
                if number == 0 or not isinstance(event, Start):
                    yield self.counted(event)
        except RefusedError as refused:
            if self.last is not None:
                self.steps, self.tokens = self.steps + self.last.step, self.tokens + self.last.tokens
            return refused
        return None

    def counted(self, event: Event) -> Event:
        """Steps and tokens go on counting."""
        if isinstance(event, Frame):
            return replace(event, step=event.step + self.steps, tokens=event.tokens + self.tokens)
        if isinstance(event, End):
            steps, calls = event.steps + self.steps, event.model_calls + self.steps
            return replace(event, steps=steps, model_calls=calls, tokens=event.tokens + self.tokens)
        return event

    def patch(self, end: End) -> Patch:
        assert self.current is not None, "a job has a patch once it has run"
        return self.current.patch(end)
