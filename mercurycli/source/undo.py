"""Every write of dcode can be taken back: what it replaced is kept first, by content, then the file is written.

The entry of a write is on the disk before the file changes, so after ``kill -9`` an entry may stand whose file was
never written. It is known by the file, which still holds what was there before; nothing else can be out of step, for
a redo marks its entry first and an undo marks it last.

    store = UndoStore.open()
    store.write("app.py", before, after)    # before: what was read, or None for a new file
    store.undo("app.py")
    store.redo("app.py")
    store.withdraw("app.py", before, after)    # it was only to be tried out
"""

from __future__ import annotations

import os
import shlex
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import platformdirs

from ..errors import DcodeError, RefusedError, UsageError
from .archive import Archive, ArchiveError, digest
from .disk import read_at_most, take_away, write_over
from .entries import Entry, alive, matching, real_path

LARGEST = 64_000_000  # bytes of kept texts: 32 writes of the largest file that fix takes, thousands of usual ones
MOST = 500  # entries; all are read by each command, in some hundredths of a second


def state_folder() -> Path:
    """Where dcode keeps what it must remember: ``DCODE_STATE_DIR``, or the place the system has for it. It may be
    missing still. UsageError for a user without a home: "~" would become a folder in the current one."""
    folder = _named_folder()
    if not folder.is_absolute():
        raise UsageError(
            "this user has no home folder to remember things in", hint="name a folder in the variable DCODE_STATE_DIR"
        )
    return folder


def _named_folder() -> Path:
    if named := os.environ.get("DCODE_STATE_DIR"):
        return Path(os.path.abspath(os.path.expanduser(named)))
    return platformdirs.user_state_path("dcode", appauthor=False)


