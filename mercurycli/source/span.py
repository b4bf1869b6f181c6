"""A half-open range of bytes, and the table that turns byte offsets into lines and columns and back.

Offsets count bytes of the UTF-8 source, as tree-sitter does. Lines and columns count from 1, columns in characters,
as compilers, editors and SARIF do. Only ``\\n`` ends a line: a form feed or U+2028 is text, a ``\\r`` before it belongs
to the line break.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Bytes ``start`` to ``end``, ``end`` excluded; empty between two bytes. Ordered by start, then by end."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a span runs forward from 0 on, not from {self.start} to {self.end}")

    @property
    def size(self) -> int:
        return self.end - self.start

    def of(self, source: bytes) -> bytes:
        """The bytes of ``source`` that the span covers."""
        return source[self.start : self.end]

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """True when the two share a byte, or when an empty one lies inside the other: an edge is not inside."""
        return self.start < other.end and other.start < self.end

    def union(self, other: Span) -> Span:
        """The smallest span that covers both, and what lies between them."""
        return Span(min(self.start, other.start), max(self.end, other.end))


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same bytes as as few spans as possible, in order: those that overlap or touch become one."""
    result: list[Span] = []
    for span in sorted(spans):
        if result and span.start <= result[-1].end:
            result[-1] = result[-1].union(span)
        else:
            result.append(span)
    return tuple(result)


@dataclass(frozen=True, slots=True)
class Lines:
    """Where the lines of a source begin. A final ``\\n`` ends the last line and does not begin another."""

    source: bytes
    starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        starts = [0]
        at = self.source.find(b"\n") + 1
        while 0 < at < len(self.source):
            starts.append(at)
            at = self.source.find(b"\n", at) + 1
        object.__setattr__(self, "starts", tuple(starts))

    @property
    def count(self) -> int:
        return len(self.starts) if self.source else 0

    def line_at(self, offset: int) -> int:
        """The line a byte is on; the end of the source is on its last line."""
        return bisect_right(self.starts, offset)

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of a byte."""
        line = self.line_at(offset)
        before = self.source[self.starts[line - 1] : offset]
        return line, len(before.decode("utf-8", "replace")) + 1

    def offset(self, line: int, column: int) -> int:
        """The byte at a line and column. A place beyond the text is brought back to the nearest one in it."""
        if line < 1:
            return 0
        if line > len(self.starts):
            return len(self.source)
        span = self.span(line, line)
        before = span.of(self.source).decode("utf-8", "replace")[: max(column - 1, 0)]
        return min(span.start + len(before.encode("utf-8")), span.end)

    def span(self, first: int, last: int, *, newline: bool = False) -> Span:
        """Lines ``first`` to ``last``, both included, without the line break that ends the last one.

        With ``newline`` it is included (``\\n`` or ``\\r\\n``), where the source has one.
        """
        if not 1 <= first <= last <= len(self.starts):
            raise ValueError(f"lines {first} to {last} of a text with {self.count}")
        start = self.starts[first - 1]
        end = self.starts[last] if last < len(self.starts) else len(self.source)
        if newline or self.source[end - 1 : end] != b"\n" or end == start:
            return Span(start, end)
        end -= 1
        return Span(start, end - 1 if self.source[start:end].endswith(b"\r") else end)

    def whole(self, span: Span, *, newline: bool = False) -> Span:
        """The whole lines a span lies on. A span that ends with a line break does not reach into the next line."""
        last = max(span.end - 1, span.start)
        return self.span(self.line_at(span.start), self.line_at(last), newline=newline)

    def indent(self, line: int) -> int:
        """How many columns of white space a line begins with; a tab reaches to the next multiple of 8."""
        text = self.span(line, line).of(self.source)
        return len(text[: len(text) - len(text.lstrip(b" \t"))].expandtabs(8))

    def is_blank(self, line: int) -> bool:
        return not self.span(line, line).of(self.source).strip()
