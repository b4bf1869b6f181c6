"""The person's terminal during a job: keys typed ahead are kept but not echoed into the picture; questions are asked."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from .speech import say

try:
    import termios
except ImportError:  # Windows, where keys are not echoed by the terminal
    termios = None  # type: ignore[assignment]


@contextmanager
def unechoed() -> Iterator[None]:
    """Ctrl-C still comes as a signal; everything else waits for the next prompt."""
    if termios is None or not sys.stdin.isatty():
        yield
        return
    number = sys.stdin.fileno()
    before = termios.tcgetattr(number)
    quiet = [*before]
    quiet[3] &= ~(termios.ECHO | termios.ICANON)
    termios.tcsetattr(number, termios.TCSANOW, quiet)
    try:
        yield
    finally:
        termios.tcsetattr(number, termios.TCSANOW, before)


def ask(question: str) -> bool:
    """Only a yes is a yes. What was typed before the question was asked answers nothing."""
    if termios is not None:
        with suppress(termios.error):
            termios.tcflush(sys.stdin.fileno(), termios.TCIFLUSH)
    print(f"{question} [y]es [n]o ", end="", file=sys.stderr, flush=True)
    try:
        return sys.stdin.readline().strip().lower() in ("y", "yes")
    except KeyboardInterrupt:
        say("")
        return False
