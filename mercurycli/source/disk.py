"""Files written in one step: a complete neighbour takes the place of what was there (POSIX rename).

Whoever reads the file sees the old one or the new one, and so does whoever comes after a crash. Every way in says what
it expects to find, and nothing is written over anything else.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from ..errors import RefusedError, UsageError

_AGAIN = "nothing was written; run the command again"

Check = Callable[[Path], None]


def write_over(path: str | Path, before: bytes | None, after: bytes, *, mode: int | None = None) -> None:
    """Puts ``after`` where ``before`` is, or where nothing is (None). RefusedError if that is no longer so.

    Mode, owner, attributes and links of what is replaced stay; a new file gets ``mode``, or what new files get.
    """

    def unchanged(target: Path) -> None:
        if not target.is_file():
            raise RefusedError(f"{path} was a file when it was read, and is none now", hint=_AGAIN)
        try:
            now = read_at_most(target, len(before or b"") + 1)
        except OSError as error:
            raise RefusedError(f"{path} was readable before: {error.strerror}", hint=_AGAIN) from error
        if now != before:
            raise RefusedError(f"{path} has changed since it was read", hint=_AGAIN)

    def vacant(target: Path) -> None:
        _no_folder(path, target)
        if os.path.lexists(target):
            raise RefusedError(f"{path} has come into being meanwhile", hint=_AGAIN)

    if before is None:
        _replace(path, after, vacant, mode, new=True)
    else:
        _replace(path, after, unchanged)


def write_new(path: str | Path, data: bytes, *, force: bool = False) -> None:
    """Makes a file, in one step; an existing one is replaced only with ``force``."""

    def free(target: Path) -> None:
        _no_folder(path, target)
        if not force and os.path.lexists(target):
            raise UsageError(f"{path} exists", hint="pass --force to replace it, or another name to -o")

    _replace(path, data, free)


def check_writable(path: str | Path) -> None:
    """Before a long wait for what to write: UsageError where ``write_over`` would fail for want of a permission."""
    try:
        target = Path(os.path.realpath(path))
        _status(target, path)
    except (OSError, ValueError) as error:
        raise _cannot_write(path, error) from error
    if not os.access(target.parent, os.W_OK | os.X_OK):
        cause = f"cannot write {path}: no file can be made in {target.parent}, so none can be replaced in one step"
        raise UsageError(cause, hint=f"chmod u+w {target.parent}, or see the change with --diff")


def take_away(path: Path, content: bytes) -> None:
    """Removes the file that holds ``content``; RefusedError if it holds something else now."""
    try:
        if path.is_symlink() or not path.is_file() or read_at_most(path, len(content) + 1) != content:
            raise RefusedError(
                f"{path} has changed since it was read", hint="nothing was removed; run the command again"
            )
        path.unlink()
    except OSError as error:
        raise UsageError(
            f"cannot remove {path}: {error.strerror}", hint="check the permissions of its folder"
        ) from error
    sync_folder(path.parent)


def read_at_most(path: Path, limit: int) -> bytes:
    """The first bytes of a file: enough to tell it from a shorter one without holding whatever it has become."""
    with path.open("rb") as file:
        return file.read(limit)


def sync_folder(folder: Path) -> None:
    """Makes a new name last. The file is in place by now, so a folder that cannot do it is no failure."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _no_folder(path: str | Path, target: Path) -> None:
    if str(path).endswith(("/", os.sep)) or target.is_dir():
        raise UsageError(f"{path} is a folder", hint=f"name a file in it: -o {Path(path) / 'FILE'}")


def _replace(path: str | Path, data: bytes, check: Check, mode: int | None = None, *, new: bool = False) -> None:
    """A complete new file beside the target, then in its place. Whatever goes wrong, the target is as it was."""
    try:
        target = Path(os.path.realpath(path))
        check(target)
        status = _status(target, path)
        temporary = target.with_name(f".dcode-{os.urandom(8).hex()}.tmp")
        try:
            _fill(temporary, data, status, mode)
            if status is not None:
                _keep_attributes(target, temporary)
            check(target)
            if new:
                _settle(temporary, target, check)
            else:
                os.replace(temporary, target)
        except BaseException:
            with suppress(OSError):
                temporary.unlink()
            raise
        sync_folder(target.parent)
    except (OSError, ValueError) as error:
        raise _cannot_write(path, error) from error


def _settle(temporary: Path, target: Path, check: Check) -> None:
    """The new name, but never over a file that came into being after the check: a link, unlike a rename, refuses."""
    try:
        os.link(temporary, target)
    except FileExistsError:
        check(target)
        raise
    except OSError:  # a file system without hard links
        os.replace(temporary, target)
    else:
        with suppress(OSError):  # the file is in place
            temporary.unlink()


def _status(target: Path, path: str | Path) -> os.stat_result | None:
    """Of the file to replace; None where there is none. A device or a pipe must never be replaced."""
    if not os.path.lexists(target):
        return None
    status = target.stat()
    if not stat.S_ISREG(status.st_mode):
        raise UsageError(f"{path} is not a regular file", hint="leave -o out and send the output there: > FILE")
    if not status.st_mode & 0o222 or not os.access(target, os.W_OK):
        raise UsageError(f"{path} is read-only", hint=f"chmod u+w {path}")
    return status


def _fill(temporary: Path, data: bytes, status: os.stat_result | None, mode: int | None) -> None:
    """Writes and makes sure of it. Owner and mode are those of the file to replace, or what new files get."""
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    with open(descriptor, "wb") as file:
        if status is not None:
            with suppress(PermissionError, AttributeError):
                os.chown(temporary, status.st_uid, status.st_gid)
            os.chmod(temporary, stat.S_IMODE(status.st_mode))
        elif mode is not None:
            os.chmod(temporary, mode)
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _keep_attributes(target: Path, temporary: Path) -> None:
    """The extended ones, lists of who may do what among them; those that this user may not set stay behind."""
    with suppress(OSError, AttributeError):  # a system or a file system without them
        for name in os.listxattr(target):
            with suppress(OSError):
                os.setxattr(temporary, name, os.getxattr(target, name))


def _cannot_write(path: str | Path, error: OSError | ValueError) -> UsageError:
    missing = isinstance(error, OSError) and error.errno == errno.ENOENT
    if missing and not os.path.isdir(folder := os.path.dirname(os.path.realpath(path))):
        return UsageError(f"cannot write {path}: there is no folder {folder}", hint=f"mkdir -p {folder}")
    reason = error.strerror if isinstance(error, OSError) else str(error)
    return UsageError(f"cannot write {path}: {reason}", hint="choose another place, or check its permissions and space")
