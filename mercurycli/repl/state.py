"""The folder a session keeps its traces in: line history, the log of sessions, reports of crashes. Its owner's alone."""

from __future__ import annotations

from pathlib import Path

from ..errors import UsageError
from ..source.undo import state_folder


def private_folder() -> Path:
    """Made when it is missing. UsageError if there can be none."""
    folder = state_folder()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"cannot make {folder}: {error.strerror}", hint="name another folder in DCODE_STATE_DIR") from None
    return folder
