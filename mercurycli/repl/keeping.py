"""What becomes of a program: saved, shown, compared with the one before; and every write taken back or done again."""

from __future__ import annotations

import re
import shlex
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ..errors import UsageError
from ..source.diff import unified
from ..source.disk import read_at_most
from ..source.document import Document
from ..source.languages import language_named
from ..source.undo import LARGEST, Entry, UndoStore
from ..view.code_view import show_code
from ..view.patch_view import show_patch
from . import mention, pages
from .desk import Desk
from .speech import say, seen_from_here
from .terminal import YES

FORCE = "--force"
MOST = LARGEST // 2  # bytes of a file that is replaced: the undo store takes no more, with the new text


@dataclass(frozen=True, slots=True)
class Goal:
    """Where a line wants something written."""

    command: str
    path: Path
    force: bool  # over what is there


def save(desk: Desk, argument: str) -> int:
    return put(desk, goal("/save", argument), desk.result.text.encode(), "saved")


def goal(command: str, argument: str) -> Goal:
    words = words_of(argument)
    names = [word for word in words if word != FORCE]
    if len(names) != 1:
        raise UsageError(f"{command} takes one file", hint=f"a name with spaces stands in quotes: {command} 'my page.html'")
    return Goal(command, Path(names[0].removeprefix("@")).expanduser(), FORCE in words)


def put(desk: Desk, goal: Goal, data: bytes, done: str) -> int:
    """Over a file that is there only with consent; in any case so that it can be taken back. The exit code."""
    path, before = goal.path, standing(goal.path)
    if before is not None and not goal.force:
        if desk.ask is None:
            raise UsageError(f"{path} exists", hint=f"{goal.command} {FORCE} {path} replaces it")
        if desk.ask(f"{path} exists; replace it?") != YES:
            say(f"{path} is untouched")
            return 0
    kept = UndoStore.open().write(path, before, data)
    desk.record_file(path, done)
    say(f"{done} {path}" + ("; /undo takes it back" if kept else "; it cannot be taken back, there is no place to note it"))
    return 0


def standing(path: Path) -> bytes | None:
    """What a file holds that would be replaced; None where there is none. UsageError for more than ``/undo`` could keep."""
    if not path.is_file():
        return None
    try:
        before = read_at_most(path, MOST + 1)
    except OSError as error:
        raise UsageError(f"cannot read {path}, which would be replaced: {error.strerror}", hint="choose another name") from None
    if len(before) > MOST:
        raise UsageError(f"{path} is too large to be kept for /undo: over {MOST:,} bytes", hint="choose another name, or move it away")
    return before


def words_of(argument: str) -> list[str]:
    try:
        return shlex.split(argument)
    except ValueError as error:
        raise UsageError(f"cannot read {argument}: {error}", hint="close the quotes") from None


def names_for(desk: Desk) -> tuple[str, ...]:
    """A name a person might give the last program."""
    if not desk.results:
        return (FORCE,)
    words = re.findall(r"[a-z0-9]+", desk.result.wish.lower())
    suffix = language_named(desk.result.language).suffixes[0] if desk.result.language else ".txt"
    return ("-".join(words[:3] or ["program"]) + suffix, FORCE)


def open_page(desk: Desk, _: str) -> int:
    if desk.result.language != "html":
        raise UsageError(f"a browser shows pages, and this is {desk.result.language or 'of no known language'}", hint="/run runs Python")
    saved = saved_as(desk)
    return pages.open_page(saved) if saved else pages.open_text(desk.result.text)


def saved_as(desk: Desk) -> Path | None:
    """The file of this session that holds the last program as it is, seen from here."""
    text = desk.result.text.encode()
    for file in reversed(desk.files):
        with suppress(OSError):
            if read_at_most(Path(file.path), len(text) + 1) == text:
                return seen_from_here(Path(file.path))
    return None


def diff(desk: Desk, _: str) -> int:
    """Of the file changed last, else of the last two programs."""
    text = desk.mended
    if not text and len(desk.results) > 1:
        before, after = desk.results[-2:]
        text = unified(before.text.encode(), after.text.encode(), "program").decode()
    elif not text:
        raise UsageError("there is nothing to compare yet", hint="two programs are needed, or a file changed with /fix, /fill or /edit")
    if text:
        show_patch(text, sys.stdout)
    else:
        say("the last two programs are the same")
    return 0


def show(desk: Desk, argument: str) -> int:
    """A file, a symbol or lines of it, or the last program."""
    if not argument:
        show_code(desk.result.text, desk.result.language, sys.stdout)
        return 0
    pointed = mention.read(argument)
    document = Document.read(pointed.path)
    text = document.slice(mention.span_of(document, pointed.part)) if pointed.part else document.text
    show_code(text, document.language.name, sys.stdout)
    return 0


def undo(desk: Desk, argument: str) -> int:
    store = UndoStore.open()
    standing = [entry for entry in store.entries() if entry.undone is None and entry.path in desk.written]
    return tell(store.undo(scope(argument, standing[:1])), "there is nothing to take back", "taken back", desk)


def redo(desk: Desk, argument: str) -> int:
    store = UndoStore.open()
    undone = [entry for entry in store.entries() if entry.undone is not None and entry.path in desk.written]
    last = sorted(undone, key=lambda entry: entry.undone or 0)[-1:]
    return tell(store.redo(scope(argument, last)), "there is nothing to do again", "done again", desk)


def scope(argument: str, own: list[Entry]) -> Path:
    """The file that is named, else the one this session wrote, else all in the current folder."""
    if argument:
        return mention.read(argument).path
    return own[0].path if own else Path()


def tell(entry: Entry | None, nothing: str, done: str, desk: Desk) -> int:
    say(nothing if entry is None else f"{seen_from_here(entry.path)}: {done}")
    if entry is not None:
        desk.record_file(entry.path, done)
    return 0
