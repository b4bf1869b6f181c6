"""``dcode`` alone, or ``dcode repl``: a session on a terminal; without one, lines from stdin as a script."""

from __future__ import annotations

import sys
from dataclasses import dataclass

from ..repl import loop
from ..repl.desk import Desk
from ..repl.engine_loader import EngineLoader
from ..repl.plain_lines import PlainLines
from ..repl.resuming import resume
from ..view.console import is_tty


@dataclass(frozen=True, slots=True)
class ReplOptions:
    model: str | None = None
    device: str = "auto"
    resume: bool = False


def on_terminal() -> bool:
    return is_tty(sys.stdin) and is_tty(sys.stderr)


def run(options: ReplOptions) -> int:
    """Returns the exit code."""
    if on_terminal():
        from ..repl.conversation import converse  # prompt-toolkit: scripts do without

        return converse(options.model, options.device, resumed=options.resume)
    desk = Desk(EngineLoader(options.model, options.device))
    if options.resume:  # a script leaves no session of its own, but may go on with one
        resume(desk)
    return loop.run(desk, PlainLines(sys.stdin.buffer))
