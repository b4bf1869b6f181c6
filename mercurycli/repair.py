"""Mends what does not parse: the faulty span becomes a hole, the model fills it with both sides in sight.

A sibling of session.py: a use case as a stream of events. Spans are tried from small to large and hole lengths from
the old text's own; a candidate counts only if the file then has fewer faults, and the smallest change wins.
"""

from __future__ import annotations

import difflib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from . import prompt
from .canvas import Draft, SamplingParams
from .errors import RefusedError
from .events import Check, End, Event, Frame, Piece, Start
from .source import context, faults
from .source.document import Document
from .source.patch import Edit, Patch
from .source.span import Span

if TYPE_CHECKING:
    from .engine import Engine

SPANS_TRIED = 4  # sizes of the hole, from the fault's own line outwards
LENGTHS_TRIED = 2  # hole lengths: what held the old text, and the next larger one
FAULTS_MENDED = 12  # in one file


@dataclass(frozen=True, slots=True)
class Candidate:
    document: Document  # the file with the hole filled
    changed: int  # characters that differ from what was there
    confidence: float  # lowest of the hole's tokens


def whole_line_hole(document: Document, span: Span) -> Span:
    """The span with the line break in front of it: a line and its indentation are written as one piece."""
    start = span.start
    while start > 0 and document.source[start - 1 : start] in (b" ", b"\t"):
        start -= 1
    if start > 0 and document.source[start - 1 : start] == b"\n":
        start -= 1 + (document.source[start - 2 : start] == b"\r\n")
    return Span(start, span.end)


def changed_characters(old: str, new: str) -> int:
    """Characters inserted, deleted or replaced on a shortest-match basis (difflib)."""
    blocks = difflib.SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return len(old) + len(new) - 2 * sum(block.size for block in blocks)


@dataclass(slots=True)
class Repair:
    document: Document
    open_engine: Callable[[], Engine]  # called only when something is broken
    seed: int = 0
    begin: float = field(default_factory=time.perf_counter)
    steps: int = 0
    tokens: int = 0

    def run(self) -> Iterator[Event]:
        """Start, Frames, a Check per mended fault, End with the whole new text; RefusedError if nothing helps."""
        current, engine = self.document, None
        found = faults.find(current)
        if found:
            engine = self.open_engine()
            yield Start(engine.name, engine.device, current.language.name, 0, self.seed)
        for _ in range(FAULTS_MENDED):
            if not found or engine is None:
                break
            better = yield from self.mend(engine, current, found)
            if better is None:
                first = found[0]
                raise RefusedError(
                    f"{current.name}:{first.line}: {first.message}: no attempt of the model made it better; the file is untouched",
                    hint=f"mend line {first.line} by hand, or try another --seed",
                )
            yield Check("mended", True, f"line {found[0].line}: {found[0].message}")
            current, found = better, faults.find(better)
        if found:
            raise RefusedError(f"{current.name}: more than {FAULTS_MENDED} faults; the file is untouched")
        yield End(
            "ok", current.text, current.language.name, self.tokens, self.steps, self.steps,
            time.perf_counter() - self.begin, self.seed, 0,
        )  # fmt: skip

    def mend(self, engine: Engine, document: Document, found: tuple[faults.Fault, ...]) -> Iterator[Event]:
        """The document with fewer faults, or None. The smallest span that helps is the one that is used."""
        fault, tried = found[0], set()
        line = document.lines.span(fault.line, fault.line)
        for span in [line, *context.widen(document, fault)][: SPANS_TRIED + 1]:
            hole = whole_line_hole(document, span.union(line))
            if hole in tried:
                continue
            tried.add(hole)
            candidates = []
            for holes in self.lengths(engine, document, hole):
                candidate = yield from self.fill(engine, document, hole, holes, len(found))
                if candidate is not None:
                    candidates.append(candidate)
            if candidates:
                return min(candidates, key=lambda c: (c.changed, -c.confidence)).document
        return None

    def lengths(self, engine: Engine, document: Document, hole: Span) -> tuple[int, ...]:
        needed = len(engine.tokenizer.encode(document.slice(hole))) + 1
        sizes = [size for size in prompt.HOLE_SIZES if size >= needed]
        return tuple(sizes[:LENGTHS_TRIED])

    def fill(self, engine: Engine, document: Document, hole: Span, holes: int, faults_before: int) -> Iterator[Event]:
        """Denoise one hole; a Candidate if the file is better for it, else None."""
        before, after = document.slice(Span(0, hole.start)), document.slice(Span(hole.end, len(document.source)))
        old = document.slice(hole)
        canvas = prompt.fix_canvas(engine.tokenizer, document.language.name, before, old, after, holes)
        if len(canvas) > engine.max_positions:
            raise RefusedError(
                f"{document.name} takes {len(canvas)} tokens; the model's context holds {engine.max_positions}",
                hint="use a model with a longer context: --model FOLDER",
            )
        draft = None
        params: SamplingParams = replace(engine.defaults, seed=self.seed, window=None)
        for draft in engine.denoise(canvas, params):
            yield self.frame(engine, draft)
        assert draft is not None
        self.steps += draft.step
        self.tokens += len(draft.ids)
        new = engine.tokenizer.decode(draft.ids)
        if new == old or (old.startswith("\n") and not new.startswith("\n")):
            return None
        try:
            mended = Patch(document, (Edit.of(document, hole, new),)).prove()
        except (RefusedError, ValueError):
            return None
        if len(faults.find(mended)) >= faults_before:
            return None
        return Candidate(mended, changed_characters(old, new), min(draft.confidence, default=0.0))

    def frame(self, engine: Engine, draft: Draft) -> Frame:
        texts = engine.tokenizer.pieces([engine.tokenizer.mask_id if h else i for i, h in zip(draft.ids, draft.holes, strict=True)])
        pieces = tuple(
            Piece(texts[at], "hole" if hole else "new" if at in draft.new else "settled", draft.confidence[at])
            for at, hole in enumerate(draft.holes)
            if hole or draft.ids[at] not in engine.tokenizer.special_ids
        )
        left = sum(draft.holes)
        return Frame(
            pieces, self.document.language.name, self.steps + draft.step, None, left, len(draft.new),
            self.tokens + len(draft.ids) - left, time.perf_counter() - self.begin, None, draft.done,
        )  # fmt: skip
