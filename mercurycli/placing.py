"""A word that a finished program lacks, set where the model finds it likeliest: nothing else of the program changes.

What a wish states goes into a literal of its kind, a name that nobody defines gives way to one that is defined. Each place is weighed by
how much likelier the word is there than what stands there, both uncovered from left to right with all the rest in sight.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from math import exp
from typing import TYPE_CHECKING

from .canvas import Canvas, Draft
from .source.names import bound_in_python, unknown_in_python
from .source.page_colours import with_other_colours
from .source.page_names import with_other_names
from .source.span import Span
from .stated import COLOURS, Stated, bare_of, colours_in, names_in, numbers_in

if TYPE_CHECKING:
    from .engine import Engine

LEAST = -10.0  # nats: what is less likely belongs nowhere
LEAD = 0.3  # by which the first place must be likelier than the second
MOST_PLACES = 40
PALETTE = tuple("black white tomato gold hotpink skyblue red green blue yellow orange purple pink brown gray cyan magenta lime navy teal".split())
_NUMBER = re.compile(r"(?<![\w.#])\d+(?=px\b|(?![\w.%]))")
_COLOUR = re.compile(rf"\b[a-z]*(?:{'|'.join(sorted(COLOURS))})\b|#[0-9a-fA-F]{{3,8}}\b")
_VALUES = re.compile(r"(?<=\[)\d+(?:, ?\d+)+(?=\])")
_TEXT = re.compile(r"\"([^\"\n<>]+)\"|'([^'\n<>]+)'|>([^<>\n{}]*\w[^<>\n{}]*)<")


@dataclass(frozen=True, slots=True)
class Place:
    start: int
    end: int
    old: str
    new: str
    text: str  # the program with the new word in this place


@dataclass(frozen=True, slots=True)
class Weighed:
    place: Place
    ids: tuple[int, ...]  # of the whole answer, its end token counted in
    begin: int  # where its ids begin to differ from those of the program as it was,
    behind: int  # and how many at the end do not
    gain: float  # nats


def places(program: str, stated: Stated, wish: str, language: str) -> Iterator[Place]:
    """Every literal of the same kind that the wish itself does not state."""
    if stated.kind == "name":
        said = names_in(bare_of(wish))
        bound = bound_in_python(program) if language == "python" else ()
        yield from all_renamed(program, ((name, stated.word) for name in sorted(bound) if name not in said))
        return
    pattern = {"number": _NUMBER, "values": _VALUES, "colour": _COLOUR, "text": _TEXT}[stated.kind]
    bare = bare_of(wish)
    kept = {"number": numbers_in(bare), "values": [], "colour": colours_in(bare), "text": []}[stated.kind]
    for match in pattern.finditer(program):
        start, end = next(match.span(group) for group in range(pattern.groups, -1, -1) if match.group(group) is not None)
        old = program[start:end]
        if stated.kind == "text":
            fits = not says(wish, old) and not _COLOUR.fullmatch(old) and fits_quotes(stated.word, program[start - 1])
        else:
            fits = old not in kept
        if fits:
            yield Place(start, end, old, stated.word, program[:start] + stated.word + program[end:])


def says(wish: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(text.lower())}(?!\w)", wish.lower()) is not None


def fits_quotes(word: str, opening: str) -> bool:
    return opening not in word and "\\" not in word and "<" not in word and "\n" not in word


def all_renamed(program: str, pairs: Iterable[tuple[str, str]]) -> Iterator[Place]:
    """Each old name replaced by the new one beside it. One that the program spells otherwise (``__x`` in a class) is passed over."""
    for old, new in pairs:
        word = re.compile(rf"\b{re.escape(old)}\b")
        if at := word.search(program):
            yield Place(*at.span(), old, new, word.sub(lambda _, new=new: new, program))


def other_names(program: str, language: str) -> Iterator[Place]:
    """The first name that nobody defines, replaced by each that somebody does; in a page also an id that no element has."""
    if language == "html":
        yield from _of_bytes(program, with_other_names(program))
        return
    unknown = unknown_in_python(program)
    if unknown:
        yield from all_renamed(program, ((unknown.name, name) for name in sorted(bound_in_python(program))))


def other_colours(program: str) -> Iterator[Place]:
    """A page that draws everything in the colour of its background, with another one for the drawing or behind it."""
    yield from _of_bytes(program, with_other_colours(program, PALETTE))


def _of_bytes(program: str, found: Iterable[tuple[Span, str, str]]) -> Iterator[Place]:
    source = program.encode()
    for span, new, text in found:
        start = len(source[: span.start].decode())
        old = span.of(source).decode()
        yield Place(start, start + len(old), old, new, text)


def weighed(engine: Engine, canvas: Canvas, program: str, language: str, found: Iterable[Place]) -> list[Weighed]:
    """The likeliest place first. ``canvas``: the wish, and an answer of any size; a place that does not fit it is left out."""

    def answer(text: str) -> tuple[int, ...]:
        return (engine.tokenizer.language_ids[language], *engine.tokenizer.encode(text), engine.tokenizer.eos_id)

    old, room = answer(program), sum(canvas.answer)
    asked = [(place, ids) for place in list(found)[:MOST_PLACES] if len(ids := answer(place.text)) <= room and ids != old]
    if not asked or len(old) > room:
        return []
    spans = [differing(old, ids) for _, ids in asked]
    answers = [ids for _, ids in asked] + [old] * len(asked)
    ends = [(begin, len(ids) - behind) for (begin, behind), (_, ids) in zip(spans, asked, strict=True)]
    ends += [(begin, len(old) - behind) for begin, behind in spans]
    size = max(map(len, answers))
    full = [(*ids, *[engine.tokenizer.blank_id] * (size - len(ids))) for ids in answers]
    weights = engine.uncover(first_of(canvas, size), full, ends)
    gains = [new - was for new, was in zip(weights[: len(asked)], weights[len(asked) :], strict=True)]
    return sorted((Weighed(place, ids, *span, gain) for (place, ids), span, gain in zip(asked, spans, gains, strict=True)), key=lambda each: -each.gain)


def first_of(canvas: Canvas, size: int) -> Canvas:
    """The canvas with the first ``size`` positions of its answer, behind which nothing stands."""
    end = len(canvas) - sum(canvas.answer) + size
    return Canvas(canvas.ids[:end], canvas.holes[:end], canvas.answer[:end])


def differing(old: tuple[int, ...], new: tuple[int, ...]) -> tuple[int, int]:
    """How many ids are the same at the beginning and at the end. One more than differs is looked at behind, since a text that is
    only longer or shorter shows itself in what follows."""
    least = min(len(old), len(new))
    begin = next((at for at in range(least) if old[at] != new[at]), least)
    behind = next((at for at in range(least - begin) if old[-1 - at] != new[-1 - at]), least - begin)
    return begin, max(behind - 1, 0)


def with_ids(draft: Draft, best: Weighed) -> Draft:
    """The finished draft with the word in its place, as a draft of no step."""
    end = len(best.ids) - best.behind
    rest = len(draft.confidence) - best.behind
    sure = exp(min(best.gain, 0.0) / max(end - best.begin, 1))  # against what stood there
    confidence = (*draft.confidence[: best.begin], *[sure] * (end - best.begin), *draft.confidence[rest:])
    return replace(
        draft, ids=best.ids, guess=best.ids, confidence=confidence, holes=(False,) * len(best.ids),
        new=(), changed=tuple(range(best.begin, end)), remasked=(), step=0,
    )  # fmt: skip


def best(found: list[Weighed], lead: float = LEAD) -> Weighed | None:
    """The first, where it is likely enough and so much likelier than the second."""
    if not found or found[0].gain < LEAST:
        return None
    return found[0] if len(found) == 1 or found[0].gain - found[1].gain >= lead else None
