"""The rows of the log of sessions, as plain values."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Any

SCHEMA = "dcode.session/1"
REQUEST, BEFORE = "request", "before"  # settings of a change: what was said, and which of the programs it was said of
OF_FILES = frozenset(["fix", "fill", "edit"])  # kinds of jobs that change a file


@dataclass(frozen=True, slots=True)
class LoggedSession:
    id: int
    started: float
    folder: str
    model: str
    jobs: int
    last_wish: str


@dataclass(frozen=True, slots=True)
class LoggedJob:
    at: float
    kind: str  # "wish", "change", "refine", or one of OF_FILES
    wish: str  # or the file, for "edit" with what was said of it
    settings: Mapping[str, Any]
    status: str  # of its End, else "error"; "declined" for a diff nobody wanted, "running" for one that was killed
    language: str | None
    seed: int | None
    text: str  # the program, or the diff
    figures: Mapping[str, Any]

    @property
    def of_file(self) -> bool:
        """Whether its text is a diff."""
        return self.kind in OF_FILES

    @property
    def said(self) -> str:
        """The line a person typed, or might have."""
        if self.of_file:
            return f"/{self.kind} {self.wish}"
        return "/refine" if self.kind == "refine" else str(self.settings.get(REQUEST) or self.wish)


@dataclass(frozen=True, slots=True)
class LoggedFile:
    at: float
    path: str
    action: str


def session_fields(session: LoggedSession, jobs: Sequence[LoggedJob], files: Sequence[LoggedFile]) -> dict[str, Any]:
    """A whole session as JSON takes it."""
    return {
        "schema": SCHEMA,
        **asdict(session),
        "jobs": [asdict(job) for job in jobs],
        "files": [asdict(file) for file in files],
    }


def moment(seconds: float) -> str:
    try:
        return time.strftime("%Y-%m-%d %H:%M", time.localtime(seconds))
    except (OverflowError, OSError, ValueError):  # no time of ours
        return "????-??-?? ??:??"


def storable(text: str) -> str:
    """SQLite takes no half characters."""
    return text.encode("utf-8", "replace").decode()


def parsed(text: str) -> Mapping[str, Any]:
    """A row that somebody else wrote into is no reason to fail."""
    with suppress(ValueError):
        value = json.loads(text)
        return value if isinstance(value, dict) else {}
    return {}