@dataclass(frozen=True, slots=True)
class UndoStore:
    """A ``path`` names a file, or a folder for all files below it; None is everywhere."""

    archive: Archive

    @classmethod
    def open(cls, folder: Path | None = None) -> UndoStore:
        """The user's own, or one in ``folder``. Nothing is made before the first write."""
        return cls(Archive((folder or _named_folder()) / "undo"))

    def entries(self, path: str | Path | None = None) -> tuple[Entry, ...]:
        """What can be taken back or done again, the newest first."""
        return tuple(reversed(matching(alive(self._read()), path)))

    def write(self, path: str | Path, before: bytes | None, after: bytes) -> bool:
        """Puts ``after`` over the file that holds ``before``, or makes it where there is none (None).

        RefusedError where the file is not as said; UsageError where it cannot be written, or what it held cannot be
        kept. In every case the file is as it was. False: the file was made, but the store could not take note of it.
        """
        if before == after:
            return True
        try:
            with self.archive.locked():
                self._write(path, before, after)
            return True
        except ArchiveError:  # always before the file was touched
            if before is not None:
                raise
        write_over(path, None, after)
        return False

    def withdraw(self, path: str | Path, before: bytes, after: bytes) -> bool:
        """Ends a write that was only for a while: the file holds ``before`` again, and no entry speaks of it.

        False where somebody changed the file meanwhile: what it held is kept then, and ``undo`` brings it back.
        """
        with self.archive.locked():
            target = real_path(path)
            try:
                now = read_at_most(target, LARGEST + 1) if target.is_file() else None
            except OSError as error:
                hint = f"once it can be read: dcode undo {shlex.quote(str(path))}"
                raise UsageError(f"cannot take back what was tried out in {path}: {error.strerror}", hint=hint) from error
            if now == after:
                write_over(path, after, before)
            elif now != before:
                self._write(path, now, before)
            names = digest(before), digest(after)
            for entry in reversed(self._read()):
                if entry.path == target and (entry.before, entry.after) == names and entry.undone is None:
                    with suppress(ArchiveError):  # one whose file holds what it replaced leads nowhere
                        self.archive.drop(entry.number)
                    break
            return now in (before, after)

    def undo(self, path: str | Path | None = None) -> Entry | None:
        """Takes back the last write that stands; None if there is none. RefusedError if the file changed since."""
        if not self.archive.exists:
            return None
        with self.archive.locked():
            standing = [entry for entry in matching(self._tidied(), path) if entry.undone is None]
            return self._undo(standing[-1]) if standing else None

    def redo(self, path: str | Path | None = None) -> Entry | None:
        """Does again what was taken back last; None if nothing was. RefusedError if the file changed since."""
        if not self.archive.exists:
            return None
        with self.archive.locked():
            entry = _to_redo(matching(self._tidied(), path))
            return self._redo(entry) if entry else None

    # --- one step -----------------------------------------------------------------------------------------------

    def _write(self, path: str | Path, before: bytes | None, after: bytes) -> None:
        target, entries = real_path(path), self._tidied()
        self._make_room(entries, [text for text in (before, after) if text is not None])
        names = None if before is None else self.archive.keep(before), self.archive.keep(after)
        entry = Entry(entries[-1].number + 1 if entries else 1, target, *names, time.time())
        self.archive.put(entry.number, entry.fields)
        try:
            write_over(path, before, after)
        except BaseException as error:
            if isinstance(error, DcodeError) or _digest_at(target) != entry.after:  # Ctrl-C may come when it is written
                with suppress(ArchiveError):
                    self.archive.drop(entry.number)
            raise
        with suppress(ArchiveError):
            self._tidied()

    def _undo(self, entry: Entry) -> Entry:
        now, mode = _content(entry), None
        if now is not None and digest(now) == entry.after:
            if entry.before is None:
                mode = entry.path.stat().st_mode & 0o7777
                take_away(entry.path, now)
            else:
                write_over(entry.path, now, self.archive.text(entry.before))
        elif not _is(now, entry.before):
            raise self._changed(entry, now, entry.before)
        back = replace(entry, undone=1 + max((e.undone or 0 for e in self._read()), default=0), mode=mode)
        with suppress(ArchiveError):  # the file shows that it is taken back
            self.archive.put(back.number, back.fields)
        return back

    def _redo(self, entry: Entry) -> Entry:
        now, after = _content(entry), self.archive.text(entry.after)
        if not _is(now, entry.before) and now != after:
            raise self._changed(entry, now, entry.after)
        again = replace(entry, undone=None, mode=None)
        self.archive.put(again.number, again.fields)
        try:
            if now != after:
                write_over(entry.path, now, after, mode=entry.mode)
        except BaseException as error:
            if isinstance(error, DcodeError) or _digest_at(entry.path) != entry.after:
                with suppress(ArchiveError):
                    self.archive.put(entry.number, entry.fields)
            raise
        return again

    def _changed(self, entry: Entry, now: bytes | None, wanted: str | None) -> RefusedError:
        what = "is gone" if now is None else "has changed"
        hint = f"remove it by hand if you do not want it: rm {shlex.quote(str(entry.path))}"
        if wanted is not None:
            kept = shlex.quote(str(self.archive.text_path(wanted)))
            hint = f"the text you want is kept: diff {kept} {shlex.quote(str(entry.path))}"
        return RefusedError(f"{entry.path} {what} since dcode wrote it, and is left as it is", hint=hint)

    # --- the entries --------------------------------------------------------------------------------------------

    def _read(self) -> list[Entry]:
        return [entry for pair in self.archive.entries() if (entry := Entry.of(*pair))]

    def _tidied(self) -> list[Entry]:
        """Only under the lock: what can never be done again is dropped."""
        entries = self._read()
        kept = alive(entries)
        for number in {entry.number for entry in entries} - {entry.number for entry in kept}:
            self.archive.drop(number)
        return kept

    def _make_room(self, entries: list[Entry], coming: list[bytes]) -> None:
        """Drops the oldest entries until what is kept stays within its bounds, with the coming one."""
        total, named = sum(map(len, coming)), set(map(digest, coming))
        if total > LARGEST:
            raise ArchiveError(
                f"what is replaced is too large to be kept: {total:,} bytes with the new text",
                hint="move the file away first, or choose another name",
            )
        sizes = self.archive.sizes()
        for count, entry in enumerate(reversed(entries), start=1):
            total += sum(sizes.get(name, 0) for name in entry.texts - named)
            if count >= MOST or total > LARGEST:
                for old in entries[: len(entries) - count + 1]:
                    self.archive.drop(old.number)
                break
            named |= entry.texts
        self.archive.sweep(named)


def _to_redo(entries: list[Entry]) -> Entry | None:
    """The step back taken last; before it, a write of its file that stands but was never carried out."""
    undone = [entry for entry in entries if entry.undone is not None]
    last = max(undone, key=lambda entry: entry.undone or 0, default=None)
    standing = [entry for entry in entries if entry.undone is None and (last is None or entry.path == last.path)]
    if standing and _digest_at(standing[-1].path) == standing[-1].before:
        return standing[-1]
    return last


def _is(content: bytes | None, name: str | None) -> bool:
    return (None if content is None else digest(content)) == name


def _content(entry: Entry) -> bytes | None:
    """What the file of an entry holds now, None if it is gone. RefusedError where it has become something else."""
    path = entry.path
    if os.path.realpath(path) != str(path):
        raise RefusedError(
            f"{path} is a link now, or lies behind one", hint=f"see where it leads: realpath {shlex.quote(str(path))}"
        )
    try:
        if not os.path.lexists(path):
            return None
        if path.is_file():
            return read_at_most(path, LARGEST + 1)
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}", hint="check its permissions") from error
    raise RefusedError(f"{path} is no regular file any more", hint=f"see what it is: ls -ld {shlex.quote(str(path))}")


def _digest_at(path: Path) -> str | None:
    """Of a file where one can be read, else None."""
    try:
        return digest(read_at_most(path, LARGEST + 1)) if path.is_file() else None
    except OSError:
        return None
