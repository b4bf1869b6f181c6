"""Mends of whole lines: the faulty line becomes a hole, then more around it, until the model writes something that helps.

Hole lengths are tried from the old text's own; of what helps, the smallest change is the best.
"""

from __future__ import annotations

from collections.abc import Generator

from . import prompt
from .candidate import Candidate, Faults, better, changed_characters, keeps_most, number_of
from .canvas import Canvas
from .errors import RefusedError
from .events import Event
from .one_hole import HoleWork, plain
from .sight import ROOM, sides
from .source import context, faults
from .source.context import whole_line_hole
from .source.document import Document
from .source.patch import Edit, Patch
from .source.span import Span

SPANS_TRIED = 4  # sizes of the hole, from the fault's own line outwards
MARKS = 10  # tokens that tell the parts of a canvas apart
LENGTHS_TRIED = 2  # hole lengths: what held the old text, and the next larger one


def candidates(work: HoleWork, document: Document, found: Faults) -> Generator[Event, None, list[Candidate]]:
    """Documents with fewer faults, of the smallest span that gives any; the smallest change first."""
    fault, tried, asked, too_long = found[0], set(), False, 0
    line = document.lines.span(fault.line, fault.line)
    for span in [line, *context.widen(document, fault)][: SPANS_TRIED + 1]:
        hole = whole_line_hole(document, span.union(line))
        if hole in tried:
            continue
        tried.add(hole)
        made = []
        for holes in lengths(work, document, hole):
            canvas = canvas_of(work, document, hole, holes, fault.message)
            if work.strength is not None:
                canvas = with_old_text(work, document, hole, canvas, fault.span.start)
            if not work.fits(canvas):
                too_long = too_long or len(canvas)
                break  # the next length is larger still
            asked = True
            candidate = yield from fill(work, document, hole, canvas, found)
            if candidate is not None:
                made.append(candidate)
        if made:  # one that only moves the first fault on may have made the next one itself
            return sorted(made, key=lambda c: (c.faults_left, c.changed, -c.confidence))
    if too_long and not asked:
        raise work.too_long(document, too_long)
    if not asked:
        raise RefusedError(
            f"{document.name}:{fault.line}: {fault.message}: the line takes more than {max(prompt.HOLE_SIZES)} tokens, too many for a hole",
            hint=f"break line {fault.line} up, or mend it by hand",
        )
    return []


def lengths(work: HoleWork, document: Document, hole: Span) -> tuple[int, ...]:
    """Sizes of the hole to try: the smallest that holds the old text, and the next."""
    needed = len(work.engine.tokenizer.encode(plain(document.slice(hole)))) + 1
    return prompt.hole_sizes(work.engine.tokenizer, needed)[:LENGTHS_TRIED]


def canvas_of(work: HoleWork, document: Document, hole: Span, holes: int, error: str) -> Canvas:
    """``error``: what is wrong, for a model that was trained to read it."""
    broken, error = plain(document.slice(hole)), error if "error" in work.engine.tasks else ""
    taken = holes + sum(len(work.engine.tokenizer.encode(text)) for text in (broken, error)) + MARKS
    before, after = sides(document, hole, work.engine.tokenizer, max(min(ROOM, work.engine.max_positions - taken), 0))
    return prompt.fix_canvas(work.engine.tokenizer, document.language.name, before, broken, after, holes, error)


def with_old_text(work: HoleWork, document: Document, hole: Span, canvas: Canvas, at: int) -> Canvas:
    """The canvas with what stands in the hole already written, but for the tokens nearest to ``at``, where the fault is."""
    assert work.strength is not None
    tokenizer, first = work.engine.tokenizer, canvas.holes.index(True)
    old = tokenizer.encode(plain(document.slice(hole)))
    before = len(tokenizer.encode(plain(document.slice(Span(hole.start, max(hole.start, min(at, hole.end)))))))
    count = max(1, round(work.strength * len(old)))
    renoised = set(sorted(range(len(old)), key=lambda place: abs(place - before))[:count])
    size = sum(canvas.holes)
    text = [tokenizer.mask_id if place in renoised else id for place, id in enumerate(old)]
    text += [tokenizer.eos_id, *[tokenizer.blank_id] * size][: size - len(text)]
    holes = [*[place in renoised for place in range(len(old))], *[False] * (size - len(old))]
    end = first + size
    return Canvas((*canvas.ids[:first], *text, *canvas.ids[end:]), (*canvas.holes[:first], *holes, *canvas.holes[end:]), canvas.answer)


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
    left = faults.find(mended)
    if not better(found, left, mended, len(mended.source) - behind):
        return None
    return Candidate(mended, changed_characters(old, new), written.lowest, number_of(left))
