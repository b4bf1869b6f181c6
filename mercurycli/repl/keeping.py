"""What becomes of a program: saved, shown, compared with the one before; and every write taken back or done again."""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path

from ..errors import UsageError
from ..source.diff import unified
from ..source.document import Document
from ..source.languages import language_named
from ..source.undo import Entry, UndoStore
from ..view.code_view import show_code
from ..view.patch_view import show_patch
from . import mention, pages
from .desk import Desk
from .speech import say

FORCE = "--force"


def save(desk: Desk, argument: str) -> int:
    words = words_of(argument)
    force = FORCE in words
    names = [word for word in words if word != FORCE]
    if len(names) != 1:
        raise UsageError("/save takes one file", hint="a name with spaces stands in quotes: /save 'my page.html'")
    path, data = Path(names[0].removeprefix("@")).expanduser(), desk.result.text.encode()
    before = path.read_bytes() if path.is_file() else None
    if before is not None and not force:
        if desk.ask is None:
            raise UsageError(f"{path} exists", hint=f"/save {FORCE} {path} replaces it")
        if not desk.ask(f"{path} exists; replace it?"):
            say(f"{path} is untouched")
            return 0
    kept = UndoStore.open().write(path, before, data)
    desk.record_file(path, "saved")
    say(f"saved {path}" + ("; /undo takes it back" if kept else "; it cannot be taken back, there is no place to note it"))
    return 0


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
    return pages.open_text(desk.result.text)


def diff(desk: Desk, _: str) -> int:
    """Of the file mended last, else of the last two programs."""
    text = desk.mended
    if not text and len(desk.results) > 1:
        before, after = desk.results[-2:]
        text = unified(before.text.encode(), after.text.encode(), "program").decode()
    elif not text:
        raise UsageError("there is nothing to compare yet", hint="two programs are needed, or a file mended with /fix")
    if text:
        show_patch(text, sys.stdout)
    else:
        say("the last two programs are the same")
    return 0


def show(desk: Desk, argument: str) -> int:
    """A file, a symbol of it, or the last program."""
    if not argument:
        show_code(desk.result.text, desk.result.language, sys.stdout)
        return 0
    pointed = mention.read(argument)
    document = Document.read(pointed.path)
    text = document.slice(mention.symbol_of(document, pointed.symbol).span) if pointed.symbol else document.text
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


def seen_from_here(path: Path) -> Path:
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
