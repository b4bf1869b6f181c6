"""Ctrl-C and Ctrl-Z held back for a moment, so that they never fall between what Rich believes and what is on the screen."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

HELD = [getattr(signal, name) for name in ("SIGINT", "SIGTSTP") if hasattr(signal, name)]


@contextmanager
def held_interrupt() -> Iterator[None]:
    """Run the body to its end; a signal that came meanwhile is handled right after, by the handler there was."""
    handlers = {number: handler for number in HELD if callable(handler := signal.getsignal(number))}
    if not handlers or threading.current_thread() is not threading.main_thread():
        yield  # nobody to tell, or not our signals: Python handles signals in the main thread only
        return
    came: dict[int, FrameType | None] = {}
    for number in handlers:
        signal.signal(number, came.__setitem__)
    try:
        yield
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
    for number, frame in sorted(came.items(), reverse=True):  # first the stop, for an interrupt leaves here
        handlers[number](number, frame)
