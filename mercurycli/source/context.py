"""From what is asked to the bytes to rewrite: around a fault in growing sizes, of given lines, of a named symbol.

Spans of whole lines leave out the line break that ends the last of them: what stands after them stays on a line of
its own, whatever is written instead.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..errors import UsageError
from .document import Document
from .embedded import Region, regions
from .faults import Fault
from .nodes import span_of, tokens_within
from .span import Span
from .symbols import symbols

if TYPE_CHECKING:
    from tree_sitter import Node


def widen(document: Document, fault: Fault) -> tuple[Span, ...]:
    """Where to mend a fault, smallest first, each within the next: tokens, line, neighbours, statement, blocks.

    Never empty; the last is as much as the fault's surroundings give, which in a small text is all of it.
    """
    if not document.source:
        return (Span(0, 0),)
    region = _region(document, fault)
    line = document.lines.span(fault.line, fault.line)
    sizes: list[Span] = [_tokens(document, region, fault, line)]
    for span in _sizes(document, region, fault.line, line):
        within = Span(max(span.start, region.span.start), min(span.end, region.span.end))
        larger = sizes[-1].union(within)
        if larger != sizes[-1]:
            sizes.append(larger)
    return tuple(sizes)


def lines(document: Document, first: int, last: int) -> Span:
    """The whole of lines ``first`` to ``last``, counted from 1, both included."""
    count = document.lines.count
    if not 1 <= first <= last <= max(count, 1):
        asked = str(first) if first == last else f"{first}-{last}"
        raise UsageError(f"{document.name} has {count} lines, not {asked}", hint=f"name lines from 1 to {count}")
    return document.lines.span(first, last)


def symbol(document: Document, name: str) -> Span:
    """The definition of a dotted name; the end of the name is enough where only one ends so."""
    known = symbols(document)
    found = [each for each in known if each.name == name] or [
        each for each in known if each.name.endswith(f".{name}")
    ]
    if len(found) == 1:
        whole = document.lines.whole(found[0].span)
        alone = whole.of(document.source).strip() == found[0].span.of(document.source).strip()
        return whole if alone else found[0].span
    if found:
        where = ", ".join(f"{each.name} (line {document.lines.line_at(each.span.start)})" for each in found[:8])
        cause = f"{name} is defined more than once in {document.name}: {where}"
        raise UsageError(cause, hint="pass the dotted name, or the lines: -l A-B")
    names = [each.name for each in known]
    near = difflib.get_close_matches(name, names, 5, 0.5) or names[:10]
    hint = f"it defines {', '.join(near)}" if near else "it defines no names; pass lines instead: -l A-B"
    raise UsageError(f"{document.name} does not define {name}", hint=hint)


def whole_line_hole(document: Document, span: Span) -> Span:
    """The span with the line break in front of it: a line and its indentation are written as one piece."""
    start = span.start
    while start > 0 and document.source[start - 1 : start] in (b" ", b"\t"):
        start -= 1
    if start > 0 and document.source[start - 1 : start] == b"\n":
        start -= 1 + (document.source[start - 2 : start] == b"\r\n")
    return Span(start, span.end)


def _region(document: Document, fault: Fault) -> Region:
    """The script or style a fault is in, or else the whole document."""
    return [region for region in regions(document) if region.span.contains(fault.span)][-1]


def _tokens(document: Document, region: Region, fault: Fault, line: Span) -> Span:
    """The tokens of its line that a fault covers or touches, and one more on each side."""
    there = Span(fault.span.start, max(fault.span.start, min(fault.span.end, line.end)))
    found = [span_of(node) for node in tokens_within(region.tree.root_node, line) if not node.is_missing]
    tokens = sorted(Span(max(each.start, line.start), min(each.end, line.end)) for each in found)
    tokens = [each for each in tokens if each.of(document.source).strip()]
    before = [each.start for each in tokens if each.end <= there.start]
    after = [each.end for each in tokens if each.start >= there.end]
    start = before[-1] if before else min([there.start, *(each.start for each in tokens)])
    end = after[0] if after else max([there.end, *(each.end for each in tokens)])
    return Span(max(min(start, line.end), line.start), max(min(end, line.end), line.start))


def _sizes(document: Document, region: Region, at: int, line: Span) -> Iterator[Span]:
    yield line
    above = next((each for each in range(at - 1, 0, -1) if not document.lines.is_blank(each)), at)
    below = next((each for each in range(at + 1, document.lines.count + 1) if not document.lines.is_blank(each)), at)
    yield document.lines.span(above, below)
    statement = _statement(document, region.tree.root_node, line)
    if statement is not None:
        yield statement
    head = _head(document, at)
    yield _block(document, head)
    yield _block(document, _head(document, head))


def _statement(document: Document, root: Node, line: Span) -> Span | None:
    """The lines of the smallest node that is more than the line; not of an ERROR, which may be anything."""
    text = line.of(document.source)
    start = line.start + len(text) - len(text.lstrip())
    node = root.descendant_for_byte_range(start, max(start, line.end))
    while node is not None and node.parent is not None:
        whole = document.lines.whole(span_of(node))
        if node.is_named and not node.is_error and whole.contains(line) and whole != line:
            return whole
        node = node.parent
    return None


def _head(document: Document, at: int) -> int:
    """The line that a line stands under: the nearest above that is less deep; itself when it stands at the margin."""
    depth = document.lines.indent(at) + _closes(document, at)
    above = (each for each in range(at - 1, 0, -1) if not document.lines.is_blank(each))
    return next((each for each in above if document.lines.indent(each) < depth), at)


def _block(document: Document, head: int) -> Span:
    """A line, all deeper ones under it, and the one that closes them."""
    depth, last = document.lines.indent(head), head
    for below in range(head + 1, document.lines.count + 1):
        if document.lines.is_blank(below):
            continue
        if document.lines.indent(below) <= depth:
            closes = document.lines.indent(below) == depth and _closes(document, below)
            return document.lines.span(head, below if closes else last)
        last = below
    return document.lines.span(head, last)


def _closes(document: Document, line: int) -> bool:
    text = document.lines.span(line, line).of(document.source).lstrip()
    return text.startswith((b"}", b")", b"]", b"</"))
