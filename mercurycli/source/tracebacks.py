"""What an error's text says of the source: which lines it names, and which name nobody knows.

Python's tracebacks put the innermost frame last, those of JavaScript, Go and Rust put it first; compilers name every
place that is wrong as ``file:line[:column]``, TypeScript's and Microsoft's as ``file(line,column)``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Kind = Literal["python", "stack", "compiler"]

LONGEST_PATH = 1000
NOT_THE_USERS = frozenset(("site-packages", "dist-packages", "node_modules", ".cargo", "rustc", ".rustup", "importlib"))

_PYTHON = re.compile(r"""^\s*File "([^"\n]{1,1000})", line (\d{1,9})""")
_PYTEST = re.compile(r"^(\S[^\n:]{0,999}\.pyw?):(\d{1,9}):\s*(?:in .*|[A-Z][\w.]*)?$")  # a frame as pytest shows it
_NAMED = re.compile(
    # a path begins where no path goes on, so that a long word is looked at once
    r"""(?<![\w./\\~@:+-])(?P<file>(?:file://)?(?:[A-Za-z]:)?[\w./\\~@+-][\w./\\~@+$-]{0,999})"""
    r"""(?::(?P<line>\d{1,9})(?!\d)(?::(?P<column>\d{1,9}))?|\((?P<line2>\d{1,9})(?:,(?P<column2>\d{1,9}))?\))"""
)
_STACK = re.compile(r"^\s+at |^\s+\S+:\d+ \+0x|panicked at |^\s+\d+: .*|^goroutine ")
_MILD = re.compile(r"\b(?:warning|note|help|remark|info)\b\s*(?:[:\[]|TS\d)", re.IGNORECASE)
_MESSAGE = re.compile(r"^(?:E\s+)?((?:[A-Za-z_]\w*\.)*[A-Z]\w*(?:Error|Exception|Warning|Exit|Interrupt|Iteration)\b(?::.*)?)$")
_COMPLAINT = re.compile(r"\b(?:fatal )?error\b.*|panicked at .*|panic: .*", re.IGNORECASE)
_UNDEFINED = re.compile(r"NameError: name '(\w+)' is not defined|ReferenceError: (\w+) is not defined")
_LIBRARY = re.compile(r"[/\\]lib(?:64)?[/\\]python\d|[/\\]python\d[\d.]*[/\\]lib[/\\]|[/\\]usr[/\\]local[/\\]go[/\\]src[/\\]|^node:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a file, as the text names it."""

    file: str
    line: int  # from 1
    column: int | None = None
    mild: bool = False  # a warning or a note
    kind: Kind = "compiler"


@dataclass(frozen=True, slots=True)
class Report:
    spots: tuple[Spot, ...]  # in the order of the text
    message: str = ""  # its last complaint
    undefined: str = ""  # the name it says nobody defined

    def blamed(self, own: Iterable[Spot]) -> tuple[Spot, ...]:
        """Of the spots that lie in the user's own files, those to look at: the innermost frame, or all a compiler names."""
        mine = tuple(own)
        python = [spot for spot in mine if spot.kind == "python"]
        if python:
            return (python[-1],)
        stack = [spot for spot in mine if spot.kind == "stack"]
        if stack:
            return (stack[0],)
        return tuple(dict.fromkeys(spot for spot in mine if not spot.mild)) or tuple(dict.fromkeys(mine))


def parse(text: str) -> Report:
    """Whatever the text is: where it names no place there are no spots."""
    lines = text.splitlines()
    framed = [False, *(_PYTHON.match(line) is not None for line in lines)]  # behind a frame stands its line of source
    spots = tuple(spot for line, code in zip(lines, framed, strict=False) if not code or _PYTHON.match(line) for spot in _spots(line))
    unknown = [match.group(1) or match.group(2) for match in _UNDEFINED.finditer(text)]
    return Report(spots, _message(lines), unknown[-1] if unknown else "")


def _spots(line: str) -> list[Spot]:
    if found := _PYTHON.match(line) or _PYTEST.match(line):
        named = found.group(1), int(found.group(2))
        return [Spot(*named, kind="python")] if named[1] > 0 and _may_be_the_users(named[0]) else []
    mild = bool(_MILD.search(line[:LONGEST_PATH]))
    kind: Kind = "stack" if _STACK.search(line[:LONGEST_PATH]) else "compiler"
    spots = []
    for match in _NAMED.finditer(line):
        file = match["file"].removeprefix("file://")
        number, column = match["line"] or match["line2"], match["column"] or match["column2"]
        if "." in file.strip("./\\") and int(number) > 0 and _may_be_the_users(file):
            spots.append(Spot(file, int(number), int(column) if column else None, mild, kind))
    return spots


def _may_be_the_users(file: str) -> bool:
    """Not a library's, and a file at all: ``<stdin>`` is none."""
    parts = re.split(r"[/\\]", file)
    return not file.startswith("<") and NOT_THE_USERS.isdisjoint(parts) and not _LIBRARY.search(file)


def _message(lines: list[str]) -> str:
    named = [match.group(1).strip() for line in lines if (match := _MESSAGE.match(line[:LONGEST_PATH]))]
    if named:
        return named[-1]
    return next((match.group().strip() for line in lines if (match := _COMPLAINT.search(line[:LONGEST_PATH]))), "")
