"""Progress for logs, pipes and dumb terminals: a short line for every tenth of the way, and what must be said."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from mercurycli.events import Check, End, Event, Frame, Note, Start
from mercurycli.view.visible_text import visible, visible_line


class PlainProgress:
    """``quiet`` leaves out the progress and the summary; notes and failed checks are told all the same."""

    def __init__(self, console: Console, *, quiet: bool = False) -> None:
        self._console = console
        self._quiet = quiet
        self._length = 0
        self._tenths = 0

    def open(self) -> None:
        """Nothing to prepare."""

    def show(self, event: Event) -> None:
        match event:
            case Start():
                self._length, self._tenths = event.length, 0
            case Frame():
                self._progress(event)
            case Note() | Check():
                self._say(remark(event, self._console.encoding))

    def finish(self, end: End) -> None:
        if not self._quiet:
            self._say(summary(end))

    def close(self) -> None:
        """Nothing to restore."""

    def _progress(self, frame: Frame) -> None:
        length = self._length or frame.holes + frame.tokens
        tenths = 10 * (length - frame.holes) // max(length, 1)
        if tenths > self._tenths and not frame.done and not self._quiet:
            self._say(f"step {frame.step}, {frame.holes} holes left, {frame.tokens_per_second:.0f} tokens/s")
        self._tenths = max(tenths, self._tenths)

    def _say(self, line: str) -> None:
        if line:
            self._console.print(Text(line), soft_wrap=True)  # a log is not wrapped at anybody's width


def remark(event: Note | Check, encoding: str) -> str:
    """What a note or a check has to say; a check that went well has nothing."""
    if isinstance(event, Note):
        return f"note: {visible(event.text.rstrip(), encoding)}"
    if event.ok:
        return ""
    detail = f": {event.detail}" if event.detail else ""
    return visible_line(f"check failed: {event.name}{detail}", encoding)


def summary(end: End) -> str:
    """The whole job in a line; empty if the model was never asked."""
    if not end.steps:
        return ""
    speed = end.tokens / end.seconds if end.seconds > 0 else 0.0
    said = {"ok": "", "interrupted": "interrupted after ", "error": "failed after "}[end.status]
    tokens = f"{end.tokens} token{'' if end.tokens == 1 else 's'}"
    steps = f"{end.steps} step{'' if end.steps == 1 else 's'}"
    return f"{said}{tokens} in {steps}, {end.seconds:.2f} s, {speed:.0f} tokens/s"
