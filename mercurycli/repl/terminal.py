"""The person's terminal during a job: keys typed ahead are kept but not echoed into the picture; questions are asked."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from ..view.suspension import suspendable
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

    def give_back() -> None:
        termios.tcsetattr(number, termios.TCSANOW, before)

    def take_again() -> None:
        termios.tcsetattr(number, termios.TCSANOW, quiet)

    take_again()
    try:
        with suspendable(give_back, take_again):
            yield
    finally:
        give_back()


ANSWERS = {"y": True, "yes": True, "n": False, "no": False, "": False}


def ask(question: str) -> bool:
    """Only a yes is a yes; what is neither is asked again. What was typed before the question was asked answers nothing."""
    if termios is not None:
        with suppress(termios.error):
            termios.tcflush(sys.stdin.fileno(), termios.TCIFLUSH)
    try:
        while True:
            print(f"{question} [y]es [n]o ", end="", file=sys.stderr, flush=True)
            line = sys.stdin.readline()
            answer = ANSWERS.get(line.strip().lower())
            if answer is not None:
                return answer
    except KeyboardInterrupt:
        say("")
        return False
