"""Brackets and tags that have lost their partner, and where the partner belongs, told by indentation as rustc does.

A parser only notices a lost ``}`` where the text ends. People indent, so a closing mark that begins a line stands as
deep as the line that opened it; where it does not, the loss lies in between.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from .document import Document
from .embedded import Region
from .nodes import span_of, walk
from .span import Lines, Span

if TYPE_CHECKING:
    from tree_sitter import Node

_CLOSERS = {"(": ")", "[": "]", "{": "}"}
_KINDS = {"(": "(", ")": "(", "[": "[", "]": "[", "{": "{", "}": "{", "${": "{"}
_LONELY = frozenset(  # tags that nothing closes, and those that may stay open
    "area base br col embed hr img input link meta source track wbr param frame "
    "html head body p li dt dd option optgroup rb rt rtc rp thead tbody tfoot tr td th colgroup caption".split()
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A bracket or a tag. ``kind`` is the same for the one that opens and the one that closes."""

    kind: str
    opens: bool
    span: Span

    def __str__(self) -> str:
        if self.kind in _CLOSERS:
            return self.kind if self.opens else _CLOSERS[self.kind]
        return f"<{self.kind}>" if self.opens else f"</{self.kind}>"


@dataclass(frozen=True, slots=True)
class Loss:
    """A partner is missing: ``span`` is empty where it belongs, or the mark itself where that is the one too many."""

    span: Span
    message: str


def brackets(document: Document, region: Region) -> Iterator[Mark]:
    """The brackets of a part; those within strings and comments are text and are not among them."""
    for leaf in region.language.tokens(region.tree.root_node, tuple(_KINDS)):
        text = span_of(leaf).of(document.source).decode("utf-8", "replace") if leaf.is_error else leaf.type
        if text in _KINDS and not leaf.is_missing and leaf.child_count == 0:
            yield Mark(_KINDS[text], text in {"(", "[", "{", "${"}, span_of(leaf))


def tags(document: Document, root: Node) -> tuple[Mark, ...]:
    """The tags that HTML wants closed; of those that may stay open, the ones this page always closes."""
    marks: list[Mark] = []
    for node in walk(root):
        if node.type in {"start_tag", "end_tag", "erroneous_end_tag"}:
            name = next((child for child in node.children if child.type.endswith("tag_name")), node)
            kind = span_of(name).of(document.source).decode("utf-8", "replace").lower()
            marks.append(Mark(kind, node.type == "start_tag", span_of(node)))
    balance = Counter(mark.kind for mark in marks if mark.opens)
    balance.subtract(mark.kind for mark in marks if not mark.opens)
    return tuple(mark for mark in marks if mark.kind not in _LONELY or balance[mark.kind] == 0)


def losses(document: Document, within: Span, marks: Iterable[Mark]) -> tuple[Loss, ...]:
    """What has no partner in a part of the document; nothing where every mark has one, however it is indented."""
    marks = tuple(marks)
    return () if _balanced(marks) else tuple(_Pairing(document, within, marks).losses())


def _balanced(marks: tuple[Mark, ...]) -> bool:
    open_kinds: list[str] = []
    for mark in marks:
        if mark.opens:
            open_kinds.append(mark.kind)
        elif not open_kinds or open_kinds.pop() != mark.kind:
            return False
    return not open_kinds


