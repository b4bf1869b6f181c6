"""One frame as it stands, for scrolling through a job that is over: as text with colours, or printed."""

from __future__ import annotations

import io
from typing import TextIO

from rich.console import Console

from mercurycli.events import Frame
from mercurycli.view.console import make_console, screen_size
from mercurycli.view.draft_view import MARGIN, DraftView

TALL = 10_000  # rows: all of a draft


def print_still(frame: Frame, file: TextIO) -> None:
    console = make_console(file=file)
    console.print(DraftView(frame).draw(screen_size(console).width, TALL, console.encoding))


def still(frame: Frame, width: int, rows: int, *, colour: bool) -> str:
    """At most ``rows`` lines of text; its only control characters are newlines and the colours' own."""
    file = io.StringIO()
    console = Console(
        file=file, width=width, force_terminal=True, color_system="standard" if colour else None, markup=False, emoji=False, highlight=False
    )
    console.print(DraftView(frame).draw(width, rows + MARGIN, "utf-8"), end="")
    return file.getvalue()
