"""Where in a file a change may go: the regions that -l and -s name, and the lines that --keep protects."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from ..errors import UsageError
from ..source import context
from ..source.document import Document
from ..source.faults import Fault
from ..source.span import Span, merged
from ..source.tracebacks import Report

Faults = tuple[Fault, ...]
SLACK = 1  # lines between where a tool names a fault of syntax and where it is found here
RANGE = re.compile(r"(\d{1,9})(?:-(\d{1,9}))?")


@dataclass(frozen=True, slots=True)
class Aim:
    lines: tuple[str, ...] = ()  # A or A-B
    symbols: tuple[str, ...] = ()  # dotted names
    keep: tuple[str, ...] = ()  # A, A-B, or a regular expression

    def __post_init__(self) -> None:
        for text in self.lines:
            if RANGE.fullmatch(text) is None:
                raise UsageError(f"-l {text} names no lines", hint="for example -l 12 or -l 12-20")
        for text in self.keep:
            try:
                re.compile(text)
            except re.error as error:
                raise UsageError(f"--keep {text} is no regular expression: {error}", hint="name lines instead: --keep 12-20") from None

    def regions(self, document: Document) -> tuple[Span, ...]:
        """Apart from each other and in order; none where nothing is named."""
        named = [lines(document, text) for text in self.lines]
        named += [context.symbol(document, name) for name in self.symbols]
        return merged(named)

    def kept(self, document: Document) -> tuple[Span, ...]:
        """Whole lines. UsageError where an expression protects none: it would protect nothing in silence."""
        return merged(span for text in self.keep for span in kept_by(document, text))

    @property
    def named(self) -> bool:
        return bool(self.lines or self.symbols)

    def __str__(self) -> str:
        return ", ".join([*(f"line {text}" if "-" not in text else f"lines {text}" for text in self.lines), *self.symbols])


@dataclass(frozen=True, slots=True)
class Part:
    """Of one file what may be changed, and what an error says of it."""

    regions: tuple[Span, ...] = ()  # none: all of it
    kept: tuple[Span, ...] = ()
    lines: tuple[int, ...] = ()  # that the error names
    report: Report = Report(())
    further: Mapping[int, float] = field(default_factory=dict)  # that may be to blame as well, where a test decides: how much less likely

    def spans(self, document: Document) -> tuple[Span, ...] | None:
        """Where to mend; None: anywhere."""
        if self.regions:
            return self.regions
        last = document.lines.count
        near = (document.lines.span(max(line - SLACK, 1), min(line + SLACK, last)) for line in self.lines)
        return merged(near) or None

    def having(self, document: Document, found: Faults) -> Faults:
        """The faults in it."""
        spans = self.spans(document)
        if spans is None:
            return found
        there = {line for span in spans for line in lines_of(document, span)}
        return tuple(fault for fault in found if fault.line in there)

    def elsewhere(self, document: Document) -> tuple[Span, ...]:
        """The lines outside the regions, if there are any regions."""
        inside = set(self.lines_of_regions(document))
        rest = [line for line in range(1, document.lines.count + 1) if line not in inside] if inside else []
        return tuple(document.lines.span(line, line) for line in rest)

    def lines_of_regions(self, document: Document) -> tuple[int, ...]:
        return tuple(line for span in self.regions for line in lines_of(document, span))


def lines_of(document: Document, span: Span) -> range:
    return range(document.lines.line_at(span.start), document.lines.line_at(max(span.end - 1, span.start)) + 1)


def lines(document: Document, text: str) -> Span:
    """``12`` or ``12-20``."""
    match = RANGE.fullmatch(text)
    assert match is not None, "Aim checks it"
    return context.lines(document, int(match[1]), int(match[2] or match[1]))


def kept_by(document: Document, text: str) -> list[Span]:
    if RANGE.fullmatch(text):
        return [lines(document, text)]
    spans = [document.lines.span(line, line) for line in range(1, document.lines.count + 1)]
    found = [span for span in spans if re.search(text, document.slice(span))]
    if not found:
        raise UsageError(f"--keep {text} matches no line of {document.name}", hint="name the lines instead: --keep A-B")
    return found