class _Pairing:
    """One pass over the marks, with those that are still open."""

    def __init__(self, document: Document, within: Span, marks: tuple[Mark, ...]) -> None:
        self.source = document.source[: within.end]
        self.lines: Lines = document.lines
        self.marks = marks
        self.open: list[Mark] = []

    def losses(self) -> Iterator[Loss]:
        for mark in self.marks:
            if mark.opens:
                self.open.append(mark)
                continue
            partner = self.partner(mark)
            if partner is None:
                yield self.stray(mark)
                continue
            for lost in reversed(self.open[partner + 1 :]):
                yield self.unclosed(lost, mark.span.start)
            del self.open[partner:]
        for lost in self.open:
            yield self.unclosed(lost, len(self.source))

    def partner(self, closer: Mark) -> int | None:
        """Which of the open marks it closes: of its kind, and where it begins a line, of its depth."""
        same = (at for at in reversed(range(len(self.open))) if self.open[at].kind == closer.kind)
        nearest = next(same, None)
        if nearest is None or not self.begins_line(closer):
            return nearest
        depth = self.depth(closer)
        level = next((at for at in chain((nearest,), same) if self.depth(self.open[at]) == depth), None)
        if level is None and depth <= self.depth(self.open[nearest]):
            return nearest
        return level

    def unclosed(self, mark: Mark, limit: int) -> Loss:
        place = self.place(mark, limit)
        line = self.lines.line_at(mark.span.start)
        return Loss(Span(place, place), f"'{mark}' in line {line} is never closed")

    def place(self, mark: Mark, limit: int) -> int:
        """Where an open mark should have been closed, at the latest at ``limit``."""
        line, last = self.lines.line_at(mark.span.start), self.lines.line_at(limit)
        if last == line:
            return limit
        rest = self.source[mark.span.end : self.lines.span(line, line).end].rstrip()
        if mark.kind in "([" and re.search(rb";$|(?<![)>\s])\s*\{$", rest):  # the head of a block, or a statement
            return mark.span.end + len(rest[:-1].rstrip())
        if mark.kind in {"script", "style"}:  # all of the page that follows is text to the grammar
            page = re.search(rb"\n\s*</(head|body|html)>", self.source[mark.span.end :])
            return mark.span.end + page.start() if page else limit
        end = self.last_deeper(mark, line, last + (limit == len(self.source)), begun=bool(rest))
        return min(self.lines.span(end, end).end, limit)

    def last_deeper(self, mark: Mark, line: int, limit: int, *, begun: bool) -> int:
        """The last line before the first that is not deeper. A block with no deeper line is not indented at all, and
        goes on to the limit, if it has not ``begun`` in the line that opens it.
        """
        depth, end = self.depth(mark), line
        for below in range(line + 1, limit):
            if self.lines.is_blank(below):
                continue
            if self.lines.indent(below) <= depth:
                # What closes the braces within, as in f(() => { … }, is still within.
                within = mark.kind in "([" and end > line and self.starts_with(below, b"}])")
                end = below if within else end
                break
            end = below
        if end == line and not begun and mark.kind not in "([":
            end = next((at for at in range(limit - 1, line, -1) if not self.lines.is_blank(at)), line)
        return end

    def stray(self, closer: Mark) -> Loss:
        """One that closes nothing: what opened it is lost from a line above of the same depth, or it is too many."""
        message = f"'{closer}' closes nothing"
        line, depth = self.lines.line_at(closer.span.start), self.depth(closer)
        if not self.begins_line(closer) or closer.kind not in _CLOSERS:
            return Loss(closer.span, message)
        for above in range(line - 1, 0, -1):
            if self.lines.is_blank(above) or self.lines.indent(above) > depth:
                continue
            end = self.lines.span(above, above)
            closes = not end.of(self.source).strip(b" \t)]};,")
            if above == line - 1 or closes or self.lines.indent(above) < depth:
                break
            return Loss(Span(end.end, end.end), f"{message} (line {line}); what opens it is missing")
        return Loss(closer.span, message)

    def starts_with(self, line: int, some: bytes) -> bool:
        return self.lines.span(line, line).of(self.source).lstrip()[:1] in some

    def depth(self, mark: Mark) -> int:
        return self.lines.indent(self.lines.line_at(mark.span.start))

    def begins_line(self, mark: Mark) -> bool:
        start = self.lines.starts[self.lines.line_at(mark.span.start) - 1]
        return not self.source[start : mark.span.start].strip()
