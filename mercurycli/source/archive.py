"""A folder that keeps texts by their hash and a numbered entry for each write; whole even after ``kill -9``.

A file in it appears complete, by rename, and reaches the disk before anything that counts on it; none is changed in
place. Whoever changes something holds the lock, so what lies half written was left by somebody who is gone.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import stat
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import RefusedError, UsageError
from .disk import sync_folder

try:
    from fcntl import LOCK_EX, LOCK_NB, flock
except ImportError:  # Windows: two at once are not kept apart there
    flock = None  # type: ignore[assignment]

PATIENCE = 10.0  # seconds to wait for another dcode, which holds the lock for a write and no longer
_PAUSE = 0.02
_TEXT, _ENTRY = re.compile(r"[0-9a-f]{64}"), re.compile(r"([0-9]{8})\.json")


class ArchiveError(UsageError):
    """The folder cannot be used; no file of the user has been touched."""


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@dataclass(frozen=True, slots=True)
class Archive:
    root: Path

    @property
    def exists(self) -> bool:
        return self.root.is_dir()

    @contextmanager
    def locked(self) -> Iterator[None]:
        """The folder is there, is ours, and nobody else changes it; the system lets go of it when this process ends."""
        with _told(self.root):
            self._make()
            flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
            descriptor = os.open(self.root / "lock", flags, 0o600)
        try:
            _lock(descriptor, self.root)
            yield
        finally:
            os.close(descriptor)

    # --- texts --------------------------------------------------------------------------------------------------

    def text_path(self, name: str) -> Path:
        return self.root / "texts" / name

    def keep(self, data: bytes) -> str:
        """Its name, once it is safely on the disk."""
        name = digest(data)
        with _told(self.root):
            if self._kept(name) != data:
                _put(self.text_path(name), data)
        return name

    def text(self, name: str) -> bytes:
        data = self._kept(name)
        if data is None or digest(data) != name:
            raise RefusedError(
                f"the kept copy {self.text_path(name)} is damaged",
                hint="nothing was written; look for another copy of the text",
            )
        return data

    def sizes(self) -> dict[str, int]:
        with _told(self.root), os.scandir(self.root / "texts") as found:
            return {item.name: item.stat(follow_symlinks=False).st_size for item in found if _TEXT.fullmatch(item.name)}

    def _kept(self, name: str) -> bytes | None:
        try:
            return self.text_path(name).read_bytes()
        except OSError:
            return None

    # --- entries ------------------------------------------------------------------------------------------------

    def put(self, number: int, fields: dict[str, Any]) -> None:
        with _told(self.root):
            _put(self._entry_path(number), json.dumps(fields).encode("ascii"))

    def drop(self, number: int) -> None:
        with _told(self.root), suppress(FileNotFoundError):
            self._entry_path(number).unlink()

    def entries(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """In order. What is no entry, or none any more, is passed over; so is everything where there is no folder."""
        try:
            names = sorted(os.listdir(self.root / "entries"))
        except OSError:
            return
        for name in names:
            if match := _ENTRY.fullmatch(name):
                with suppress(OSError, ValueError):
                    fields = json.loads((self.root / "entries" / name).read_bytes())
                    if isinstance(fields, dict):
                        yield int(match.group(1)), fields

    def sweep(self, named: Collection[str]) -> None:
        """Only under the lock: removes the texts that no entry names, and what was left half written."""
        with _told(self.root):
            for folder, known in (("texts", _TEXT), ("entries", _ENTRY)):
                for name in os.listdir(self.root / folder):
                    if name.endswith(".tmp") or (known is _TEXT and known.fullmatch(name) and name not in named):
                        with suppress(FileNotFoundError):
                            (self.root / folder / name).unlink()

    # --- the folder ---------------------------------------------------------------------------------------------

    def _entry_path(self, number: int) -> Path:
        return self.root / "entries" / f"{number:08}.json"

    def _make(self) -> None:
        """For this user alone: what it keeps may be secret, and what it holds is written over files."""
        if not self.root.is_absolute():  # a user without a home
            raise ArchiveError("this user has no home folder to keep copies in", hint=_ELSEWHERE)
        self.root.parent.mkdir(parents=True, exist_ok=True)
        for folder in (self.root, self.root / "texts", self.root / "entries"):
            folder.mkdir(mode=0o700, exist_ok=True)
            status = folder.lstat()
            if not stat.S_ISDIR(status.st_mode):
                raise ArchiveError(f"{folder} is a link, not a folder of its own", hint=_ELSEWHERE)
            if hasattr(os, "geteuid") and (status.st_uid != os.geteuid() or status.st_mode & 0o022):
                raise ArchiveError(f"{folder} belongs to others, or others may write in it", hint=_ELSEWHERE)


_ELSEWHERE = "name another folder for it in the variable DCODE_STATE_DIR"


def _put(place: Path, data: bytes) -> None:
    temporary = place.with_name(f"{os.urandom(8).hex()}.tmp")
    try:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        with open(os.open(temporary, flags, 0o600), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, place)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    sync_folder(place.parent)


def _lock(descriptor: int, root: Path) -> None:
    end = time.monotonic() + PATIENCE
    while flock is not None:
        try:
            return flock(descriptor, LOCK_EX | LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > end:
                raise RefusedError(
                    f"another dcode has been writing for {PATIENCE:g} seconds, and holds {root / 'lock'}",
                    hint="wait for it or end it, then run the command again",
                ) from None
            time.sleep(_PAUSE)
        except OSError:  # a file system without locks; what it holds stays whole all the same
            return None


@contextmanager
def _told(root: Path) -> Iterator[None]:
    """Errors of the system in words."""
    try:
        yield
    except OSError as error:
        raise ArchiveError(
            f"cannot keep copies of what is replaced in {root}: {error.strerror}",
            hint=f"free some space, or {_ELSEWHERE}",
        ) from error
