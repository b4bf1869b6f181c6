"""Small changes of lines that parse and fail: every usual slip of meaning taken back, the likeliest first.

For where a test decides. source/variants.py proposes, the model weighs: first each token of a line once, which is quick and
tells of changes of one token, then the best of them in full (weighing.py). How people slip counts as well, and so does how
near a line is to what the failure names.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from heapq import nlargest
from math import log

from .candidate import Candidate, changed_characters
from .one_hole import HoleWork
from .source.document import Document
from .source.patch import Edit, Patch
from .source.variants import names_around, variants
from .weighing import gains, quick_gains

WEIGHED, OF_A_LINE = 96, 8  # changes in full: of all lines together about, and of each at least
LATER = 1.5  # nats for each likelier change of the same line: what is wrong may be in any of them
FURTHER = 2.0  # nats: how much less likely a line is that the failure does not name
LINES_TRIED = 60
LONGEST = 160  # characters of a line

Judge = Callable[[Patch], bool]  # whether nothing speaks against a change


@dataclass(frozen=True, slots=True)
class Varied:
    line: int
    text: str
    cost: float  # nats


def candidates(work: HoleWork, document: Document, lines: Iterable[tuple[int, float]], allowed: Judge) -> list[tuple[int, Candidate]]:
    """Changed documents with their lines, the likeliest first. ``lines``: each with how unlikely it is, in nats."""
    found: list[tuple[float, Varied]] = []
    looked_at = list(lines)[:LINES_TRIED]
    for line, cost in looked_at:
        changes = list(varied(document, line, cost))
        # of a model that cannot weigh, how people slip is all that is known
        quick = quick_gains(work, document, line, [each.text for each in changes]) if changes else None
        of_line = [(gain - each.cost, each) for gain, each in zip(quick or [0.0] * len(changes), changes, strict=True)]
        found += nlargest(max(OF_A_LINE, WEIGHED // len(looked_at)), of_line, key=lambda each: each[0])
    best = [each for _, each in found if allowed(patch(document, each))]
    weighed = [(gain - each.cost, each) for each, gain in in_full(work, document, best)]
    if work.again:  # another draw from the same odds (Gumbel-max)
        draws = random.Random(work.seed)
        weighed = [(weight - log(-log(draws.random())), each) for weight, each in weighed]
    return [(each.line, candidate(document, each, weight)) for weight, each in mixed(weighed)]


def mixed(weighed: list[tuple[float, Varied]]) -> list[tuple[float, Varied]]:
    """The likeliest first, but of no line all of them before those of others."""
    before: Counter[int] = Counter()
    late = []
    for weight, each in sorted(weighed, key=lambda each: -each[0]):
        late.append((weight - LATER * before[each.line], each))
        before[each.line] += 1
    return sorted(late, key=lambda each: -each[0])


def varied(document: Document, line: int, cost: float) -> Iterator[Varied]:
    text = document.slice(document.lines.span(line, line))
    if not text.strip() or len(text) > LONGEST or text.lstrip().startswith(("#", "//", "*", "/*")):
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


def in_full(work: HoleWork, document: Document, best: list[Varied]) -> Iterator[tuple[Varied, float]]:
    for line in dict.fromkeys(each.line for each in best):
        of_line = [each for each in best if each.line == line]
        yield from zip(of_line, gains(work, document, line, [each.text for each in of_line]) or [0.0] * len(of_line), strict=True)


def patch(document: Document, each: Varied) -> Patch:
    return Patch(document, (Edit.of(document, document.lines.span(each.line, each.line), each.text),))


def candidate(document: Document, each: Varied, weight: float) -> Candidate:
    old = document.slice(document.lines.span(each.line, each.line))
    return Candidate(document.with_source(patch(document, each).apply()), changed_characters(old, each.text), weight)
