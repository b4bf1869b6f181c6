"""How likely the model holds texts to be that could stand in one place, both sides of it in sight.

Each token of a text is masked in turn and read off with all others there (pseudo-log-likelihood, Salazar et al.,
arXiv:1910.14659, equation 2): no order of writing is preferred, and texts of different lengths can be compared, since the
end behind each is asked for as well.
"""

from __future__ import annotations

from collections.abc import Sequence

from . import prompt
from .canvas import Canvas
from .one_hole import HoleWork, plain
from .sight import sides
from .source.context import whole_line_hole
from .source.document import Document
from .source.span import Span

UNKNOWN = -1.0  # nats: what a text is given that differs in more than one token, where only such are looked up


def between(work: HoleWork, before: str, after: str, texts: Sequence[str]) -> list[float] | None:
    """In nats, for each of the texts between two others; None where they do not fit into the model's context, and of a model that
    cannot weigh."""
    if not work.weighs:
        return None
    answers = [ids_of(work, text) for text in texts]
    canvas = prompt.fill_canvas(work.engine.tokenizer, work.language, before, after, prompt.hole_size(max(map(len, answers))))
    if not work.fits(canvas):
        return None
    return work.weigh(canvas, [filled(work, canvas, ids) for ids in answers], [len(ids) for ids in answers])


def gains(work: HoleWork, document: Document, line: int, texts: Sequence[str]) -> list[float] | None:
    """How much likelier than a line as it stands each of the texts is, in nats. The model was trained on whole lines, each with
    the break in front of it."""
    hole, old, opening = whole_line(document, line)
    before, after = sides(document, hole, work.engine.tokenizer)
    found = between(work, before, after, [opening + plain(text) for text in (old, *texts)])
    return None if found is None else [weight - found[0] for weight in found[1:]]


def quick_gains(work: HoleWork, document: Document, line: int, texts: Sequence[str]) -> list[float] | None:
    """A first guess at ``gains`` for many texts: each token of the line is masked once. Texts that differ in one token are looked
    up there, of all others it is not known."""
    if not work.weighs:
        return None
    hole, old, opening = whole_line(document, line)
    ids = ids_of(work, opening + plain(old))
    before, after = sides(document, hole, work.engine.tokenizer)
    canvas = prompt.fill_canvas(work.engine.tokenizer, work.language, before, after, prompt.hole_size(len(ids)))
    if not work.fits(canvas):
        return None
    differing = [only_difference(ids, ids_of(work, opening + plain(text))) for text in texts]
    others = [found for found in differing if found is not None]
    known = iter(work.odds(canvas, filled(work, canvas, ids), others) if others else ())
    return [UNKNOWN if found is None else next(known) for found in differing]


def whole_line(document: Document, line: int) -> tuple[Span, str, str]:
    """The hole that a line leaves, its text, and the break that the hole begins with."""
    span = document.lines.span(line, line)
    hole = whole_line_hole(document, span)
    opening = "\n" if hole.start < span.start and document.source[hole.start : hole.start + 1] in b"\r\n" else ""
    return hole, document.slice(span), opening


def ids_of(work: HoleWork, text: str) -> list[int]:
    return [*work.engine.tokenizer.encode(text), work.engine.tokenizer.eos_id]


def filled(work: HoleWork, canvas: Canvas, ids: list[int]) -> tuple[int, ...]:
    return (*ids, *[work.engine.tokenizer.blank_id] * (sum(canvas.holes) - len(ids)))


def only_difference(old: list[int], new: list[int]) -> tuple[int, int] | None:
    """The place and the id there, if the lists differ at one place."""
    if len(old) != len(new):
        return None
    places = [at for at, (a, b) in enumerate(zip(old, new, strict=True)) if a != b]
    return (places[0], new[places[0]]) if len(places) == 1 else None
