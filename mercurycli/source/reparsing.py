"""One part of a text with another text in one place, parsed again and again: only what that touches is read anew.

Tree-sitter's incremental parsing (tree-sitter.github.io, "Advanced Parsing: Editing"), which tells of a candidate in a tenth
of the time that a parse of the whole takes whether something is still torn.
"""

from __future__ import annotations

from .document import Document
from .embedded import regions
from .span import Span

Point = tuple[int, int]  # row and column in bytes, from 0


class Reparsing:
    """Of the script or style that ``span`` is in, else of the whole document."""

    def __init__(self, document: Document, span: Span) -> None:
        region = [each for each in regions(document) if each.span.contains(span)][-1]
        self.language = region.language
        self.before = document.source[region.span.start : span.start]
        self.old = span.of(document.source)
        self.after = document.source[span.end : region.span.end]
        self.tree = None if self._says_little else self.language.parse(self.before + self.old + self.after)

    @property
    def _says_little(self) -> bool:
        """The tree of a page: it is an ERROR where a tag is open that may stay open."""
        return self.language.name == "html"

    def torn(self, new: bytes) -> bool:
        """Whether the part has an ERROR or a MISSING token with ``new`` in that place. False where its tree says little."""
        if self.tree is None:
            return False
        source = self.before + new + self.after
        if self.language.blind:  # what the grammar is shown may change far from the place
            return self.language.parse(source).root_node.has_error
        start, tree = len(self.before), self.tree.copy()
        points = (point(text) for text in (self.before, self.before + self.old, self.before + new))
        tree.edit(start, start + len(self.old), start + len(new), *points)
        return self.language.parse(source, old=tree).root_node.has_error


def point(text: bytes) -> Point:
    """Where a text ends."""
    return text.count(b"\n"), len(text) - (text.rfind(b"\n") + 1)
