"""The files a person may mean by ``@``: what git knows, else a walk that passes by what nobody writes by hand."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path

MOST = 20_000  # files looked at
FRESH = 3.0  # seconds a list is good for: one menu, not one session
PATIENCE = 2.0  # seconds for git
PASSED_BY = frozenset(["node_modules", "__pycache__", "venv", "env", "build", "dist", "target", "site-packages"])
GIT = ("git", "-c", "core.fsmonitor=false", "ls-files", "-z", "--cached", "--others", "--exclude-standard")


@dataclass(slots=True)
class ProjectFiles:
    """File names as seen from a folder, listed again when the list is old."""

    folder: Path
    _names: tuple[str, ...] = ()
    _until: float = field(default=float("-inf"))

    def names(self) -> tuple[str, ...]:
        if time.monotonic() >= self._until:
            found = from_git(self.folder)
            listed = from_walk(self.folder) if found is None else found
            # a name that cannot be seen is not one to choose: it may hold what a terminal obeys
            self._names = tuple(name for name, _ in zip((n for n in listed if n.isprintable()), range(MOST), strict=False))
            self._until = time.monotonic() + FRESH
        return self._names


def from_git(folder: Path) -> list[str] | None:
    """Tracked and new files that are not ignored; None where git has no say. fsmonitor is off: it names a program."""
    try:
        done = subprocess.run(GIT, cwd=folder, capture_output=True, timeout=PATIENCE, check=True, stdin=subprocess.DEVNULL)
    except (OSError, subprocess.SubprocessError):
        return None
    return sorted({os.fsdecode(name) for name in done.stdout.split(b"\0") if name})


def from_walk(folder: Path) -> Iterator[str]:
    ignored = ignore_patterns(folder)

    def kept(name: str) -> bool:
        return not (name.startswith(".") or name in PASSED_BY or any(fnmatch(name, pattern) for pattern in ignored))

    for place, folders, files in os.walk(folder):
        folders[:] = sorted(filter(kept, folders))
        for name in sorted(filter(kept, files)):
            yield Path(place, name).relative_to(folder).as_posix()


def ignore_patterns(folder: Path) -> tuple[str, ...]:
    """The plain names and stars of a ``.gitignore`` that git itself does not read, as there is no repository."""
    try:
        lines = (folder / ".gitignore").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ()
    plain = (line.strip().strip("/") for line in lines if not line.startswith(("#", "!")))
    return tuple(line for line in plain if line and "/" not in line)
