"""What is proposed while typing: slash commands and their words, files behind ``@``, symbols behind ``@file:``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document as Typed

from ..errors import DcodeError
from ..source.document import Document
from ..source.symbols import symbols
from ..view.visible_text import visible_line
from . import heard, mention
from .desk import Desk
from .fuzzy import best
from .project_files import ProjectFiles
from .table import COMMANDS, command_named

MOST = 30  # proposals


class LineCompleter(Completer):
    def __init__(self, desk: Desk, files: ProjectFiles | None = None) -> None:
        self._desk = desk
        self._files = files or ProjectFiles(Path.cwd())

    def get_completions(self, document: Typed, complete_event: CompleteEvent) -> Iterator[Completion]:
        before = document.text_before_cursor
        pointed = mention.being_typed(before)
        if pointed is not None:
            if self._desk.output and heard.NAME.startswith(pointed) and command_of(before) in ("", "gen"):
                yield Completion(heard.NAME, -len(pointed), display_meta="the end of what was printed last")
            yield from self._pointed(pointed)
        elif before.startswith("/"):
            yield from self._slash(before)

    def _slash(self, before: str) -> Iterator[Completion]:
        name, space, rest = before[1:].partition(" ")
        if not space:
            known = {command.name: command for command in COMMANDS}
            for each in nearest(name, known):
                yield Completion(each, -len(name), display=f"/{each}", display_meta=known[each].help)
            return
        command = command_named(name)
        words = rest.split(" ")
        if command is not None:
            yield from proposals(words[-1], command.choices(self._desk, tuple(words[:-1])))

    def _pointed(self, pointed: str) -> Iterator[Completion]:
        opening = pointed[: pointed.startswith('"')]
        name = pointed[len(opening) :]
        path, colon, symbol = name.rpartition(":")
        if colon and (found := names_in(Path(path))):
            for each in filter(str.isprintable, nearest(symbol, found)):
                yield Completion(mention.quoted(f"{path}:{each}"), -len(pointed), display=visible_line(each))
            return
        for each in best(name, self._files.names(), MOST):
            yield Completion(mention.quoted(each), -len(pointed), display=visible_line(each))


def command_of(line: str) -> str:
    """The name of the slash command a line begins with; empty for a wish."""
    return line[1:].partition(" ")[0] if line.startswith("/") else ""


def nearest(word: str, choices: Iterable[str]) -> list[str]:
    """Of a table, all in its own order until something is typed."""
    return best(word, choices, MOST) if word else [*islice(choices, MOST)]


def proposals(word: str, choices: Iterable[str]) -> Iterator[Completion]:
    for each in nearest(word, choices):
        if each.isprintable():
            yield Completion(each, -len(word), display=visible_line(each))


def names_in(path: Path) -> tuple[str, ...]:
    """The symbols of a file; none where it cannot be read as source."""
    try:
        return tuple(dict.fromkeys(symbol.name for symbol in symbols(Document.read(path))))
    except (DcodeError, ValueError):
        return ()
