"""Edits to one document that prove themselves before they are written over the file that was read."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from ..errors import RefusedError
from . import faults
from .diff import unified
from .disk import write_new, write_over
from .document import Document
from .span import Span

__all__ = ["Edit", "Patch", "whole_patch", "write_new"]


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """New bytes (UTF-8) for a span."""

    span: Span
    replacement: bytes

    @classmethod
    def of(cls, document: Document, span: Span, text: str) -> Edit:
        """New text for a span, with the document's line breaks."""
        return cls(span, text.replace("\r\n", "\n").replace("\n", document.newline).encode())


@dataclass(frozen=True, slots=True)
class Patch:
    """Edits to one document, kept in order. They may touch but not overlap, and cut no character in two."""

    document: Document
    edits: tuple[Edit, ...]

    def __post_init__(self) -> None:
        edits = tuple(sorted(self.edits))
        object.__setattr__(self, "edits", edits)
        for first, second in pairwise(edits):
            if first.span.end > second.span.start or first.span == second.span:
                raise ValueError(f"edits of {first.span} and {second.span} collide")
        for edit in edits:
            if edit.span.end > len(self.document.source):
                raise ValueError(f"an edit of {edit.span} in a text of {len(self.document.source)} bytes")
            if any(_cuts(self.document.source, at) for at in (edit.span.start, edit.span.end)):
                raise ValueError(f"an edit of {edit.span} cuts a character in two")
            edit.replacement.decode()  # a UnicodeDecodeError is a ValueError

    def apply(self) -> bytes:
        """The text after the edits, in UTF-8."""
        parts, at = [], 0
        for edit in self.edits:
            parts += [self.document.source[at : edit.span.start], edit.replacement]
            at = edit.span.end
        return b"".join([*parts, self.document.source[at:]])

    def prove(self) -> Document:
        """The document after the edits, once it is certain that they do no harm; RefusedError where they would."""
        after = self.document.with_source(self.apply())
        self._prove_the_rest_is_equal(after.source)
        self._prove_it_reads_back(after)
        before, now = faults.find(self.document), faults.find(after)
        if len(now) > len(before):
            known = {fault.message for fault in before}
            new = next((fault for fault in now if fault.message not in known), now[-1])
            raise RefusedError(
                f"{self.document.name} would parse worse: {len(now)} faults instead of {len(before)}, "
                f"in line {new.line}: {new.message}",
                hint="try another --seed, more --candidates, or name the lines with -l A-B",
            )
        return after

    def _prove_the_rest_is_equal(self, after: bytes) -> None:
        at_old = at_new = 0
        for edit in [*self.edits, Edit(Span(len(self.document.source), len(self.document.source)), b"")]:
            kept = self.document.source[at_old : edit.span.start]
            assert after[at_new : at_new + len(kept)] == kept, "bytes outside the edits have changed"
            at_old, at_new = edit.span.end, at_new + len(kept) + len(edit.replacement)
        assert at_new == len(after), "bytes outside the edits have changed"

    def _prove_it_reads_back(self, after: Document) -> None:
        """An edit may name another encoding, or bring a null byte: the file would not say what the text says."""
        again = Document.from_bytes(after.raw, after.language, after.path)
        if (again.source, again.encoding, again.bom) != (after.source, after.encoding, after.bom):
            raise RefusedError(
                f"{self.document.name} would be read as {again.encoding} after the edit, but it is {after.encoding}",
                hint="leave the coding: line and the byte order mark as they are",
            )

    def diff(self) -> bytes:
        """A unified diff of the file's own bytes, for ``git apply``; empty when nothing changes."""
        return unified(self.document.raw, self.raw, self.document.name)

    def diff_text(self) -> str:
        """The same diff of the text, for people: whatever the file's encoding."""
        return unified(self.document.source, self.apply(), self.document.name).decode("utf-8", "replace")

    @property
    def raw(self) -> bytes:
        """The whole file after the edits, as it is on disk."""
        return self.document.encode(self.apply())

    def write(self, path: str | Path) -> None:
        """Puts the result over the file that was read. Mode, owner and links stay; RefusedError if it has changed."""
        write_over(path, self.document.raw, self.raw)


def whole_patch(document: Document, text: str) -> Patch:
    """One edit from what is equal in front to what is equal behind: nothing outside it is touched."""
    old, new = document.source, text.encode()
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    while start > 0 and start < len(old) and old[start] & 0xC0 == 0x80:
        start -= 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    while end > 0 and old[len(old) - end] & 0xC0 == 0x80:
        end -= 1
    return Patch(document, (Edit(Span(start, len(old) - end), new[start : len(new) - end]),))


def _cuts(source: bytes, at: int) -> bool:
    """Whether a character goes on over this place: its later bytes begin with the bits 10."""
    return at < len(source) and source[at] & 0xC0 == 0x80
