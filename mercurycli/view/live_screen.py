"""The live view: the newest frame, repainted in place at the bottom of the terminal, gone when the job is done."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import ExitStack
from typing import TextIO, cast

from rich.console import Console
from rich.control import Control
from rich.live import Live
from rich.segment import ControlType, Segment
from rich.text import Text

from mercurycli.events import Check, End, Event, Frame, Note, Start
from mercurycli.view.console import screen_size
from mercurycli.view.draft_view import ASIDE, DraftView, Drawing
from mercurycli.view.footer import crop
from mercurycli.view.glyphs import Glyphs
from mercurycli.view.held_interrupt import held_interrupt
from mercurycli.view.pace import Pace
from mercurycli.view.plain_progress import remark, summary
from mercurycli.view.suspension import suspendable
from mercurycli.view.synchronized_file import SynchronizedFile
from mercurycli.view.syntax_colour import warm_up
from mercurycli.view.visible_text import visible_line


class LiveScreen:
    """One Rich ``Live`` that refreshes only when told: no thread, every refresh one synchronized write.

    Frames that come too fast are dropped; the last of a job is always painted, be it late.
    """

    def __init__(self, console: Console, clock: Callable[[], float]) -> None:
        self._console = console
        self._glyphs = Glyphs.for_encoding(console.encoding)
        self._pace = Pace(clock)
        self._waiting: Frame | None = None  # not painted yet
        self._drawing = Drawing((), 0)
        self._width = 0  # of the terminal when the drawing was last written
        self._file = console.file
        self._live = picture_on(console)
        self._suspension = ExitStack()

    def open(self) -> None:
        with held_interrupt():
            self._console.file = cast(TextIO, SynchronizedFile(self._file))
            with self._console:
                self._live.start()
                self._paint_line(f"starting {self._glyphs.ellipsis}")
        self._suspension.enter_context(suspendable(self._step_aside, self._come_back))

    def show(self, event: Event) -> None:
        with held_interrupt():
            match event:
                case Start():
                    parts = (event.model, event.device, f"{event.length} holes", f"seed {event.seed}")
                    self._paint_line(visible_line(f" {self._glyphs.dot} ".join(parts), self._console.encoding))
                case Frame():
                    self._waiting = event
                    if event.done or self._pace.due():
                        self._paint_frame()
                case Note() | Check():
                    self._say(remark(event, self._console.encoding))

    def finish(self, end: End) -> None:
        """Paint what was dropped last, then put a line in the picture's place."""
        with held_interrupt():
            self._paint_frame()
            with self._console:
                self._clear()
                if line := summary(end):
                    self._console.print(Text(line))

    def close(self) -> None:
        """Give the terminal back as it was, whatever happened."""
        self._suspension.close()
        with held_interrupt():
            self._clear()
            self._console.file = self._file

    def _step_aside(self) -> None:
        """The shell's lines come where the picture was, with a cursor one can see."""
        self._clear()
        self._console.file.flush()

    def _come_back(self) -> None:
        """A new picture, under whatever was written meanwhile."""
        self._live = picture_on(self._console)
        with self._console:
            self._live.start()
            self._paint(self._drawing)

    def _clear(self) -> None:
        if self._live.is_started:
            with self._console:
                self._make_room()
                self._live.stop()

    def _paint_frame(self) -> None:
        if self._waiting is None:
            return
        warm_up(self._waiting.language)
        self._pace.begin()
        width, rows = screen_size(self._console)
        view = DraftView(self._waiting, self._drawing.top)
        self._paint(view.draw(width, rows, self._console.encoding))
        self._waiting = None
        self._pace.end()

    def _paint_line(self, text: str) -> None:
        line = crop(text, screen_size(self._console).width, self._glyphs.ellipsis)
        self._paint(Drawing(((Segment(line, ASIDE),),), 0))

    def _paint(self, drawing: Drawing) -> None:
        with self._console:
            self._make_room()
            self._live.update(drawing, refresh=True)
        self._drawing = drawing

    def _say(self, line: str) -> None:
        if line:
            with self._console:
                self._make_room()
                self._console.print(Text(line))

    def _make_room(self) -> None:
        """Take away the rows a terminal made of our lines when it got narrower; Live knows only how many we wrote."""
        before, self._width = self._width, max(screen_size(self._console).width, 1)
        if self._width < before and _reflows():
            extra = sum((min(cells, before) - 1) // self._width for cells in self._drawing.widths() if cells)
            up = ((ControlType.ERASE_IN_LINE, 2), (ControlType.CURSOR_UP, 1))
            self._console.control(Control(*up * extra))


def picture_on(console: Console) -> Live:
    return Live(
        console=console,
        auto_refresh=False,
        transient=True,
        redirect_stdout=False,  # the program's own way out
        redirect_stderr=True,  # a library's warning goes above, not through, the picture
        vertical_overflow="crop",
    )


def _reflows() -> bool:
    """Whether the terminal wraps lines anew on a resize. Most do; these cut them, and going too far up would erase."""
    if "TMUX" in os.environ:
        return True
    return not ("XTERM_VERSION" in os.environ or "STY" in os.environ or os.environ.get("TERM") == "linux")
