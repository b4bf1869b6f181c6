"""``@file``, ``@file:symbol`` and ``@file:A-B``: how a person points at source; a name with spaces stands in quotes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from ..errors import UsageError
from ..source import context
from ..source.document import Document
from ..source.span import Span

LAST = re.compile(r'(?:^|\s)@("[^"]*|[^\s"]*)$')
FIRST = re.compile(r'((?:"[^"]*"|[^\s"])+)(?:\s+|$)')
LINES = re.compile(r"(\d{1,9})(?:-(\d{1,9}))?")


@dataclass(frozen=True, slots=True)
class Mention:
    path: Path
    part: str = ""  # a symbol's dotted name, a line or lines A-B; empty: the whole file


def being_typed(text: str) -> str | None:
    """What stands between an ``@`` and the cursor, with its opening quote; None where there is no ``@``."""
    found = LAST.search(text)
    return found.group(1) if found else None


def quoted(name: str) -> str:
    """A name as it is written behind ``@``."""
    return f'"{name}"' if " " in name else name


def read(word: str) -> Mention:
    """``@app.py:Ball.move``, with or without the ``@``. A file of just that name comes first."""
    word = word.strip().removeprefix("@").replace('"', "")
    if not word:
        raise UsageError("a file is missing", hint="name it: @app.py")
    path, colon, part = word.rpartition(":")
    return Mention(Path(path), part) if colon and path and not Path(word).exists() else Mention(Path(word))


def first(text: str) -> tuple[str, str]:
    """The word that names a file, and all that is said behind it."""
    found = FIRST.match(text)
    if found is None:
        raise UsageError(f"cannot tell where the file's name ends: {text}", hint='a name with spaces stands in quotes: @"my app.py"')
    return found.group(1), text[found.end() :].strip()


def span_of(document: Document, part: str) -> Span:
    """Whole lines, counted from 1, both included, or the definition of a name; of a dotted name the end may do."""
    if (found := LINES.fullmatch(part)) is None:
        return context.symbol(document, part)
    start, end = found.groups()
    return context.lines(document, int(start), int(end or start))


def spans_of(document: Document, part: str) -> tuple[Span, ...]:
    """The one part that is pointed at; none where it is the whole file."""
    return (span_of(document, part),) if part else ()
