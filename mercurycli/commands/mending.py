"""From a broken file to a repair delivered: the model, the view, the user's consent, the undo store."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from ..errors import DcodeError, UsageError
from ..events import End, Event, Start
from ..repair import Repair
from ..session import open_engine
from ..source.disk import check_writable
from ..source.document import Document
from ..source.patch import Edit, Patch
from ..source.span import Span
from ..source.undo import UndoStore
from ..view import events_json
from ..view.code_view import show_code
from ..view.console import is_tty, make_console
from ..view.fix_report import Figures, Outcome, Place, Status
from ..view.live import watch
from ..view.patch_view import show_patch
from ..view.told import told
from .saving import check_output, save
from .speech import put_on_stdout, say

if TYPE_CHECKING:
    from ..engine import Engine
    from .fix import FixOptions

Reply = Literal["yes", "no", "quit"]
REPLIES: dict[str, Reply] = {"y": "yes", "yes": "yes", "n": "no", "no": "no", "": "no", "q": "quit", "quit": "quit"}


def ask() -> Reply:
    while True:
        print("write it? [y]es [n]o [q]uit ", end="", file=sys.stderr, flush=True)
        line = sys.stdin.readline()
        if not line:  # the terminal is gone, or Ctrl-D
            return "quit"
        if reply := REPLIES.get(line.strip().lower()):
            return reply


class Mending:
    """One engine for all files, opened for the first that needs it."""

    def __init__(self, options: FixOptions) -> None:
        self.options = options
        self.asks = options.delivery == "ask" and is_tty(sys.stdin) and is_tty(sys.stderr)
        self.stopped = False  # the user wants to see no more files
        self.patches: list[bytes] = []
        self._engine: Engine | None = None
        self._no_engine: DcodeError | None = None

    def engine(self) -> Engine:
        """A model that cannot be opened is not tried again for the next file."""
        if self._no_engine is not None:
            raise self._no_engine
        if self._engine is None:
            try:
                self._engine = open_engine(self.options.model, self.options.device)
            except DcodeError as error:
                self._no_engine = error
                raise
        return self._engine

    def mend(self, name: str, path: Path, document: Document, faults: tuple[Place, ...]) -> Outcome:
        """RefusedError and its like where nothing helps; the file is untouched then."""
        if self.options.delivery in ("ask", "write"):
            check_writable(path)
        start, end = self.run(document)
        patch = whole_patch(document, end.text)
        patch.prove()
        status = self.deliver(path, patch)
        figures = Figures(start.model, start.device, end.seed, end.tokens, end.steps, end.seconds)
        return Outcome(name, status, 0, document.language.name, faults, patch.diff_text(), end.text, figures)

    def run(self, document: Document) -> tuple[Start, End]:
        record: list[Event] = []
        events = told(Repair(document, self.engine, self.options.seed).run(), record.append)
        if self.options.output_format == "jsonl":
            events = told(events, print_event)
        live = self.options.output_format == "text"
        end = watch(events, console=make_console(), live=live, quiet=self.options.quiet)
        return next(event for event in record if isinstance(event, Start)), end

    def deliver(self, path: Path, patch: Patch) -> Status:
        match self.options.delivery:
            case "diff":
                print_diff(patch)
            case "stdout":
                if self.options.output_format == "text":
                    print_result(patch)
            case "patch":
                self.patches.append(patch.diff())
            case _:
                return self.write(path, patch)
        return "proposed"

    def write(self, path: Path, patch: Patch) -> Status:
        if self.asks or not self.options.quiet:
            show_patch(patch.diff_text(), sys.stderr)
        reply = ask() if self.asks else "yes"
        if reply != "yes":
            say(f"{path} is untouched")
            self.stopped = reply == "quit"
            return "declined"
        UndoStore.open().write(path, patch.document.raw, patch.raw)
        say(f"{path} mended")
        return "mended"

    def check_patch_file(self) -> None:
        """Before the model runs."""
        file = self.options.patch
        if file is None:
            return
        if os.path.lexists(file):
            raise UsageError(f"{file} exists", hint="name another file for the patch, or remove it")
        check_output(file, force=False)

    def finish(self) -> None:
        """All patches in one file, for ``git apply``."""
        if self.options.patch is not None and self.patches:
            save(self.options.patch, b"".join(self.patches))
            say(f"{self.options.patch} holds the changes; from here: git apply {self.options.patch}")


def print_event(event: Event) -> None:
    print(events_json.event_json(event), flush=True)


def print_diff(patch: Patch) -> None:
    """For a person as text, for ``git apply`` in the file's own bytes."""
    if is_tty(sys.stdout):
        show_patch(patch.diff_text(), sys.stdout)
    else:
        put_on_stdout(patch.diff())


def print_result(patch: Patch) -> None:
    """The whole file, for a person as text, for a pipe in its own encoding."""
    if is_tty(sys.stdout):
        show_code(patch.apply().decode(), patch.document.language.name, sys.stdout)
    else:
        put_on_stdout(patch.raw)


def whole_patch(document: Document, text: str) -> Patch:
    """One edit from what is equal in front to what is equal behind: nothing outside it is touched."""
    old, new = document.source, text.encode()
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    while start > 0 and start < len(old) and old[start] & 0xC0 == 0x80:
        start -= 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    while end > 0 and old[len(old) - end] & 0xC0 == 0x80:
        end -= 1
    return Patch(document, (Edit(Span(start, len(old) - end), new[start : len(new) - end]),))
