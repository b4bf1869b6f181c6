"""Files on their way: one bar by bytes on a terminal, elsewhere a line for every tenth."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from types import TracebackType

from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn

from .console import can_animate, make_console

TENTHS = 10


class TransferView:
    """``with`` it while files come; ``show`` takes what hub.Progress is told."""

    def __init__(self, total: int, here: Mapping[str, int], *, quiet: bool = False) -> None:
        """``total``: bytes of all files; ``here``: those of each that have come before, which make no speed."""
        self._total, self._quiet = total, quiet
        self._bytes = dict(here)
        self._said = self._tenth()
        console = make_console()
        self._bar: Progress | None = None
        if can_animate(console) and not quiet:
            columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn())
            self._bar = Progress(*columns, console=console, transient=True)
            self._task = self._bar.add_task("", total=total, completed=sum(here.values()))

    def __enter__(self) -> TransferView:
        if self._bar is not None:
            self._bar.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._bar is not None:
            self._bar.stop()

    def show(self, name: str, here: int, size: int) -> None:
        self._bytes[name] = here
        done = sum(self._bytes.values())
        if self._bar is not None:
            self._bar.update(self._task, completed=done, description=name if here < size else f"checking {name}")
        elif not self._quiet:
            self._say(done)

    def _tenth(self) -> int:
        return TENTHS * sum(self._bytes.values()) // max(self._total, 1)

    def _say(self, done: int) -> None:
        if self._tenth() > self._said:
            self._said = self._tenth()
            print(f"{100 * done // max(self._total, 1)} % of {size_words(self._total)}", file=sys.stderr)


def size_words(count: int | float) -> str:
    """Bytes for people, in the decimal units that downloads are sold by."""
    for unit in ("bytes", "kB", "MB"):
        if count < 1000:
            return f"{count:.0f} {unit}"
        count /= 1000
    return f"{count:.2f} GB" if count < 10 else f"{count:.1f} GB"
