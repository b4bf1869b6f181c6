"""A stream of events with somebody listening in."""

from __future__ import annotations

from collections.abc import Callable, Generator
from functools import partial

from mercurycli.events import Event


def told(events: Generator[Event, None, None], tell: Callable[[Event], object]) -> Generator[Event, None, None]:
    """Passes events on and tells of each. An interrupt goes down to the job, so that it can end with what it has."""

    def passed(event: Event) -> Event:
        tell(event)
        return event

    return changed(events, passed)


def changed(events: Generator[Event, None, None], change: Callable[[Event], Event]) -> Generator[Event, None, None]:
    """The same for one who puts something else in an event's place."""
    pull = partial(next, events)
    while True:
        try:
            event = pull()
        except StopIteration:
            return
        pull = partial(next, events)
        try:
            yield change(event)
        except KeyboardInterrupt as interrupt:
            pull = partial(events.throw, interrupt)
