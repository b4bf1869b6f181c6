"""``watch``: follow a job on the terminal until it ends. The one place where events meet a person.

The stream is pulled, never waited for: painting takes its share of time between two events and the rest is the model's.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator
from functools import partial
from typing import Protocol

from rich.console import Console

from mercurycli.events import End, Event
from mercurycli.view.console import can_animate, make_console
from mercurycli.view.live_screen import LiveScreen
from mercurycli.view.plain_progress import PlainProgress

__all__ = ["make_console", "watch"]


class Face(Protocol):
    """How events are shown. ``close`` always comes, and comes last."""

    def open(self) -> None: ...
    def show(self, event: Event) -> None: ...
    def finish(self, end: End) -> None: ...
    def close(self) -> None: ...


def watch(
    events: Iterator[Event],
    *,
    console: Console,
    live: bool = True,
    quiet: bool = False,
    clock: Callable[[], float] = time.monotonic,
) -> End:
    """Show ``events`` on ``console`` (stderr) as they come and return the last; the program is the caller's to print.

    A live view where the console can repaint and ``live`` is asked for, else a few lines, with ``quiet`` only notes.
    Ctrl-C is thrown into ``events`` if that is a generator, so that the job can end with what it has; if it does not,
    or at the second Ctrl-C, KeyboardInterrupt leaves here. The terminal is restored in any case; ``events`` is never
    closed.
    """
    animated = live and not quiet and can_animate(console)
    face: Face = LiveScreen(console, clock) if animated else PlainProgress(console, quiet=quiet)
    try:
        face.open()
        end = _consume(events, face)
        face.finish(end)
        return end
    finally:
        face.close()


def _consume(events: Iterator[Event], face: Face) -> End:
    pull = proceed = partial(next, events)
    interrupted = False
    while True:
        try:
            event, pull = pull(), proceed
            if isinstance(event, End):
                return event
            face.show(event)
        except StopIteration:
            if interrupted:
                raise KeyboardInterrupt from None
            raise AssertionError("a job must end with an End event") from None
        except KeyboardInterrupt:
            if interrupted or not isinstance(events, Generator):
                raise
            interrupted = True
            pull = partial(events.throw, KeyboardInterrupt())
