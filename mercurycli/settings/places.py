"""Where settings lie: the user's file where the system wants it (XDG Base Directory, Apple's and Windows' counterparts),
a project's ``dcode.toml`` or ``[tool.dcode]`` in its ``pyproject.toml``, in this folder or the nearest one above."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator
from pathlib import Path

import platformdirs

OWN, SHARED = "dcode.toml", "pyproject.toml"
LARGEST = 1_000_000  # bytes of a file of settings


def user_file() -> Path:
    """``DCODE_CONFIG``, or config.toml in the user's folder for settings. It may be missing."""
    if named := os.environ.get("DCODE_CONFIG"):
        return Path(os.path.abspath(os.path.expanduser(named)))
    return platformdirs.user_config_path("dcode", appauthor=False) / "config.toml"


def project_file(here: Path | None = None) -> Path | None:
    """The nearest file of a project, none above its root (the folder with .git), none above the user's home."""
    try:
        start = (here or Path.cwd()).resolve()
        mine = {start.stat().st_uid, os.getuid() if hasattr(os, "getuid") else 0, 0}
    except OSError:  # the current folder is gone
        return None
    for folder in folders_up_from(start):
        for path in (folder / OWN, folder / SHARED):
            if is_readable(path, mine) and (path.name == OWN or has_a_table(path)):
                return path
    return None


def folders_up_from(start: Path) -> Iterator[Path]:
    home = Path(os.path.expanduser("~"))
    yield start
    for folder, below in zip(start.parents, (start, *start.parents), strict=False):
        if folder == home or (below / ".git").exists():
            return
        yield folder


def is_readable(path: Path, owners: set[int]) -> bool:
    """A file of somebody else's, in a folder for all, decides nothing here."""
    try:
        return path.is_file() and path.stat().st_uid in owners
    except OSError:
        return False


def has_a_table(pyproject: Path) -> bool:
    """Whether it speaks of dcode at all. One that is broken is other tools' business."""
    try:
        if pyproject.stat().st_size > LARGEST or b"dcode" not in (raw := pyproject.read_bytes()):
            return False
        tool = tomllib.loads(raw.decode()).get("tool")
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(tool, dict) and "dcode" in tool
