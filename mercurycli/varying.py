"""Small changes of lines that parse and fail: every usual slip of meaning taken back, the likeliest first.

For where a test decides. source/variants.py proposes; how people slip and how near a line is to what the failure names weigh most,
and the model says the rest: each token of a line is masked once, which tells of changes of one token.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from math import log

from .candidate import Candidate, changed_characters
from .one_hole import HoleWork
from .source.document import Document
from .source.nodes import tokens_within
from .source.patch import Edit, Patch
from .source.variants import names_around, variants
from .weighing import quick_gains

# Of 47 slips in functions of TheAlgorithms/Python with some 330 changes each, the right one was among the first 30 in 53 % (49 where the
# model says all, 53 where it says nothing), among the first 100 in 83 % (77, 79). Weighing all tokens of a line took minutes a file and was worse.
SAY = 0.2  # of the model, against how people slip
LINES_TRIED = 60
LONGEST = 160  # characters of a line

Judge = Callable[[Patch], bool]  # whether nothing speaks against a change


@dataclass(frozen=True, slots=True)
class Varied:
    line: int
    text: str
    cost: float  # nats


def candidates(work: HoleWork, document: Document, lines: Iterable[tuple[int, float]], allowed: Judge) -> Iterator[tuple[int, Candidate]]:
    """Changed documents with their lines, the likeliest first. ``lines``: each with how unlikely it is, in nats."""
    weighed: list[tuple[float, Varied]] = []
    for line, cost in list(lines)[:LINES_TRIED]:
        changes = list(varied(document, line, cost))
        # of a model that cannot weigh, how people slip is all that is known
        said = quick_gains(work, document, line, [each.text for each in changes]) if changes else None
        weighed += [(SAY * gain - each.cost, each) for gain, each in zip(said or [0.0] * len(changes), changes, strict=True)]
    if work.again:  # another draw from the same odds (Gumbel-max)
        draws = random.Random(work.seed)
        weighed = [(weight - log(-log(draws.random())), each) for weight, each in weighed]
    for weight, each in sorted(weighed, key=lambda each: -each[0]):
        if allowed(patch(document, each)):
            yield each.line, candidate(document, each, weight)


def varied(document: Document, line: int, cost: float) -> Iterator[Varied]:
    text = document.slice(document.lines.span(line, line))
    if not text.strip() or len(text) > LONGEST or is_prose(document, line):
        return
    around = names_around(document.text, line)
    for other, slip in variants(text, around, depths(document, line, text)):
        yield Varied(line, other, slip + cost)


def depths(document: Document, line: int, text: str) -> tuple[str, ...]:
    """Of the lines next to it, where a block ends or begins: elsewhere another depth means little."""
    margins = []
    for at in (line - 1, line + 1):
        if 1 <= at <= document.lines.count and not document.lines.is_blank(at):
            near = document.slice(document.lines.span(at, at))
            margins.append(near[: len(near) - len(near.lstrip())])
    own = text[: len(text) - len(text.lstrip())]
    return tuple(dict.fromkeys(margin for margin in margins if margin != own))


def is_prose(document: Document, line: int) -> bool:
    """Whether a line holds nothing but comment, or text in quotation marks or a part of it."""
    found = tokens_within(document.tree.root_node, document.lines.span(line, line))
    return all("comment" in node.type or node.type.startswith("string") for node in found if node.end_byte > node.start_byte)


def patch(document: Document, each: Varied) -> Patch:
    return Patch(document, (Edit.of(document, document.lines.span(each.line, each.line), each.text),))


def candidate(document: Document, each: Varied, weight: float) -> Candidate:
    old = document.slice(document.lines.span(each.line, each.line))
    return Candidate(document.with_source(patch(document, each).apply()), changed_characters(old, each.text), weight)
