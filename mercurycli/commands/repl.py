"""``dcode`` alone, or ``dcode repl``: a session on a terminal; without one, lines from stdin as a script."""

from __future__ import annotations

import sys
from dataclasses import dataclass

from ..repl import loop
from ..repl.desk import Desk
from ..repl.dials import Dials
from ..repl.engine_loader import EngineLoader
from ..repl.plain_lines import PlainLines
from ..repl.resuming import resume
from ..repl.terminal import somebody_there
from ..settings.settings import Settings


@dataclass(frozen=True, slots=True)
class ReplOptions:
    settings: Settings = Settings()
    resume: bool = False


def run(options: ReplOptions) -> int:
    """Returns the exit code."""
    if somebody_there():
        from ..repl.conversation import converse  # prompt-toolkit: scripts do without

        return converse(options.settings, resumed=options.resume)
    settings = options.settings
    desk = Desk(EngineLoader(settings.model, settings.device), dials=Dials.of(settings))
    if options.resume:  # a script leaves no session of its own, but may go on with one
        resume(desk)
    return loop.run(desk, PlainLines(sys.stdin.buffer))
