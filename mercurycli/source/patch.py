"""Edits to one document that prove themselves, and the two ways onto the disk: over the file that was read, or anew.

A file is replaced in one step, by a complete neighbour (POSIX rename): whoever reads it sees the old or the new one.
"""

from __future__ import annotations

import errno
import os
import secrets
import stat
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ..errors import RefusedError, UsageError
from . import faults
from .diff import unified
from .document import Document
from .span import Span


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """New bytes (UTF-8) for a span."""

    span: Span
    replacement: bytes

    @classmethod
    def of(cls, document: Document, span: Span, text: str) -> Edit:
        """New text for a span, with the document's line breaks."""
        return cls(span, text.replace("\r\n", "\n").replace("\n", document.newline).encode())


@dataclass(frozen=True, slots=True)
class Patch:
    """Edits to one document, kept in order. They may touch but not overlap, and cut no character in two."""

    document: Document
    edits: tuple[Edit, ...]

    def __post_init__(self) -> None:
        edits = tuple(sorted(self.edits))
        object.__setattr__(self, "edits", edits)
        for first, second in zip(edits, edits[1:], strict=False):
            if first.span.end > second.span.start or first.span == second.span:
                raise ValueError(f"edits of {first.span} and {second.span} collide")
        for edit in edits:
            if edit.span.end > len(self.document.source):
                raise ValueError(f"an edit of {edit.span} in a text of {len(self.document.source)} bytes")
            if any(_cuts(self.document.source, at) for at in (edit.span.start, edit.span.end)):
                raise ValueError(f"an edit of {edit.span} cuts a character in two")
            edit.replacement.decode()  # a UnicodeDecodeError is a ValueError

    def apply(self) -> bytes:
        """The text after the edits, in UTF-8."""
        parts, at = [], 0
        for edit in self.edits:
            parts += [self.document.source[at : edit.span.start], edit.replacement]
            at = edit.span.end
        return b"".join([*parts, self.document.source[at:]])

    def prove(self) -> Document:
        """The document after the edits, once it is certain that they do no harm; RefusedError where they would."""
        after = self.document.with_source(self.apply())
        self._prove_the_rest_is_equal(after.source)
        self._prove_it_reads_back(after)
        before, now = faults.find(self.document), faults.find(after)
        if len(now) > len(before):
            known = {fault.message for fault in before}
            new = next((fault for fault in now if fault.message not in known), now[-1])
            raise RefusedError(
                f"{self.document.name} would parse worse: {len(now)} faults instead of {len(before)}, "
                f"in line {new.line}: {new.message}",
                hint="try another --seed, more --candidates, or name the lines with -l A-B",
            )
        return after

    def _prove_the_rest_is_equal(self, after: bytes) -> None:
        at_old = at_new = 0
        for edit in [*self.edits, Edit(Span(len(self.document.source), len(self.document.source)), b"")]:
            kept = self.document.source[at_old : edit.span.start]
            assert after[at_new : at_new + len(kept)] == kept, "bytes outside the edits have changed"
            at_old, at_new = edit.span.end, at_new + len(kept) + len(edit.replacement)
        assert at_new == len(after), "bytes outside the edits have changed"

    def _prove_it_reads_back(self, after: Document) -> None:
        """An edit may name another encoding, or bring a null byte: the file would not say what the text says."""
        again = Document.from_bytes(after.raw, after.language, after.path)
        if (again.source, again.encoding, again.bom) != (after.source, after.encoding, after.bom):
            raise RefusedError(
                f"{self.document.name} would be read as {again.encoding} after the edit, but it is {after.encoding}",
                hint="leave the coding: line and the byte order mark as they are",
            )

    def diff(self) -> bytes:
        """A unified diff of the file's own bytes, for ``git apply``; empty when nothing changes."""
        return unified(self.document.raw, self.document.encode(self.apply()), self.document.name)

    def diff_text(self) -> str:
        """The same diff of the text, for people: whatever the file's encoding."""
        return unified(self.document.source, self.apply(), self.document.name).decode("utf-8", "replace")

    def write(self, path: str | Path) -> None:
        """Puts the result over the file that was read. Mode, owner and links stay; RefusedError if it has changed."""
        read = self.document.raw

        def unchanged(target: Path) -> None:
            if not target.is_file():
                raise RefusedError(f"{path} was a file when it was read, and is none now", hint=_AGAIN)
            try:
                now = target.read_bytes()
            except OSError as error:
                raise RefusedError(f"{path} was readable before: {error.strerror}", hint=_AGAIN) from error
            if now != read:
                raise RefusedError(f"{path} has changed since it was read", hint=_AGAIN)

        _replace(path, self.document.encode(self.apply()), unchanged)


_AGAIN = "nothing was written; run the command again"


def write_new(path: str | Path, data: bytes, *, force: bool = False) -> None:
    """Makes a file, in one step; an existing one is replaced only with ``force``."""

    def free(target: Path) -> None:
        if str(path).endswith(("/", os.sep)) or target.is_dir():
            raise UsageError(f"{path} is a folder", hint=f"name a file in it: -o {Path(path) / 'FILE'}")
        if not force and os.path.lexists(target):
            raise UsageError(f"{path} exists", hint="pass --force to replace it, or another name to -o")

    _replace(path, data, free)


def _replace(path: str | Path, data: bytes, check: Callable[[Path], None]) -> None:
    """A complete new file beside the target, then in its place. Whatever goes wrong, the target is as it was."""
    try:
        target = Path(os.path.realpath(path))
        check(target)
        status = _status(target, path)
        temporary = target.with_name(f".dcode-{secrets.token_hex(8)}.tmp")
        try:
            _fill(temporary, data, status)
            check(target)
            os.replace(temporary, target)
        except BaseException:
            with suppress(OSError):
                temporary.unlink()
            raise
        _sync_folder(target.parent)
    except (OSError, ValueError) as error:
        raise _cannot_write(path, error) from error


def _status(target: Path, path: str | Path) -> os.stat_result | None:
    """Of the file to replace; None where there is none. A device or a pipe must never be replaced."""
    if not os.path.lexists(target):
        return None
    status = target.stat()
    if not stat.S_ISREG(status.st_mode):
        raise UsageError(f"{path} is not a regular file", hint="leave -o out and send the output there: > FILE")
    if not status.st_mode & 0o222:
        raise UsageError(f"{path} is read-only", hint=f"chmod u+w {path}")
    return status


def _fill(temporary: Path, data: bytes, status: os.stat_result | None) -> None:
    """Writes and makes sure of it. Owner and mode are those of the file to replace, or what new files get."""
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    with open(descriptor, "wb") as file:
        if status is not None:
            with suppress(PermissionError, AttributeError):
                os.chown(temporary, status.st_uid, status.st_gid)
            os.chmod(temporary, stat.S_IMODE(status.st_mode))
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Makes the new name last. The file is in place by now, so a folder that cannot do it is no failure."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _cannot_write(path: str | Path, error: OSError | ValueError) -> UsageError:
    missing = isinstance(error, OSError) and error.errno == errno.ENOENT
    if missing and not os.path.isdir(folder := os.path.dirname(os.path.realpath(path))):
        return UsageError(f"cannot write {path}: there is no folder {folder}", hint=f"mkdir -p {folder}")
    reason = error.strerror if isinstance(error, OSError) else str(error)
    return UsageError(f"cannot write {path}: {reason}", hint="choose another place, or check its permissions and space")


def _cuts(source: bytes, at: int) -> bool:
    """Whether a character goes on over this place: its later bytes begin with the bits 10."""
    return at < len(source) and source[at] & 0xC0 == 0x80
