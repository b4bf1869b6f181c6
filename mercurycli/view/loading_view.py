"""A model on its way into memory: one bar by bytes on a terminal, elsewhere a line for every fourth; of a small one nothing."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console

from ..onlooker import looked_on
from .console import can_animate, make_console

if TYPE_CHECKING:
    from rich.progress import Progress

WORTH_SHOWING = 0.5  # seconds that loading has to take before anything is shown
PARTS = 4


class LoadingView:
    def __init__(self) -> None:
        self.begin: float | None = None
        self.said = 0
        self.bar: Progress | None = None
        self.console = make_console()

    def show(self, done: int, total: int) -> None:
        self.begin = self.begin or time.perf_counter()
        if time.perf_counter() - self.begin < WORTH_SHOWING:
            return
        if not can_animate(self.console):
            self.say(done, total)
            return
        if self.bar is None:
            self.bar = bar_on(self.console)
            self.task = self.bar.add_task("", total=total)
            self.bar.start()
        self.bar.update(self.task, completed=done)

    def say(self, done: int, total: int) -> None:
        part = PARTS * done // max(total, 1)
        if part > self.said and done < total:
            self.said = part
            print(f"loading: {100 * done // total} % of {total / 1e9:.1f} GB", file=sys.stderr)

    def close(self) -> None:
        if self.bar is not None:
            self.bar.stop()


def bar_on(console: Console) -> Progress:
    """Imported here: the embedded model is loaded before a bar could be, and most runs need none."""
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    return Progress(TextColumn("loading"), BarColumn(), DownloadColumn(), TimeRemainingColumn(), console=console, transient=True)


@contextmanager
def loading_shown(*, quiet: bool = False) -> Iterator[None]:
    """Within it, whoever waits for a model sees how far it is."""
    view = LoadingView()
    try:
        if quiet:
            yield
        else:
            with looked_on(view.show):
                yield
    finally:
        view.close()
