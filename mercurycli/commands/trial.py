"""The user's own test decides: a candidate takes the file's place while a command runs, then what was there is back.

It goes in through the undo store. So whatever ends this program in the middle, ``dcode undo`` brings the file back.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from ..errors import FailedTestError
from ..repl.ending import Ending
from ..repl.sandbox import INTERRUPTED, Limits, run_shell
from ..source.disk import check_writable
from ..source.document import Document
from ..source.failing import failures_in
from ..source.undo import UndoStore
from ..view.held_interrupt import held_interrupt
from .speech import say

OUTPUT = 10_000_000  # bytes: a test that prints more is ended
SHOWN = 20  # lines
# Python trusts compiled code by the second and the size of its source: what a candidate leaves would outlive it
VARIABLES = {"PYTHONDONTWRITEBYTECODE": "1"}


class Trial:
    """One file and one command. What was tried once is remembered."""

    def __init__(self, path: Path, document: Document, command: str, seconds: int) -> None:
        self.path, self.document, self.command = path, document, command
        self.limits = Limits(seconds=seconds, output=OUTPUT)
        self.known: dict[bytes, bool] = {}
        self.failing: list[tuple[Document, str]] = []  # candidates with the end of what the test printed, and the file as it is
        self.gone_on_from = document  # the candidate that the last try went on from
        self.output = ""  # of the last run, its end
        self.verdict = ""

    @property
    def failed(self) -> bool:
        """Whether it ran, and nothing has passed: no candidate, nor the file as it is."""
        return bool(self.known) and not any(self.known.values())

    def passes(self, candidate: Document) -> bool:
        raw = candidate.raw
        if raw not in self.known:
            self.known[raw] = self.ran() if raw == self.document.raw else self.ran_with(raw)
            if not self.known[raw]:
                self.failing.append((candidate, self.output))
        return self.known[raw]

    def tried(self, candidate: Document) -> bool:
        return candidate.raw in self.known

    def nearest(self) -> Document:
        """The candidate with which the fewest tests failed, if fewer than with the file as it is; else that."""
        counted = [(count, document) for document, output in self.failing if (count := failures_in(output)) is not None]
        as_it_is = next((count for count, document in counted if document.raw == self.document.raw), None)
        same_lines = [each for each in counted if each[1].lines.count == self.document.lines.count]
        count, document = min(same_lines, key=lambda each: each[0], default=(None, self.document))
        return document if as_it_is is not None and count is not None and count < as_it_is else self.document

    def nearer(self) -> bool:
        """Whether there is a candidate nearer than the one that was gone on from; from now on it is that one."""
        nearest = self.nearest()
        came, self.gone_on_from = nearest.raw != self.gone_on_from.raw, nearest
        return came

    def output_of(self, document: Document) -> str:
        return next((output for known, output in self.failing if known.raw == document.raw), "")

    def prove(self, candidate: Document) -> None:
        """FailedTestError unless it passes."""
        if not self.passes(candidate):
            raise self.failure()

    def failure(self, hint: str = "") -> FailedTestError:
        """With the end of the last output told."""
        lines = self.output.rstrip().splitlines() or ["it printed nothing"]
        if len(lines) > SHOWN:
            say(f"… {len(lines) - SHOWN} lines above")
        say("\n".join(lines[-SHOWN:]))
        tried = sum(raw != self.document.raw for raw in self.known)
        with_what = f" with {tried} candidate{'' if tried == 1 else 's'}" if tried else ""
        return FailedTestError(
            f"{self.document.name}: the test still fails{with_what} ({self.verdict}): {self.command}; the file is untouched",
            hint=hint or "mend it by hand, raise --max-tries, or say what to change with -i",
        )

    def ran_with(self, raw: bytes) -> bool:
        check_writable(self.path)
        store, before, lent = UndoStore.open(), self.document.raw, False
        try:
            with held_interrupt():
                second = second_of(self.path)
                store.write(self.path, before, raw)
                lent = True
                look_newer(self.path, second)
            return self.ran()
        finally:
            if lent:
                with held_interrupt():
                    ours = store.withdraw(self.path, before, raw)
                if not ours:
                    say(f"{self.path} was changed while the test ran and is as before now; dcode undo {self.path} shows what it held")

    def ran(self) -> bool:
        """The command on what is there now."""
        ending = Ending()
        outcome = run_shell(self.command, ending.tell, self.limits, VARIABLES)
        self.output = ending.text
        self.verdict = outcome.stopped or f"exit code {outcome.code}"
        if outcome.code == INTERRUPTED and outcome.stopped:
            raise KeyboardInterrupt
        return outcome.code == 0 and not outcome.stopped


def look_newer(path: Path, second: int) -> None:
    """A file that was saved in this very second looks the same to whoever compares seconds."""
    if second_of(path) <= second:
        with suppress(OSError):
            os.utime(path, (second + 1, second + 1))


def second_of(path: Path) -> int:
    try:
        return int(path.stat().st_mtime)
    except OSError:  # whoever writes it says so
        return 0
