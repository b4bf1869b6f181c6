"""Where a text is broken and why: the language's own compiler first, then lost partners, then the tree's ERROR nodes.

A compiler that accepts a text has the last word; one that rejects it names its first fault only, so the tree adds
the others. One fault a line: a lost bracket upsets everything after it.

Good Python costs its compiler alone: what looks at trees (torn.py) and what is told of drafts is imported where it is used.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ..errors import RefusedError
from . import compilers
from .document import Document
from .languages import Language
from .span import Lines, Span

if TYPE_CHECKING:
    from ..events import ParseState


Finder = Literal["compile", "node", "pairs", "tree-sitter"]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong. ``span`` is where to mend it, possibly empty; ``line`` is its line, from 1."""

    span: Span
    line: int
    message: str
    source: Finder


def find(document: Document, *, native: bool = False) -> tuple[Fault, ...]:
    """Everything wrong, the most credible first; nothing where the text is well-formed.

    ``native`` also asks a checker that is a program of its own, ``node --check``, where there is one on PATH.
    """
    checker = document.language.checker
    if checker == "compile":
        complaint = compilers.python(document.source)
        if complaint is None:
            return ()
        return _one_a_line([fault_at(document, *complaint, "compile"), *_in_the_tree(document)])
    if native and checker == "node":
        return _beside_node(document)
    return _one_a_line(_in_the_tree(document))


def _beside_node(document: Document) -> tuple[Fault, ...]:
    """The tree's faults, else node's: it looks while the grammar is loaded."""
    with compilers.NodeCheck(document.source) as node:
        return _one_a_line(_in_the_tree(document)) or _of_node(document, node)


def rejected(document: Document) -> tuple[Fault, ...]:
    """What the language's own compiler says of a text in which nothing else is wrong, where that compiler is a program on PATH."""
    if document.language.checker != "node":
        return ()
    with compilers.NodeCheck(document.source) as node:
        return _of_node(document, node)


def _of_node(document: Document, node: compilers.NodeCheck) -> tuple[Fault, ...]:
    complaint = node.complaint(document)
    return (fault_at(document, *complaint, "node"),) if complaint else ()


def parse_state(text: str, language: Language) -> ParseState:
    """Whether a draft parses, and its first fault. For a live view: quick, and no text makes it raise."""
    from ..events import ParseState

    try:
        first = _first(text.removeprefix("\ufeff"), language)
        return ParseState(False, *first) if first else ParseState(True)
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start) + 1
        return ParseState(False, line, "half of a surrogate pair is no character")
    except RefusedError as error:
        return ParseState(False, 1, str(error))


def _first(text: str, language: Language) -> tuple[int, str] | None:
    """Line and message of the first fault."""
    if language.checker == "compile":  # the compiler's word is enough, and needs no tree
        source = text.encode()
        complaint = compilers.python(source)
        return (Lines(source).line_at(complaint[0].start), complaint[1]) if complaint else None
    found = find(Document.from_text(text, language))
    return (found[0].line, found[0].message) if found else None


def fault_at(document: Document, span: Span, message: str, source: Finder) -> Fault:
    return Fault(span, document.lines.line_at(span.start), message, source)


def _in_the_tree(document: Document) -> list[Fault]:
    from .torn import of_regions

    return of_regions(document)


def _one_a_line(found: list[Fault]) -> tuple[Fault, ...]:
    by_line: dict[int, Fault] = {}
    for fault in found:
        by_line.setdefault(fault.line, fault)
    return tuple(by_line.values())
