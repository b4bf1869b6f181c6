"""Mends what does not parse: the faulty span becomes a hole, the model fills it with both sides in sight.

A sibling of session.py: a use case as a stream of events. Spans are tried from small to large and hole lengths from
the old text's own; a candidate counts only if the file is better for it, and the smallest change wins.
"""

from __future__ import annotations

import difflib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from . import prompt
from .canvas import Canvas, Draft, SamplingParams
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

Faults = tuple[faults.Fault, ...]


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


def plain(text: str) -> str:
    """Text with the line breaks the model knows; ``Edit.of`` gives a replacement those of its file again."""
    return text.replace("\r\n", "\n")


def changed_characters(old: str, new: str) -> int:
    """Characters inserted, deleted or replaced on a shortest-match basis (difflib)."""
    blocks = difflib.SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return len(old) + len(new) - 2 * sum(block.size for block in blocks)


def better(before: Faults, after: Faults, mended: Document, end: int) -> bool:
    """Fewer faults; or a compiler, which names only the first of many, now gets past the hole, which ends at ``end``.

    Not to the very next line: what is wrong there is likely the same fault, pushed on.
    """
    if len(after) != len(before):
        return len(after) < len(before)
    last = mended.lines.line_at(end)
    next_line = next((line for line in range(last + 1, mended.lines.count + 1) if not mended.lines.is_blank(line)), last)
    return before[0].source == after[0].source == "compile" and after[0].line > next_line


def written(ids: tuple[int, ...], eos_id: int) -> tuple[int, ...]:
    """What a hole was filled with: up to and with its end token; behind it are blanks."""
    return ids[: ids.index(eos_id) + 1] if eos_id in ids else ids


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
                # without a temperature every seed draws the same
                another = ", or try another --seed" if engine.defaults.temperature else ""
                raise RefusedError(
                    f"{current.name}:{first.line}: {first.message}: no attempt of the model made it better; the file is untouched",
                    hint=f"mend line {first.line} by hand{another}",
                )
            yield Check("mended", True, f"line {found[0].line}: {found[0].message}")
            current, found = better, faults.find(better)
        if found:
            raise RefusedError(
                f"{current.name}: more than {FAULTS_MENDED} faults; the file is untouched",
                hint=f"mend some by hand first; the next is in line {found[0].line}: {found[0].message}",
            )
        yield End(
            "ok", current.text, current.language.name, self.tokens, self.steps, self.steps,
            time.perf_counter() - self.begin, self.seed, 0,
        )  # fmt: skip

    def mend(self, engine: Engine, document: Document, found: Faults) -> Iterator[Event]:
        """The document with fewer faults, or None. The smallest span that helps is the one that is used."""
        fault, tried, asked, too_long = found[0], set(), False, 0
        line = document.lines.span(fault.line, fault.line)
        for span in [line, *context.widen(document, fault)][: SPANS_TRIED + 1]:
            hole = whole_line_hole(document, span.union(line))
            if hole in tried:
                continue
            tried.add(hole)
            candidates = []
            for holes in self.lengths(engine, document, hole):
                canvas = self.canvas(engine, document, hole, holes)
                if len(canvas) > engine.max_positions:
                    too_long = too_long or len(canvas)
                    break  # the next length is larger still
                asked = True
                candidate = yield from self.fill(engine, document, hole, canvas, found)
                if candidate is not None:
                    candidates.append(candidate)
            if candidates:
                return min(candidates, key=lambda c: (c.changed, -c.confidence)).document
        if too_long and not asked:
            raise RefusedError(
                f"{document.name} takes {too_long} tokens; the model's context holds {engine.max_positions}",
                hint="use a model with a longer context: --model FOLDER",
            )
        if not asked:
            raise RefusedError(
                f"{document.name}:{fault.line}: {fault.message}: the line takes more than {max(prompt.HOLE_SIZES)} tokens, too many for a hole",
                hint=f"break line {fault.line} up, or mend it by hand",
            )
        return None

    def lengths(self, engine: Engine, document: Document, hole: Span) -> tuple[int, ...]:
        needed = len(engine.tokenizer.encode(plain(document.slice(hole)))) + 1
        sizes = [size for size in prompt.HOLE_SIZES if size >= needed]
        return tuple(sizes[:LENGTHS_TRIED])

    def canvas(self, engine: Engine, document: Document, hole: Span, holes: int) -> Canvas:
        before, after = Span(0, hole.start), Span(hole.end, len(document.source))
        parts = [plain(document.slice(span)) for span in (before, hole, after)]
        return prompt.fix_canvas(engine.tokenizer, document.language.name, *parts, holes)

    def fill(self, engine: Engine, document: Document, hole: Span, canvas: Canvas, found: Faults) -> Iterator[Event]:
        """Denoise one hole; a Candidate if the file is better for it, else None."""
        old = plain(document.slice(hole))
        draft = None
        params: SamplingParams = replace(engine.defaults, seed=self.seed, window=None)
        for draft in engine.denoise(canvas, params):
            yield self.frame(engine, draft)
        assert draft is not None
        self.steps += draft.step
        ids = written(draft.ids, engine.tokenizer.eos_id)
        self.tokens += len(ids)
        new = engine.tokenizer.decode(ids)
        if new == old or (old.startswith("\n") and not new.startswith("\n")):
            return None
        try:
            mended = Patch(document, (Edit.of(document, hole, new),)).prove()
        except (RefusedError, ValueError):
            return None
        behind = len(document.source) - hole.end
        if not better(found, faults.find(mended), mended, len(mended.source) - behind):
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
