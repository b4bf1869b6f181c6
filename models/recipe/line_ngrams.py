"""Which whole line stands between two others: counted in the training files, the baseline beside a model that writes lines.

A two-sided n-gram whose words are lines. Lines seen between both neighbours come first, then those seen below the one or above the
other (the mean of the two shares; a back-off without discount, as in Brants et al. 2007, "Large Language Models in Machine
Translation"), then the most frequent lines of that indentation. It writes no line that it has not seen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from .real_code import Hole, Source

BORDER = ""  # between two files; blank lines are left out, so no line is that


@dataclass(slots=True)
class LineNgrams:
    """The lines of one language, without their indentation, in the order of the files."""

    rows: list[str] = field(default_factory=lambda: [BORDER])
    is_code: list[bool] = field(default_factory=lambda: [False])  # of each row: only code is an answer
    places: dict[str, list[int]] = field(default_factory=dict)  # of each row's text
    at_margin: dict[str, Counter[str]] = field(default_factory=dict)  # how often a line of code stands at an indentation

    @classmethod
    def of(cls, sources: Iterable[Source]) -> LineNgrams:
        found = cls()
        for source in sources:
            for line, is_code in zip(source.lines, source.code, strict=True):
                if row := line.strip():
                    found.places.setdefault(row, []).append(len(found.rows))
                    found.rows.append(row)
                    found.is_code.append(is_code)
                if is_code:
                    found.at_margin.setdefault(margin_of(line), Counter())[row] += 1
            found.rows.append(BORDER)
            found.is_code.append(False)
        return found

    def knows(self, line: str) -> bool:
        """Whether the line occurs anywhere, its indentation aside: more than that share nobody can get right by copying lines."""
        return line.strip() in self.places

    def guesses(self, hole: Hole, count: int) -> list[str]:
        """Lines for a hole of one, the likeliest first, at the hole's indentation; at most ``count``."""
        margin = margin_of(hole.text)
        above = next((row.strip() for row in reversed(hole.before.split("\n")) if row.strip()), None)
        below = next((row.strip() for row in hole.after.split("\n") if row.strip()), None)
        ranked = dict.fromkeys(self.ranked(above, below, margin))
        return [margin + row for row in islice(ranked, count)]

    def ranked(self, above: str | None, below: str | None, margin: str) -> Iterator[str]:
        """Some more than once; of those as frequent, the one met first."""
        under = [at + 1 for at in self.places.get(above or BORDER, ()) if self.is_code[at + 1]]
        over = [at - 1 for at in self.places.get(below or BORDER, ()) if self.is_code[at - 1]]
        yield from by_count(self.rows[at] for at in under if self.rows[at + 1] == below)
        shares: Counter[str] = Counter()
        for places in (under, over):
            for at in places:
                shares[self.rows[at]] += 1 / len(places)
        yield from (row for row, _ in shares.most_common())
        yield from (row for row, _ in self.at_margin.get(margin, Counter()).most_common())


def by_count(rows: Iterable[str]) -> Iterator[str]:
    return (row for row, _ in Counter(rows).most_common())


def margin_of(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]
