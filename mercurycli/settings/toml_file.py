"""A TOML file whose keys know their lines, and one of whose top keys can be set without touching anything else.

tomllib says neither where a key stands nor how to write one. Where it stands is found by asking tomllib: a statement
ends with the first line after which it parses by itself. What was written is proved by reading it again.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..errors import UsageError
from .places import LARGEST

MOST_TRIES = 100  # lines a statement may seem to end with; one beyond that hides those behind it


@dataclass(frozen=True, slots=True)
class TomlFile:
    path: Path
    raw: bytes
    text: str
    values: Mapping[str, Any]

    @classmethod
    def read(cls, path: Path) -> TomlFile | None:
        """None where there is no file. UsageError names file and line."""
        try:
            if path.stat().st_size > LARGEST:
                raise UsageError(f"{path} is larger than {LARGEST:,} bytes", hint="settings are a few lines; look what it is")
            raw = path.read_bytes()
            text = raw.decode("utf-8-sig")
        except FileNotFoundError:
            return None
        except OSError as error:
            raise UsageError(
                f"cannot read {path}: {error.strerror}", hint="check its permissions, or name another file in DCODE_CONFIG"
            ) from None
        except UnicodeDecodeError as error:
            raise UsageError(f"{path} is not UTF-8: byte {error.start}", hint=f"convert it: iconv -t UTF-8 {path}") from None
        try:
            return cls(path, raw, text, tomllib.loads(text))
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            raise UsageError(broken(path, text, str(error)), hint=f"mend the line: dcode config edit, or {path}") from None

    def place(self, *keys: str) -> str:
        """File and line of a key, as a compiler says it; the file alone where the line is not to be found."""
        found = self.statement(keys)
        return f"{self.path}:{found[0] + 1}" if found else str(self.path)

    def statement(self, keys: tuple[str, ...]) -> tuple[int, int] | None:
        """The lines of a key and its value, counted from 0, half open."""
        return next(((found.start, found.end) for found in statements(self.text) if found.says(keys)), None)

    def with_value(self, name: str, value: Any) -> str:
        """The text with a top key set; comments and everything else stay."""
        lines, found = lines_of(self.text), self.statement((name,))
        if found:
            head = re.match(r"""[^=]*=[ \t]*""", lines[found[0]])
            end = "\n" if lines[found[1] - 1].endswith("\n") else ""
            comment = trailing_comment("".join(lines[slice(*found)]), name, self.values[name])
            lines[slice(*found)] = [f"{head[0] if head else ''}{toml(value)}{comment}{end}"]
        else:
            at = first_table(lines)
            before = "".join(lines[:at])
            lines[:at] = [before, "\n" if before and not before.endswith("\n") else "", f"{name} = {toml(value)}\n"]
        return self.proved("".join(lines), {**self.values, name: value})

    def without(self, name: str) -> str:
        lines, found = lines_of(self.text), self.statement((name,))
        if found:
            del lines[slice(*found)]
        return self.proved("".join(lines), {key: value for key, value in self.values.items() if key != name})

    def proved(self, text: str, values: Mapping[str, Any]) -> str:
        """The text, if it says those values and no others; types count, for 1 == True."""
        try:
            if repr(sorted(tomllib.loads(text).items())) == repr(sorted(values.items())):
                return text
        except tomllib.TOMLDecodeError:
            pass
        raise UsageError(f"{self.path} is written in a way that only its writer can change safely", hint="dcode config edit")


@dataclass(frozen=True, slots=True)
class Statement:
    start: int
    end: int  # lines, counted from 0, half open
    table: tuple[str, ...]  # that it stands in
    values: Mapping[str, Any]  # what it says, read by itself

    def says(self, keys: tuple[str, ...]) -> bool:
        depth = len(self.table)
        found: Any = self.values
        for key in keys[depth:]:
            if not isinstance(found, dict) or key not in found:
                return False
            found = found[key]
        return keys[:depth] == self.table and len(keys) > depth


@lru_cache(maxsize=4)
def statements(text: str) -> tuple[Statement, ...]:
    """Of a text that is TOML. A table's head is one that says nothing but its name."""
    found, lines = [], lines_of(text)
    start, table, tries = 0, (), 0
    for end, line in enumerate(lines, 1):
        if tries and (re.search(r",\s*(#.*)?$", line) or not re.search(r"""[\]}]|\"{3}|'{3}""", line)):
            continue  # nothing that is open closes there; to try each line of a long list would take long
        try:
            values = tomllib.loads("".join(lines[start:end]))
        except tomllib.TOMLDecodeError:
            tries += 1
            if tries > MOST_TRIES:
                break
            continue
        is_head = lines[start].lstrip().startswith("[")
        if values:
            found.append(Statement(start, end, () if is_head else table, values))
        table = named(values) if is_head else table
        start, tries = end, 0
    return tuple(found)


def named(head: Any) -> tuple[str, ...]:
    """``[a.b]``, read by itself, as ("a", "b")."""
    if isinstance(head, list):
        return named(head[0])
    return tuple(part for key, inner in head.items() for part in (key, *named(inner)))


def lines_of(text: str) -> list[str]:
    return re.split(r"(?<=\n)", text)


def first_table(lines: list[str]) -> int:
    """Where the top keys end."""
    heads = (found.start for found in statements("".join(lines)) if lines[found.start].lstrip().startswith("["))
    return next(heads, len(lines))


def trailing_comment(statement: str, name: str, value: Any) -> str:
    """What follows a value on its last line, with the space before it."""
    for at in (found.start() for found in re.finditer(r"[ \t]*#", statement)):
        try:
            if tomllib.loads(statement[:at]).get(name) == value:
                return statement[at:].rstrip("\r\n")
        except tomllib.TOMLDecodeError:
            continue
    return ""


def toml(value: Any) -> str:
    """A value as TOML writes it. A text without control characters is the same in JSON."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (str, bool)) else repr(value)


def broken(path: Path, text: str, cause: str) -> str:
    if at := re.search(r" \(at line (\d+), column (\d+)\)", cause):
        return f"{path}:{at[1]}: {cause[: at.start()]} at column {at[2]}"
    return f"{path}:{text.count(chr(10)) + 1}: {cause}"
