"""A unified diff of bytes that ``git apply`` and ``patch -p1`` take: POSIX ``diff -u`` with git's names and remark.

Lines end at ``\\n`` and nowhere else; a last line without one is followed by git's remark that it is so. There is no
``diff --git`` line: with one, ``git apply`` in a folder below the repository's own skips the file without a word.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

_REMARK = b"\\ No newline at end of file\n"


def unified(old: bytes, new: bytes, path: str | Path) -> bytes:
    """What turns ``old`` into ``new``; empty when they are equal. ``path`` is named as seen from the current folder."""
    before, after = _lines(old), _lines(new)
    groups = SequenceMatcher(None, before, after).get_grouped_opcodes(3)
    hunks = b"".join(_hunk(group, before, after) for group in groups)
    if not hunks:
        return b""
    name = _relative(path)
    return b"--- %s\n+++ %s\n" % (_named("a/" + name), _named("b/" + name)) + hunks


def _lines(text: bytes) -> list[bytes]:
    return [line for line in re.split(rb"(?<=\n)", text) if line]


def _hunk(group: list[tuple[str, int, int, int, int]], before: list[bytes], after: list[bytes]) -> bytes:
    old, new = _range(group[0][1], group[-1][2]), _range(group[0][3], group[-1][4])
    return b"@@ -%s +%s @@\n" % (old, new) + b"".join(_body(group, before, after))


def _body(group: list[tuple[str, int, int, int, int]], before: list[bytes], after: list[bytes]) -> Iterator[bytes]:
    for tag, old_start, old_end, new_start, new_end in group:
        if tag == "equal":
            yield from (_line(b" ", line) for line in before[old_start:old_end])
        else:
            yield from (_line(b"-", line) for line in before[old_start:old_end])
            yield from (_line(b"+", line) for line in after[new_start:new_end])


def _line(sign: bytes, line: bytes) -> bytes:
    return sign + line if line.endswith(b"\n") else sign + line + b"\n" + _REMARK


def _range(start: int, end: int) -> bytes:
    """First line and count; of no lines, the line before them."""
    count = end - start
    return b"%d" % (start + 1) if count == 1 else b"%d,%d" % (start + (count > 0), count)


def _relative(path: str | Path) -> str:
    """The file itself, links followed, from the current folder; from the root when it lies elsewhere."""
    real, here = Path(os.path.realpath(path)), Path(os.path.realpath(os.curdir))
    return (real.relative_to(here) if real.is_relative_to(here) else real.relative_to(real.anchor)).as_posix()


def _named(name: str) -> bytes:
    """A name as git reads it: in quotes with C's escapes where it has signs that need them, and where it has only
    spaces with a tab at the end, or it would seem to end at the first of them."""
    data = os.fsencode(name)
    if re.search(rb'[\x00-\x1f\x7f"\\]', data):
        return b'"' + re.sub(rb'[\x00-\x1f\x7f"\\]', lambda found: b"\\%03o" % found.group()[0], data) + b'"'
    return data + b"\t" if b" " in data else data
