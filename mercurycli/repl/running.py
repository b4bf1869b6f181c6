"""``/run`` and ``gen --run``: what will be run is shown, somebody agrees, and then it runs within limits."""

from __future__ import annotations

import sys
from collections.abc import Callable

from ..errors import RefusedError, UsageError
from ..view.code_view import show_code
from ..view.visible_text import visible
from . import pages
from .desk import Ask, Desk
from .ending import Ending
from .sandbox import INTERRUPTED, Limits, run_python
from .speech import say
from .terminal import YES

AGREED = "-y"
FAILED = 1
WARNING = "It runs with your rights: it can read your files and use the network."


def run(desk: Desk, argument: str) -> int:
    if argument not in ("", AGREED):
        raise UsageError(f"/run takes only {AGREED}", hint="/run runs the last program")
    ending = Ending()
    code = run_program(desk.result.text, desk.result.language, desk.ask, agreed=argument == AGREED, hear=ending.tell)
    desk.output = ending.text or desk.output
    if code == FAILED and ending.text:
        say("@output in a wish adds the end of this output")
    return code


def run_program(
    text: str, language: str | None, ask: Ask | None, *, agreed: bool = False, seen: bool = False,
    hear: Callable[[str], object] = lambda text: None,
) -> int:  # fmt: skip
    """The exit code. A page is opened, Python is run; RefusedError where nobody can agree. ``seen``: the text was shown;
    ``hear`` is told what the program prints."""
    if language == "html":
        return pages.open_text(text)
    if language != "python":
        raise UsageError(
            f"only Python and pages are run, and this is {language or 'of no known language'}", hint="save it, and run it yourself"
        )
    if not agreed and not consent(text, language, ask, seen=seen):
        return 0
    output = Output(hear)
    outcome = run_python(text, output.tell)
    output.end_line()
    if outcome.stopped or outcome.code:
        say(outcome.stopped or f"the program's exit code is {outcome.code}")
    elif output.silent:
        say("it ran and printed nothing")
    return outcome.code if outcome.code in (0, INTERRUPTED) else FAILED


def consent(text: str, language: str, ask: Ask | None, *, seen: bool) -> bool:
    if ask is None:
        raise RefusedError("nobody is there to agree to running it", hint=f"pass {AGREED} to run it without being asked")
    if not seen:
        show_code(text, language, sys.stderr)
    say(f"{WARNING} Limits: {Limits()}.")
    if ask("run it?") == YES:
        return True
    say("not run")
    return False


class Output:
    """What the program prints, on stdout as it comes, with nothing in it that a terminal would obey."""

    def __init__(self, hear: Callable[[str], object]) -> None:
        self._hear = hear
        self._last = "\n"
        self.silent = True

    def tell(self, text: str) -> None:
        self._hear(text)
        self.silent = self.silent and not text
        self._last = text[-1:] or self._last
        sys.stdout.write(visible(text, sys.stdout.encoding))
        sys.stdout.flush()

    def end_line(self) -> None:
        if self._last != "\n":
            self.tell("\n")
