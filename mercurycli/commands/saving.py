"""Where a command's result may go, and the way there: through the undo store, so that it can be taken back."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from ..errors import UsageError
from ..source.disk import read_at_most
from ..source.undo import LARGEST, UndoStore
from .speech import say


def check_output(path: Path, force: bool) -> None:
    """Fail before the model runs if the result could not be saved."""
    target = Path(os.path.realpath(path))
    try:
        status = target.stat()
    except FileNotFoundError:
        status = None
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror}", hint="choose another place") from None
    if status is None and not target.parent.is_dir():
        raise UsageError(f"there is no folder {target.parent}", hint=f"create it: mkdir -p {target.parent}")
    if status is not None:
        check_replacement(path, status, force)
    if not os.access(target.parent, os.W_OK | os.X_OK):
        raise UsageError(f"cannot write {path}: no new file can be made in {target.parent}", hint="choose another place")


def check_replacement(path: Path, status: os.stat_result, force: bool) -> None:
    mode = status.st_mode
    if stat.S_ISDIR(mode):
        raise UsageError(f"{path} is a directory", hint=f"name a file: -o {path / 'result.html'}")
    if not stat.S_ISREG(mode):
        raise UsageError(f"{path} is not a regular file", hint="leave -o out and send the output there: > FILE")
    if not force:
        raise UsageError(f"{path} exists", hint="pass --force to replace it, or choose another name")
    if not mode & 0o222:
        raise UsageError(f"{path} is read-only", hint=f"chmod u+w {path}")
    if status.st_size > LARGEST // 2:
        raise UsageError(f"{path} is too large to be kept for dcode undo", hint=f"move it away first: mv {path} {path}.old")


def save(path: Path, data: bytes, *, force: bool = False) -> None:
    """A new file, or with ``force`` also over one that is there now."""
    before = None
    if force and os.path.isfile(path):
        try:
            before = read_at_most(path, LARGEST)
        except OSError as error:
            raise UsageError(f"cannot read {path}, which would be replaced: {error.strerror}", hint="choose another name") from None
    if not UndoStore.open().write(path, before, data):
        say(f"note: the undo store cannot be used, so dcode undo will not take {path} away again")
