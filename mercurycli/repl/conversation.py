"""A session on a terminal: desk, line input and loader put together, and taken apart at the end."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING

from .. import __version__
from ..errors import DcodeError
from ..settings.settings import Settings
from . import loop
from .bar import bar_text
from .desk import Desk
from .dials import Dials
from .engine_loader import EngineLoader
from .line_input import MESSAGE, LineInput
from .plain_lines import PlainLines
from .recorder import Recorder, wanted
from .speech import say
from .state import private_folder
from .terminal import ask

if TYPE_CHECKING:
    from prompt_toolkit.completion import Completer

DUMB = ("dumb", "unknown")  # what TERM says of a terminal without a cursor to move


def converse(settings: Settings, *, resumed: bool) -> int:
    """Returns the exit code."""
    loader = EngineLoader(settings.model, settings.device, lambda: desk.repaint())
    desk = Desk(loader, ask, Recorder(on=settings.logs), dials=Dials.of(settings))
    say(f"dcode {__version__}: say what you want; /help lists the commands, Ctrl-D leaves")
    with suppress(DcodeError):  # no place for it: told when there is something to keep
        if not (desk.recorder and desk.recorder.on and wanted()):
            say("nothing is recorded; /logs on changes that")
    if resumed:
        from .resuming import resume  # as much of the house as it takes is loaded only then

        resume(desk)
    lines = lines_for(desk)
    try:
        code = loop.run(desk, lines)
    except SystemExit as stop:  # SIGTERM
        code = stop.code if isinstance(stop.code, int) else 1
    if desk.recorder is not None and desk.recorder.session is not None:
        say("dcode -c goes on from here")
    if desk.loader.busy:
        leave_now(code)
    return code


def lines_for(desk: Desk) -> loop.Lines:
    if os.environ.get("TERM", "").lower() in DUMB:
        desk.loader.start()
        return PlainLines(sys.stdin.buffer, MESSAGE)  # such a terminal, or the editor it is in, edits lines itself
    lines = line_input(desk)
    desk.repaint = lines.repaint

    def get_ready() -> None:
        desk.loader.start()
        from ..view.syntax_colour import warm_up_beside  # here, as it loads more than the first prompt may wait for

        warm_up_beside(("html", "python"))

    lines.when_painted(get_ready)
    return lines


def line_input(desk: Desk) -> LineInput:
    # completion and checks are imported when they are first asked for: the first prompt waits for neither

    @cache
    def completer() -> Completer:
        from .completion import LineCompleter

        return LineCompleter(desk)

    def check(line: str) -> None:
        from .table import check

        check(line)

    try:
        history = private_folder() / "history"
    except DcodeError as error:
        say(f"the lines typed are not kept: {error}")
        history = None
    return LineInput(
        history,
        keep=lambda: wanted() and (desk.recorder is None or desk.recorder.on),
        bar=lambda: bar_text(desk.loader, desk.frames[-1] if desk.frames else None),
        check=check,
        completer=completer,
        edit=lambda: desk.dials.edit,
    )


def leave_now(code: int) -> None:
    """Without the interpreter's last rites: they would end a thread that is inside torch's loading with an abort."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
