"""A stream of events with somebody listening in."""

from __future__ import annotations

from collections.abc import Callable, Generator
from functools import partial

from mercurycli.events import Event


def told(events: Generator[Event, None, None], tell: Callable[[Event], object]) -> Generator[Event, None, None]:
    """Passes events on and tells of each. An interrupt goes down to the job, so that it can end with what it has."""
    pull = partial(next, events)
    while True:
        try:
            event = pull()
        except StopIteration:
            return
        pull = partial(next, events)
        try:
            tell(event)
            yield event
        except KeyboardInterrupt as interrupt:
            pull = partial(events.throw, interrupt)
