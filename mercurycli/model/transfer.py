"""One file from the Hugging Face Hub into the cache: resumed where an earlier try ended, checked before it counts.

huggingface_hub goes on after a cut within one try, but throws away what it has when the try fails. Here the bytes stay
beside the place they are meant for, and a file gets its name only when its checksum is right.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from ..errors import ModelError

try:
    import fcntl
except ImportError:  # Windows, where a file that is open elsewhere cannot be renamed: the loser of a race is told then
    fcntl = None  # type: ignore[assignment]

Told = Callable[[int], None]  # of the bytes of a file that are here by now


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """``etag``: its name among the cache's blobs, and its checksum: SHA-256 (64 digits), or git's SHA-1 (40) for small files."""

    name: str
    size: int  # bytes
    etag: str


def fetch(url: str, headers: dict[str, str], file: RemoteFile, blobs: Path, told: Told) -> None:
    """Puts the file among the blobs. ModelError where its checksum is wrong; OSError and the library's errors as they come."""
    from huggingface_hub.file_download import http_get

    goal, part = blobs / file.etag, blobs / f"{file.etag}.dcode.incomplete"
    if goal.is_file() and goal.stat().st_size == file.size:
        told(file.size)
        return
    with part.open("ab") as raw, alone(raw, file.name):
        if raw.tell() > file.size:
            raw.truncate(0)
        here = raw.tell()
        told(here)
        identity = {**headers, "Accept-Encoding": "identity"}  # compressed bytes cannot be counted on
        http_get(url, Counted(raw, told), resume_size=here, headers=identity, expected_size=file.size)  # type: ignore[arg-type]
        raw.flush()
        os.fsync(raw.fileno())
    found = checksum(part, file.etag)
    if found != file.etag:
        part.unlink()
        raise ModelError(
            f"{file.name} arrived with the checksum {found[:12]}…, not {file.etag[:12]}…; it was thrown away", hint="pull it again"
        )
    os.replace(part, goal)


def checksum(path: Path, like: str) -> str:
    """Of the kind that ``like`` is of. Raises OSError."""
    with path.open("rb") as file:
        if len(like) == 64:
            return hashlib.file_digest(file, "sha256").hexdigest()
        return hashlib.file_digest(file, lambda: hashlib.sha1(b"blob %d\0" % path.stat().st_size, usedforsecurity=False)).hexdigest()


@contextmanager
def alone(file: BinaryIO, name: str) -> Iterator[None]:
    """Two that write to one file would spoil it for both."""
    if fcntl is not None:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise ModelError(f"{name} is being pulled by another dcode", hint="wait for it, or stop it") from None
    yield


class Counted:
    """A file that tells how long it is whenever that changes."""

    def __init__(self, file: BinaryIO, told: Told) -> None:
        self._file, self._told = file, told

    def write(self, data: bytes) -> int:
        written = self._file.write(data)
        self._told(self._file.tell())
        return written

    def truncate(self, size: int | None = None) -> int:
        size = self._file.truncate(size)
        self._told(size)
        return size

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)
