"""Ctrl-Z while a job has the terminal: it is given back in order before the process stops, and taken again after ``fg``."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def suspendable(give_back: Callable[[], object], take_again: Callable[[], object]) -> Iterator[None]:
    """For the body's time. One in another: the inner gives back first and takes again last."""
    outer = signal.getsignal(signal.SIGTSTP) if hasattr(signal, "SIGTSTP") else None
    if outer in (None, signal.SIG_IGN) or threading.current_thread() is not threading.main_thread():
        yield  # a system, a shell or a thread that knows no stopping
        return

    def stop(number: int, frame: FrameType | None) -> None:
        give_back()
        if callable(outer):
            outer(number, frame)
        else:
            signal.signal(number, signal.SIG_DFL)
            os.kill(os.getpid(), number)
            signal.signal(number, stop)  # here it goes on
        take_again()

    signal.signal(signal.SIGTSTP, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTSTP, outer)
