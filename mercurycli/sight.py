"""What of a file the model sees around a hole: the nearest whole lines, as many as fit, under the heads of the blocks they are in.

A file that fits is seen whole. Of one that does not, two thirds of the room go to what stands before the hole.
"""

from __future__ import annotations

from .model.tokenizer import Tokenizer
from .one_hole import plain
from .source.document import Document
from .source.span import Span

ROOM = 360  # tokens at most: as much as the embedded model saw around a hole when it was trained
BEFORE = 2 / 3


def sides(document: Document, hole: Span, tokenizer: Tokenizer, room: int = ROOM) -> tuple[str, str]:
    """The text before the hole and the text behind it, together in about ``room`` tokens."""
    before, after = plain(document.slice(Span(0, hole.start))), plain(document.slice(Span(hole.end, len(document.source))))
    return window(before, after, tokenizer, room)


def window(before: str, after: str, tokenizer: Tokenizer, room: int = ROOM) -> tuple[str, str]:
    """The end of one text and the beginning of another, with a hole between them, together in about ``room`` tokens."""
    if len(before) + len(after) <= room:  # a token is a character at least
        return before, after
    rows, further = before.split("\n"), after.split("\n")
    behind = _fitting(further, tokenizer, int(room * (1 - BEFORE)))
    ahead = _fitting(rows[::-1], tokenizer, room - _size(further[:behind], tokenizer))
    behind = _fitting(further, tokenizer, room - _size(rows[len(rows) - ahead :], tokenizer))
    shown = rows[len(rows) - ahead :]
    heads = _heads(rows[: len(rows) - ahead], shown)
    return "\n".join((*heads, *shown)), "\n".join(further[:behind]) + ("\n" if behind < len(further) else "")


def _size(rows: list[str], tokenizer: Tokenizer) -> int:
    return sum(len(tokenizer.encode(row)) + 1 for row in rows)


def _fitting(rows: list[str], tokenizer: Tokenizer, room: int) -> int:
    """How many of the rows, from the first on, fit; one at least, where the hole is."""
    for count, row in enumerate(rows):
        room -= len(tokenizer.encode(row)) + 1
        if room < 0:
            return max(count, 1)
    return len(rows)


def _heads(hidden: list[str], shown: list[str]) -> list[str]:
    """The lines that the shown ones stand under, outermost first: of a function, of its class."""
    depth = min((_depth(row) for row in shown if row.strip()), default=0)
    heads: list[str] = []
    for row in reversed(hidden):
        if depth == 0:
            break
        if row.strip() and _depth(row) < depth and not row.lstrip().startswith(("#", "//", "}", ")", "]")):
            heads.append(row)
            depth = _depth(row)
    return heads[::-1]


def _depth(row: str) -> int:
    return len(row) - len(row.lstrip())
