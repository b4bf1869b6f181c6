"""Holes that a person left in a text: ``???``, ``<fill>``, and ``<fill N>`` for N lines.

``???`` is how people write when they wonder, so within a string or a comment, and behind a word, it is text;
``<fill>`` is a hole wherever it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from ..errors import UsageError
from .context import whole_line_hole
from .document import Document
from .embedded import regions
from .span import Span

if TYPE_CHECKING:
    from tree_sitter import Node

_MARK = re.compile(rb"<fill(?:[ \t]+(?P<lines>[0-9]{1,9}))?[ \t]*>|(?<![\w?\x80-\xff])\?{3}(?!\?)")
_WITHIN = re.compile(r"comment|string|template_substitution|interpolation")
_TEXT = re.compile(r"comment|string")


@dataclass(frozen=True, slots=True)
class Hole:
    """``mark`` is what is replaced; ``room`` is that with what stands in front of it on its line, and the line break
    before: models are trained to write whole lines. With another mark in front of it on the line it is the mark."""

    mark: Span
    room: Span
    line: int
    alone: bool  # nothing else stands on its line
    lines: int | None = None  # None: as many as it takes; one where it is not alone
    depth_open: bool = False  # it stands alone in the first column beside deeper lines: how deep its text goes is not said


def find(document: Document) -> tuple[Hole, ...]:
    """In the order of the text. UsageError for one of no lines."""
    found = list(_MARK.finditer(document.source))
    spans = [Span(*match.span()) for match in found]
    stand_in = document.with_source(with_stand_ins(document.source, spans)) if spans else document
    return tuple(
        _hole(document, match)
        for match, span in zip(found, spans, strict=True)
        if match.group().startswith(b"<") or not _is_text(stand_in, span)
    )


def has_mark(text: str) -> bool:
    return _MARK.search(text.encode("utf-8", "replace")) is not None


def how_to_leave_one(document: Document) -> str:
    """Said where a text has none."""
    passed = " (??? in a string or a comment, or behind a word, is text; <fill> is a hole anywhere)" if b"???" in document.source else ""
    return f"write ???, <fill> or <fill N> where text is missing{passed}"


def with_stand_ins(source: bytes, spans: list[Span]) -> bytes:
    """A name of the same length in each mark's place: most grammars take one wherever something is missing."""
    for span in spans:
        source = source[: span.start] + b"_" * span.size + source[span.end :]
    return source


def _hole(document: Document, match: re.Match[bytes]) -> Hole:
    mark = Span(*match.span())
    number = document.lines.line_at(mark.start)
    line = document.lines.span(number, number)
    alone = line.of(document.source).strip(b" \t") == match.group()
    lines = int(match["lines"]) if match["lines"] else None
    if lines == 0:
        raise UsageError(f"{document.name}:{number}: a hole of no lines", hint="write <fill N> with N from 1 on")
    behind_another = _MARK.search(document.source, line.start, mark.start) is not None
    room = mark if behind_another else whole_line_hole(document, Span(line.start, mark.end))
    depth_open = alone and mark.start == line.start and _is_beside_deeper_lines(document, number)
    return Hole(mark, room, number, alone, lines, depth_open)


def _is_beside_deeper_lines(document: Document, number: int) -> bool:
    """Whether the next line with text above or below is indented, or the one above opens a block."""
    rows = document.source.split(b"\n")
    above = next((row for row in reversed(rows[: number - 1]) if row.strip()), b"")
    below = next((row for row in rows[number:] if row.strip()), b"")
    return above[:1].isspace() or below[:1].isspace() or above.rstrip().endswith((b":", b"{", b"(", b"["))


def _is_text(document: Document, span: Span) -> bool:
    region = [each for each in regions(document) if each.span.contains(span)][-1]
    node: Node | None = region.tree.root_node.descendant_for_byte_range(span.start, span.end)
    while node is not None and not _WITHIN.search(node.type):
        node = node.parent
    return node is not None and _TEXT.search(node.type) is not None


def fitted(hole: Hole, given: str, written: str) -> str | None:
    """The part of what the model wrote that stands in the mark's place, cut to as many lines as were asked for.

    None where there is none: it is empty, has too few lines, or is a hole itself.
    """
    if not written.startswith(given):
        return None
    text = written.removeprefix(given)
    margin = text[: len(text) - len(text.lstrip(" \t"))] if hole.depth_open else given.removeprefix("\n")
    rows = within(text.rstrip(), margin) if hole.alone else text.split("\n")
    wanted = hole.lines or (len(rows) if hole.alone else 1)
    if not rows[0].strip() or len(rows) < wanted or has_mark(text) or "\ufffd" in text:
        return None
    return "\n".join(rows[:wanted])


def within(text: str, margin: str) -> list[str]:
    """The lines up to the first that is less deep than the mark: it belongs to what stands around the hole."""
    first, *others = text.split("\n")
    return [first, *takewhile(lambda row: not row.strip() or row.startswith(margin), others)]
