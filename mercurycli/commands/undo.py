"""``dcode undo`` and ``dcode redo``: takes back what dcode wrote, and does it again."""

from __future__ import annotations

import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from ..errors import UsageError
from ..source.undo import Entry, UndoStore
from ..view.visible_text import visible
from .speech import say


@dataclass(frozen=True, slots=True)
class UndoOptions:
    path: Path | None = None  # None: the current folder
    redo: bool = False
    show_list: bool = False


def run(options: UndoOptions) -> int:
    """Returns the exit code. Nothing to do is no failure; a file that dcode never wrote is."""
    store = UndoStore.open()
    if options.show_list:
        entries = store.entries(options.path)
        show(tuple(entry for entry in entries if entry.undone is not None) if options.redo else entries, options)
        return 0
    place = options.path if options.path is not None else here()
    entry = store.redo(place) if options.redo else store.undo(place)
    if entry is None:
        say(nothing(options, store))
    else:
        say(done(entry))
    return 0


def here() -> Path:
    """Without a file only what was written below the current folder is taken back: no surprise in another project."""
    try:
        return Path.cwd()
    except OSError as error:
        raise UsageError(f"the current folder is gone: {error.strerror}", hint="name the file: dcode undo FILE") from None


def nothing(options: UndoOptions, store: UndoStore) -> str:
    what = what_for(options)
    if options.path is not None:
        if not store.entries(options.path):
            cause = f"dcode has written nothing at {options.path}, or long ago"
            raise UsageError(cause, hint="dcode undo --list shows what can be taken back")
        return f"{options.path}: nothing more {what}"
    elsewhere = [entry for entry in store.entries() if (entry.undone is not None) == options.redo]
    if not elsewhere:
        return f"there is nothing {what}"
    command = "redo" if options.redo else "undo"
    return f"there is nothing {what} in this folder; elsewhere: dcode {command} {shown(elsewhere[0].path)}"


def what_for(options: UndoOptions) -> str:
    return "to do again" if options.redo else "to take back"


def done(entry: Entry) -> str:
    path = shown(entry.path)
    if entry.undone is None:
        return f"{path} is {'made' if entry.before is None else 'changed'} again; dcode undo takes it back"
    return f"{path} is {'gone' if entry.before is None else 'as it was'} again; dcode redo brings the change back"


def show(entries: tuple[Entry, ...], options: UndoOptions) -> None:
    """On stdout, the newest first, a line for each write."""
    if not entries:
        say(f"there is nothing {what_for(options)}")
    for entry in entries:
        when = time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(entry.time))
        kind = "made" if entry.before is None else "changed"
        state = "" if entry.undone is None else "  (taken back)"
        print(visible(f"{when}  {kind:7}  {shown(entry.path)}{state}".replace("\n", "\N{SYMBOL FOR LINE FEED}"), sys.stdout.encoding))


def shown(path: Path) -> Path:
    """As one would name it from here."""
    try:
        return path.relative_to(os.path.realpath(os.curdir))
    except (OSError, ValueError):
        return path
