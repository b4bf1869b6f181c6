"""Mends what does not parse: the faulty span becomes a hole, the model fills it with both sides in sight.

A sibling of session.py: a use case as a stream of events. Spans are tried from small to large and hole lengths from
the old text's own; a candidate counts only if the file is better for it, and the smallest change wins.
"""

from __future__ import annotations

import difflib
import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from . import prompt
from .canvas import Canvas
from .errors import RefusedError
from .events import Check, End, Event
from .one_hole import HoleWork, plain
from .source import context, faults
from .source.context import whole_line_hole
from .source.document import Document
from .source.patch import Edit, Patch, whole_patch
from .source.span import Span

if TYPE_CHECKING:
    from .engine import Engine

SPANS_TRIED = 4  # sizes of the hole, from the fault's own line outwards
LENGTHS_TRIED = 2  # hole lengths: what held the old text, and the next larger one
FAULTS_MENDED = 12  # in one file
LEAST_KEPT = 0.5  # of the old text's characters, white space not counted
STRAY = 3  # characters: so short a text may go altogether, a bracket too many for one

Faults = tuple[faults.Fault, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    document: Document  # the file with the hole filled
    changed: int  # characters that differ from what was there
    confidence: float  # lowest of the hole's tokens


def changed_characters(old: str, new: str) -> int:
    """Characters inserted, deleted or replaced on a shortest-match basis (difflib)."""
    blocks = difflib.SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return len(old) + len(new) - 2 * sum(block.size for block in blocks)


def keeps_most(old: str, new: str) -> bool:
    """Whether what stood in the hole is still there, by and large: other code that happens to parse mends nothing."""
    was = "".join(old.split())
    blocks = difflib.SequenceMatcher(None, was, "".join(new.split()), autojunk=False).get_matching_blocks()
    return len(was) <= STRAY or sum(block.size for block in blocks) >= LEAST_KEPT * len(was)


def better(before: Faults, after: Faults, mended: Document, end: int) -> bool:
    """Fewer faults; or a compiler, which names only the first of many, now gets past the hole, which ends at ``end``.

    Not to the very next line: what is wrong there is likely the same fault, pushed on.
    """
    if len(after) != len(before):
        return len(after) < len(before)
    last = mended.lines.line_at(end)
    next_line = next((line for line in range(last + 1, mended.lines.count + 1) if not mended.lines.is_blank(line)), last)
    return before[0].source == after[0].source == "compile" and after[0].line > next_line


@dataclass(slots=True)
class Repair:
    document: Document
    open_engine: Callable[[], Engine]  # called only when something is broken
    seed: int = 0
    again: bool = False  # another try after one that was not wanted

    def run(self) -> Iterator[Event]:
        """Start, Frames, a Check per mended fault, End with the whole new text; RefusedError if nothing helps."""
        current, found = self.document, faults.find(self.document)
        if not found:
            yield End("ok", current.text, current.language.name, 0, 0, 0, 0.0, self.seed, 0)
            return
        work = HoleWork(self.open_engine(), current.language.name, self.seed, self.again)
        yield work.start()
        for _ in range(FAULTS_MENDED):
            mended = yield from self.mend(work, current, found)
            if mended is None:
                raise helpless(work, current, found[0])
            yield Check("mended", True, f"line {found[0].line}: {found[0].message}")
            current, found = mended, faults.find(mended)
            if not found:
                break
        if found:
            raise RefusedError(
                f"{current.name}: more than {FAULTS_MENDED} faults; the file is untouched",
                hint=f"mend some by hand first; the next is in line {found[0].line}: {found[0].message}",
            )
        yield work.end(current.text)

    def patch(self, end: End) -> Patch:
        return whole_patch(self.document, end.text)

    def mend(self, work: HoleWork, document: Document, found: Faults) -> Generator[Event, None, Document | None]:
        """The document with fewer faults, or None. The smallest span that helps is the one that is used."""
        fault, tried, asked, too_long = found[0], set(), False, 0
        line = document.lines.span(fault.line, fault.line)
        for span in [line, *context.widen(document, fault)][: SPANS_TRIED + 1]:
            hole = whole_line_hole(document, span.union(line))
            if hole in tried:
                continue
            tried.add(hole)
            candidates = []
            for holes in lengths(work, document, hole):
                canvas = canvas_of(work, document, hole, holes)
                if not work.fits(canvas):
                    too_long = too_long or len(canvas)
                    break  # the next length is larger still
                asked = True
                candidate = yield from fill(work, document, hole, canvas, found)
                if candidate is not None:
                    candidates.append(candidate)
            if candidates:
                return min(candidates, key=lambda c: (c.changed, -c.confidence)).document
        if too_long and not asked:
            raise work.too_long(document, too_long)
        if not asked:
            raise RefusedError(
                f"{document.name}:{fault.line}: {fault.message}: the line takes more than {max(prompt.HOLE_SIZES)} tokens, too many for a hole",
                hint=f"break line {fault.line} up, or mend it by hand",
            )
        return None


def helpless(work: HoleWork, document: Document, fault: faults.Fault) -> RefusedError:
    # without a temperature every seed draws the same
    another = ", or try another --seed" if work.engine.defaults.temperature else ""
    return RefusedError(
        f"{document.name}:{fault.line}: {fault.message}: no attempt of the model made it better; the file is untouched",
        hint=f"mend line {fault.line} by hand{another}",
    )


def lengths(work: HoleWork, document: Document, hole: Span) -> tuple[int, ...]:
    """Sizes of the hole to try: the smallest that holds the old text, and the next."""
    needed = len(work.engine.tokenizer.encode(plain(document.slice(hole)))) + 1
    sizes = [size for size in prompt.HOLE_SIZES if size >= needed]
    return tuple(sizes[:LENGTHS_TRIED])


def canvas_of(work: HoleWork, document: Document, hole: Span, holes: int) -> Canvas:
    before, after = Span(0, hole.start), Span(hole.end, len(document.source))
    parts = [plain(document.slice(span)) for span in (before, hole, after)]
    return prompt.fix_canvas(work.engine.tokenizer, document.language.name, *parts, holes)


def fill(
    work: HoleWork, document: Document, hole: Span, canvas: Canvas, found: Faults
) -> Generator[Event, None, Candidate | None]:
    """Denoise one hole; a Candidate if the file is better for it, else None."""
    written = yield from work.denoise(canvas)
    old, new = plain(document.slice(hole)), written.text
    if new == old or (old.startswith("\n") and not new.startswith("\n")) or not keeps_most(old, new):
        return None
    try:
        mended = Patch(document, (Edit.of(document, hole, new),)).prove()
    except (RefusedError, ValueError):
        return None
    behind = len(document.source) - hole.end
    if not better(found, faults.find(mended), mended, len(mended.source) - behind):
        return None
    return Candidate(mended, changed_characters(old, new), written.lowest)
