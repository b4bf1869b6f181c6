"""What a session has on its desk between two lines: the model, the dials, the last results. Handlers change it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from ..errors import UsageError
from ..events import Frame
from .dials import Dials
from .engine_loader import EngineLoader
from .log_rows import LoggedFile, LoggedJob
from .recorder import Recorder
from .speech import say
from .terminal import unechoed

if TYPE_CHECKING:
    from ..engine import Engine


class Ask(Protocol):
    """A question to the person: "yes", "no", or one of the other words it may be answered with. See terminal.ask."""

    def __call__(self, question: str, *others: str) -> str: ...


@dataclass(frozen=True, slots=True)
class Result:
    """A program that was written, and what it takes to get it again."""

    wish: str
    text: str
    language: str | None
    seed: int


@dataclass(frozen=True, slots=True)
class Change:
    """What was to change in a program."""

    request: str  # as it was said
    wish: str  # the wish behind the program, and the request with it: one wish for all of it
    before: Result


@dataclass(slots=True)
class Desk:
    loader: EngineLoader
    ask: Ask | None = None  # None: nobody is there to answer
    recorder: Recorder | None = None
    repaint: Callable[[], None] = lambda: None
    dials: Dials = field(default_factory=Dials)
    wish: str = ""  # the last one, follow-ups joined in
    changing: Change | None = None  # if the last job was one
    results: list[Result] = field(default_factory=list)
    seed: int | None = None  # of the last job
    frames: tuple[Frame, ...] = ()  # of the last job
    mended: str = ""  # the diff of the last file that /fix, /fill or /edit wrote, if that was the last change
    written: set[Path] = field(default_factory=set)  # files, links followed
    jobs: list[LoggedJob] = field(default_factory=list)  # the story so far, whether it is recorded or not
    files: list[LoggedFile] = field(default_factory=list)
    output: str = ""  # the end of what the last program or test printed
    leaving: bool = False

    def record_file(self, path: Path, action: str) -> None:
        """A file was written; ``/undo`` knows it as this session's own."""
        self.written.add(path.resolve())
        self.files.append(LoggedFile(time.time(), str(path.resolve()), action))
        if self.recorder is not None:
            self.recorder.file(path.resolve(), action, self.loader.name)

    def engine(self) -> Engine:
        """The model, waited for if it must be."""
        if self.loader.ready:
            return self.loader.engine()
        say(f"loading {self.loader.name}")
        with unechoed():  # what is typed meanwhile belongs to the next prompt
            return self.loader.engine()

    @property
    def result(self) -> Result:
        """The last program; UsageError where there is none yet."""
        if not self.results:
            raise UsageError("there is no program yet", hint="say a wish first, for example: bouncing balls simulator")
        return self.results[-1]
