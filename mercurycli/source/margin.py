"""The white space that all lines of a part have in front: taken away to show the part alone, put back after."""

from __future__ import annotations

import os
from dataclasses import dataclass

from .document import Document
from .span import Span


@dataclass(frozen=True, slots=True)
class Margin:
    text: str
    first: bool  # whether the first line has it as well: a part may begin within its line

    @classmethod
    def at(cls, document: Document, part: Span) -> Margin:
        line = document.lines.line_at(part.start)
        head = document.slice(Span(document.lines.span(line, line).start, part.start))
        first, *further = (head + document.slice(part)).split("\n")  # the first line counts with all it has in front
        margins = [row[: len(row) - len(row.lstrip(" \t"))] for row in (first, *further) if row.strip()]
        return cls(os.path.commonprefix(margins), not head)

    def without(self, text: str) -> str:
        """A line of white space alone may have less of it."""
        first, *further = text.split("\n")
        rows = [first.removeprefix(self.text) if self.first else first, *(row.removeprefix(self.text) for row in further)]
        return "\n".join(rows)

    def onto(self, text: str) -> str:
        first, *further = text.split("\n")
        rows = [row and self.text + row for row in further]
        return "\n".join([self.text + first if self.first else first, *rows])
