"""The smallest mends of a fault: one lexeme put in, taken out, replaced or moved, in the line of the fault or one near it.

Two sources: every slip there is (source/slips.py), and what the model writes into a hole of a few tokens at each place of the
line. The compiler tells which of them help. Of those the model weighs the line that each makes, both sides of it in sight, each
token of it masked in turn; how people slip (slips.cost) is counted in.
"""

from __future__ import annotations

import math
import random
from collections.abc import Generator, Iterable, Iterator
from heapq import nsmallest

from . import prompt
from .candidate import Candidate, Faults, better, changed_characters, number_of
from .events import Event
from .one_hole import HoleWork
from .sight import sides
from .source import compilers, faults
from .source.document import Document
from .source.patch import Edit
from .source.reparsing import Reparsing
from .source.slips import LEXEME, cost, respelt, slips
from .source.span import Span
from .weighing import gains

LINES_ABOVE = 2  # of the fault's own, where the slip may be as well
LINES_BELOW = 4
WEIGHED = 24  # candidates of a line at most, those that people are likeliest to have meant
SMALL_HOLE = 4  # tokens: a lexeme and its end
HOLES_TRIED = 24  # places of the line at most
LIKELY = 6  # single tokens looked at in such a hole, beside what it denoises to
LONG = 4_000  # bytes; in a longer file a candidate is first compiled within the definition it is in
Mended = tuple[Document, int]  # and how many faults it has left
STEP = {"python": "    "}  # of indentation; two spaces elsewhere


def candidates(work: HoleWork, document: Document, found: Faults) -> Generator[Event, None, list[Candidate]]:
    """Documents with fewer faults, the most likely first; none of a model that was not trained to weigh mends."""
    if "fix" not in work.engine.tasks:
        return []
    weighed: list[tuple[float, Candidate]] = []
    for line in lines_of(document, found[0]):
        old, language, own = document.slice(document.lines.span(line, line)), document.language.name, line == found[0].line
        texts = slips(old, language, indents(document, line), structure_alone=not own)
        made = dict(helpful(document, found, line, texts))
        if own and not made:  # a misspelt word may hide another slip of its line
            for text in respelt(old, language):
                made |= dict(helpful(document, found, line, slips(text, language)))
        if own:
            written = yield from small_holes(work, document, line)
            made |= dict(helpful(document, found, line, (text for text in written if text not in made)))
        weighed += weigh(work, document, line, made)
    if work.again:  # another draw from the same odds (Gumbel-max)
        draws = random.Random(work.seed)
        weighed = [(weight - math.log(-math.log(draws.random())), candidate) for weight, candidate in weighed]
    # a change that only moves the first fault on may have made the next one itself
    return [candidate for _, candidate in sorted(weighed, key=lambda each: (each[1].faults_left, -each[0]))]


def lines_of(document: Document, fault: faults.Fault) -> list[int]:
    """Where the slip may be: the fault's line, those above it, and those below a bracket that is never closed."""
    above = [each for each in range(fault.line - 1, 0, -1) if not document.lines.is_blank(each)]
    below = [each for each in range(fault.line + 1, document.lines.count + 1) if not document.lines.is_blank(each)]
    return [fault.line, *above[:LINES_ABOVE], *(below[:LINES_BELOW] if "never closed" in fault.message else ())]


def indents(document: Document, line: int) -> tuple[str, ...]:
    """The indentations of the lines around, and each one step further in."""
    near = range(max(1, line - 3), min(document.lines.count, line + 2) + 1)
    rows = [document.slice(document.lines.span(at, at)) for at in near if not document.lines.is_blank(at)]
    found = [row[: len(row) - len(row.lstrip())] for row in rows]
    step = STEP.get(document.language.name, "  ")
    return tuple(dict.fromkeys(indent + more for indent in found for more in ("", step)))


def helpful(document: Document, found: Faults, line: int, texts: Iterable[str]) -> Iterator[tuple[str, Mended]]:
    """Those of the texts that mend something in the place of a line, each with the document it makes.

    Python's compiler is quick. In other languages a quick second parse tells first which texts leave nothing torn; the others
    are judged only where none of these helps and there is more than one fault.
    """
    if document.language.checker == "compile":
        yield from judged(document, found, line, texts)
        return
    span, several = document.lines.span(line, line), list(texts)
    quick = Reparsing(document, span)
    whole = [text for text in several if not quick.torn(Edit.of(document, span, text).replacement)]
    made = list(judged(document, found, line, whole))
    yield from made
    if not made and number_of(found) > 1 and len(whole) < len(several):
        known = set(whole)
        yield from judged(document, found, line, (text for text in several if text not in known))


