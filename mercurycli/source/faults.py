"""Where a text is broken and why: the language's own compiler first, then lost partners, then the tree's ERROR nodes.

A compiler that accepts a text has the last word; one that rejects it names its first fault only, so the tree adds
the others. One fault a line: a lost bracket upsets everything after it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from tree_sitter import Node

from ..errors import RefusedError
from ..events import ParseState
from . import compilers, pairs
from .document import Document
from .embedded import Region, regions
from .languages import Language
from .nodes import broken, span_of, walk
from .span import Lines, Span


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong. ``span`` is where to mend it, possibly empty; ``line`` is its line, from 1."""

    span: Span
    line: int
    message: str
    source: Literal["compile", "node", "pairs", "tree-sitter"]  # who found it


def find(document: Document, *, native: bool = False) -> tuple[Fault, ...]:
    """Everything wrong, the most credible first; nothing where the text is well-formed.

    ``native`` also asks a checker that is a program of its own, ``node --check``, where there is one on PATH.
    """
    checker = document.language.checker
    if checker == "compile":
        complaint = compilers.python(document.source)
        if complaint is None:
            return ()
        return _one_a_line([_fault(document, *complaint, "compile"), *_of_regions(document)])
    found = _of_regions(document)
    if native and checker == "node" and not found:
        complaint = compilers.node(document)
        found = [_fault(document, *complaint, "node")] if complaint else []
    return _one_a_line(found)


def parse_state(text: str, language: Language) -> ParseState:
    """Whether a draft parses, and its first fault. For a live view: quick, and no text makes it raise."""
    try:
        return _state(text.removeprefix("\ufeff"), language)
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start) + 1
        return ParseState(False, line, "half of a surrogate pair is no character")
    except RefusedError as error:
        return ParseState(False, 1, str(error))


def _state(text: str, language: Language) -> ParseState:
    if language.checker == "compile":  # the compiler's word is enough, and needs no tree
        source = text.encode()
        span, message = compilers.python(source) or (None, "")
        return ParseState(False, Lines(source).line_at(span.start), message) if span else ParseState(True)
    found = find(Document.from_text(text, language))
    return ParseState(False, found[0].line, found[0].message) if found else ParseState(True)


def _fault(document: Document, span: Span, message: str, source: str) -> Fault:
    return Fault(span, document.lines.line_at(span.start), message, source)


def _one_a_line(found: list[Fault]) -> tuple[Fault, ...]:
    by_line: dict[int, Fault] = {}
    for fault in found:
        by_line.setdefault(fault.line, fault)
    return tuple(by_line.values())


def _of_regions(document: Document) -> list[Fault]:
    """The faults of a page, its scripts and its styles: those part first whose first fault comes first."""
    parts = [_of_region(document, region) for region in regions(document)]
    return [fault for part in sorted(filter(None, parts), key=lambda part: part[0].span) for fault in part]


def _of_region(document: Document, region: Region) -> list[Fault]:
    root = region.tree.root_node
    if region.language.name == "html":
        lost = pairs.losses(document, region.span, pairs.tags(document, root))
        torn = [node for node in broken(root) if not _only_open_tags(node)]
        torn = [*_open_quotes(document, root), *torn] if torn else []
    elif not root.has_error:
        return []
    else:  # in bash, the ) of a case has no partner
        marks = () if region.language.name == "bash" else pairs.brackets(document, root)
        lost = pairs.losses(document, region.span, marks)
        torn = list(broken(root))
    found = [_fault(document, loss.span, loss.message, "pairs") for loss in lost]
    found += [_fault(document, *_torn(document, node), "tree-sitter") for node in torn]
    return sorted(found, key=lambda fault: fault.span) if region.language.name == "html" else found


_WELL_FORMED = frozenset("start_tag end_tag element script_element style_element text raw_text comment doctype".split())


def _only_open_tags(node: Node) -> bool:
    """The HTML grammar calls everything an ERROR when a tag is still open at the end, even one that may stay open."""
    return node.is_error and node.child_count > 0 and all(child.type in _WELL_FORMED for child in node.children)


def _open_quotes(document: Document, root: Node) -> list[Node]:
    """The first value in a torn page that runs over tags and lines: its quote is not closed where it should be."""
    values = (node for node in walk(root) if node.type == "attribute_value")
    texts = ((node, span_of(node).of(document.source)) for node in values)
    return [node for node, text in texts if b">" in text and b"\n" in text][:1]


def _torn(document: Document, node: Node) -> tuple[Span, str]:
    """The place of an ERROR or MISSING node without the white space it begins with, and words for it."""
    if node.is_missing:
        return span_of(node), f"missing {node.type!r}"
    text = span_of(node).of(document.source)
    if node.type == "attribute_value":
        end = node.start_byte + len(text.split(b">")[0])
        return Span(node.start_byte, end), "the quote that opens this value is not closed"
    start = node.start_byte + len(text) - len(text.lstrip())
    first = re.search(r"\w+|\S", text.decode("utf-8", "replace"))
    return Span(min(start, node.end_byte), node.end_byte), f"does not parse at {first.group()[:30] if first else ''!r}"
