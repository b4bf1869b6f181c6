"""``@file`` and ``@file:symbol``: how a person points at source; a name with spaces stands in quotes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from ..errors import UsageError
from ..source.document import Document
from ..source.symbols import Symbol, symbols

LAST = re.compile(r'(?:^|\s)@("[^"]*|[^\s"]*)$')
FIRST = re.compile(r'((?:"[^"]*"|[^\s"])+)(?:\s+|$)')


@dataclass(frozen=True, slots=True)
class Mention:
    path: Path
    symbol: str = ""


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
    path, colon, symbol = word.rpartition(":")
    return Mention(Path(path), symbol) if colon and path and not Path(word).exists() else Mention(Path(word))


def first(text: str) -> tuple[str, str]:
    """The word that names a file, and all that is said behind it."""
    found = FIRST.match(text)
    if found is None:
        raise UsageError(f"cannot tell where the file's name ends: {text}", hint='a name with spaces stands in quotes: @"my app.py"')
    return found.group(1), text[found.end() :].strip()


def symbol_of(document: Document, name: str) -> Symbol:
    known = symbols(document)
    found = next((symbol for symbol in known if symbol.name == name), None)
    if found is None:
        some = ", ".join(symbol.name for symbol in known[:6])
        raise UsageError(f"{document.name} defines no {name}", hint=f"it has {some}" if some else "leave :NAME out")
    return found
