"""The consoles of the faces: made with the environment's wishes, asked for what their terminal can do.

Rich honours NO_COLOR, FORCE_COLOR, COLUMNS and TERM; what is added here is what it gets wrong for a program like this.
"""

from __future__ import annotations

import os
from typing import TextIO

from rich.console import Console, ConsoleDimensions


class PlainSpokenConsole(Console):
    def on_broken_pipe(self) -> None:
        """The reader went away: cli.py's business. Rich would exit with 1."""
        self.quiet = True
        raise  # noqa: PLE0704  Rich calls this while it handles the BrokenPipeError


def make_console(*, stderr: bool = True, file: TextIO | None = None) -> Console:
    """A console that takes text as it is: no markup, no emoji codes, no guessing of highlights."""
    console = PlainSpokenConsole(stderr=stderr, file=file, markup=False, emoji=False, highlight=False)
    if os.environ.get("FORCE_COLOR") == "":  # means "unset" (force-color.org); Rich takes it for "not a terminal"
        return PlainSpokenConsole(
            stderr=stderr, file=file, markup=False, emoji=False, highlight=False, force_terminal=is_tty(console.file)
        )
    return console


def can_animate(console: Console) -> bool:
    """Whether repainting makes sense: a real terminal, not a pipe with FORCE_COLOR, not dumb, nobody's build log."""
    in_ci = os.environ.get("CI", "").lower() not in ("", "0", "false")
    return console.is_interactive and is_tty(console.file) and not in_ci


def screen_size(console: Console) -> ConsoleDimensions:
    """The console's size, but never more than the terminal has: a stale COLUMNS would make every line wrap."""
    width, height = console.size
    try:
        real = os.get_terminal_size(console.file.fileno())
    except (OSError, ValueError, AttributeError):  # no terminal behind it
        return ConsoleDimensions(width, height)
    return ConsoleDimensions(min(width, real.columns or width), min(height, real.lines or height))


def is_tty(file: TextIO) -> bool:
    try:
        return file.isatty()
    except (AttributeError, ValueError):  # ValueError: closed
        return False
