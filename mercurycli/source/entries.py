"""A write as it is remembered, and which of many are meant by a name and still lead somewhere."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ..errors import UsageError


@dataclass(frozen=True, slots=True)
class Entry:
    """One write. ``before`` and ``after`` are the SHA-256 of what the file held; a new file held nothing."""

    number: int
    path: Path  # the file itself, links followed
    before: str | None
    after: str
    time: float  # seconds since 1970
    undone: int | None = None  # None: it stands; else the how-many-eth step back it was
    mode: int | None = None  # of a new file that was taken away

    @classmethod
    def of(cls, number: int, fields: dict[str, Any]) -> Entry | None:
        """None where the fields are not those of an entry."""
        kinds = {
            "path": str,
            "before": str | None,
            "after": str,
            "time": float,
            "undone": int | None,
            "mode": int | None,
        }
        if not all(name in fields and isinstance(fields[name], kind) for name, kind in kinds.items()):
            return None
        return cls(number, Path(fields["path"]), *(fields[name] for name in list(kinds)[1:]))

    @property
    def fields(self) -> dict[str, Any]:
        return {**asdict(self), "path": str(self.path)}

    @property
    def texts(self) -> frozenset[str]:
        return frozenset({self.after} if self.before is None else {self.before, self.after})


def alive(entries: list[Entry]) -> list[Entry]:
    """All but those taken back before a later write of the same file: they lead nowhere now."""
    last = {entry.path: entry.number for entry in entries if entry.undone is None}
    return [entry for entry in entries if entry.undone is None or entry.number > last.get(entry.path, 0)]


def matching(entries: Iterable[Entry], path: str | Path | None) -> list[Entry]:
    if path is None:
        return list(entries)
    real = real_path(path)
    return [entry for entry in entries if entry.path == real or real in entry.path.parents]


def real_path(path: str | Path) -> Path:
    try:
        return Path(os.path.realpath(path))
    except (OSError, ValueError) as error:  # a null byte, or no current folder any more
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise UsageError(f"{path} names no file: {reason}", hint="name it from the root: /folder/FILE") from error
