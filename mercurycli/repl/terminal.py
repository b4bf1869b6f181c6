"""The person's terminal during a job: keys typed ahead are kept but not echoed into the picture; questions are asked."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from ..view.suspension import suspendable
from .speech import say

YES, NO = "yes", "no"

try:
    import termios
except ImportError:  # Windows, where keys are not echoed by the terminal
    termios = None  # type: ignore[assignment]


def somebody_there() -> bool:
    """Whether a person can be talked to. Not asked of view.console: the first prompt does not wait for rich."""
    try:
        return sys.stdin.isatty() and sys.stderr.isatty()
    except (AttributeError, ValueError):  # ValueError: closed
        return False


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


def ask(question: str, *others: str) -> str:
    """A word, spelt out: "yes", "no", or one of ``others``; Enter, Ctrl-C and Ctrl-D are a no, and what is none of these is
    asked again. What was typed before the question was asked answers nothing."""
    if termios is not None:
        with suppress(termios.error):
            termios.tcflush(sys.stdin.fileno(), termios.TCIFLUSH)
    words = (YES, NO, *others)
    known = {"": NO} | {word: word for word in words} | {word[0]: word for word in words}
    try:
        while True:
            print(question, *(f"[{word[0]}]{word[1:]}" for word in words), end=" ", file=sys.stderr, flush=True)
            line = sys.stdin.readline()
            answer = known.get(line.strip().lower())
            if answer is not None:
                if not line:
                    say("")  # the cursor still stands behind the question
                return answer
    except KeyboardInterrupt:
        say("")
        return NO