def judged(document: Document, found: Faults, line: int, texts: Iterable[str]) -> Iterator[tuple[str, Mended]]:
    """Those of the texts that mend something in the place of a line, each with the document it makes."""
    span = document.lines.span(line, line)
    before, after = document.source[: span.start], document.source[span.end :]
    part = definition_around(document, line)
    python = document.language.checker == "compile"
    next_line = next((at for at in range(line + 1, document.lines.count + 1) if not document.lines.is_blank(at)), line)
    past = document.lines.span(next_line, next_line).end
    for text in texts:
        new = Edit.of(document, span, text).replacement
        if part is not None:
            within = document.source[part.start : span.start] + new + document.source[span.end : part.end]
            if compilers.python(within) is not None:
                continue
        elif python:
            complaint = compilers.python(before + new + after)
            if complaint is not None and complaint[0].start <= past + len(new) - span.size:
                continue  # a quick look, without a tree
        mended = document.with_source(before + new + after)
        left = faults.find(mended, native=False)
        end = max(span.start + len(new), found[0].span.end + len(new) - span.size)
        if better(found, left, mended, max(0, min(end, len(mended.source)))):
            yield text, (mended, number_of(left))


def definition_around(document: Document, line: int) -> Span | None:
    """The lines from the nearest at the margin to the next one: what of a long Python file must compile by itself."""
    if document.language.checker != "compile" or len(document.source) <= LONG:
        return None

    def opens(at: int) -> bool:
        text = document.slice(document.lines.span(at, at))
        return bool(text) and not text[0].isspace() and not text.startswith((")", "]", "}", "#", "else", "elif", "except", "finally"))

    first = next((at for at in range(line - 1, 0, -1) if opens(at)), 1)
    last = next((at - 1 for at in range(line + 1, document.lines.count + 1) if opens(at)), document.lines.count)
    part = document.lines.span(first, last)
    return part if compilers.python(part.of(document.source)) is not None else None


def small_holes(work: HoleWork, document: Document, line: int) -> Generator[Event, None, list[str]]:
    """The line with what the model writes between two of its lexemes, for each place of it."""
    span = document.lines.span(line, line)
    text = document.slice(span)
    # a comment's sign hides what is wrong behind it
    unwanted = ("\n", "\ufffd", *filter(None, document.language.comment[:1]))
    written = []
    for at in [match.start() for match in LEXEME.finditer(text)][:HOLES_TRIED]:
        start = span.start + len(text[:at].encode())
        before, after = sides(document, Span(start, start), work.engine.tokenizer)
        canvas = prompt.fill_canvas(work.engine.tokenizer, document.language.name, before, after, SMALL_HOLE)
        if not work.fits(canvas):
            break
        found = yield from work.denoise(canvas)
        pieces = [*([found.text] if found.ended else []), *work.likely(canvas, LIKELY)]
        for piece in dict.fromkeys(piece.strip() for piece in pieces):
            if piece and not any(sign in piece for sign in unwanted):
                written += [head + piece + gap + text[at:] for head in heads(text[:at]) for gap in ("", " ")]
    return written


def heads(before: str) -> tuple[str, ...]:
    """What stands before a place; where it is white space alone, also with one less: it may have set off what is gone."""
    return (before, before[:-1]) if before.endswith(" ") and (not before.strip() or before.endswith("  ")) else (before,)


def weigh(work: HoleWork, document: Document, line: int, made: dict[str, Mended]) -> list[tuple[float, Candidate]]:
    """How much likelier than the line as it stands each of the texts is, in nats, how people slip counted in."""
    old = document.slice(document.lines.span(line, line))
    costs = {text: cost(old, text) for text in made}
    texts = nsmallest(WEIGHED, made, key=costs.__getitem__)
    found = gains(work, document, line, texts) if texts else None
    result = []
    for text, gain in zip(texts, found or (), strict=False):
        mended, left = made[text]
        result.append((gain - costs[text], Candidate(mended, changed_characters(old, text), gain - costs[text], left)))
    return result
