"""Lines, and runs of lines, that a file already has and that may stand in a hole of it as well: code repeats itself.

Of held-out Python lines 22 % stand elsewhere in their file, which is more than a small model writes by itself. What is likeliest is
found by what stands above and below; whether one of them fills the hole is for the model to say, beside what it writes.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

LEXEME = re.compile(r"\w+|[^\w\s]")
# what each of these tells, beside a same line directly above the hole; chosen on files of installed packages and of todomvc
BELOW, SECOND, SAME_DEPTH = 0.8, 0.3, 0.3
NEAR, WITHIN = 0.2, 60.0  # for a line close by; lines in which that falls to half
TWICE = 0.7  # against a line that stands directly above or below the hole
OFTEN, TIMES = 0.1, 4  # for each further time the line stands in the file, and how many of them count


@dataclass(frozen=True, slots=True)
class Echo:
    text: str  # as it would stand in the hole, without the margin of its first line
    likeness: float  # of the lines around it to those around the hole: 0.3 says little, from 1.5 on it is mostly the line meant


class Rows:
    """The lines of a file that have text, and the hole among them."""

    def __init__(self, rows: list[str], at: int) -> None:
        self.rows = rows
        self.numbers = [number for number, row in enumerate(rows) if row.strip() and number != at]
        self.texts = [rows[number].strip() for number in self.numbers]
        self.lexemes = [frozenset(LEXEME.findall(text)) for text in self.texts]
        self.depths = [len(rows[number]) - len(rows[number].lstrip()) for number in self.numbers]
        self.at = at
        self.below = sum(number < at for number in self.numbers)  # the first line under the hole

    def beside(self, place: int, steps: int) -> int | None:
        """The line so many further down; None beyond the file, and where the hole lies between."""
        other = place + steps
        if not 0 <= other < len(self.texts) or (place < self.below) != (other < self.below):
            return None
        return other

    def around_hole(self, steps: int) -> int | None:
        place = self.below + steps - (steps > 0)
        return place if 0 <= place < len(self.texts) else None

    def alike(self, first: int | None, second: int | None) -> float:
        """1 for the same line, else up to a half for the share of signs and words in common; two missing ones are half alike."""
        if first is None or second is None:
            return 0.5 if first is second else 0.0
        if self.texts[first] == self.texts[second]:
            return 1.0
        a, b = self.lexemes[first], self.lexemes[second]
        return 0.5 * len(a & b) / max(len(a | b), 1)

    def likeness(self, place: int, lines: int, depth: int) -> float:
        """Of what is around so many lines from ``place`` on."""

        def of(steps: int) -> float:
            return self.alike(self.beside(place if steps < 0 else place + lines - 1, steps), self.around_hole(steps))

        near = NEAR / (1 + abs(self.numbers[place] - self.at) / WITHIN)
        return of(-1) + BELOW * of(1) + SECOND * (of(-2) + of(2)) + SAME_DEPTH * (self.depths[place] == depth) + near

    def run(self, place: int, lines: int, margin: str) -> str | None:
        """So many lines from ``place`` on, moved to another margin; None where they end, are no whole or have the hole among them."""
        last = place + lines - 1
        if self.beside(place, lines - 1) is None or self.numbers[last] - self.numbers[place] != lines - 1:
            return None
        own = self.rows[self.numbers[place]]
        old = own[: len(own) - len(own.lstrip())]
        others = [self.rows[number] for number in self.numbers[place + 1 : last + 1]]
        if not all(row.startswith(old) for row in others):
            return None
        return "\n".join((self.texts[place], *((margin + row.removeprefix(old)).rstrip() for row in others)))


def echoes(rows: list[str], at: int, margin: str, count: int, lines: int = 1) -> list[Echo]:
    """Up to ``count`` different texts of so many ``lines`` of a file, for the hole in row ``at`` of ``rows`` behind ``margin``, the
    likeliest first.

    A text is as likely as the lines around it are like those around the hole; few stand twice in a row.
    """
    known = Rows(rows, at)
    found: dict[str, list[float]] = defaultdict(list)
    for place in range(len(known.texts)):
        if (text := known.run(place, lines, margin)) is not None:
            found[text].append(known.likeness(place, lines, len(margin)))
    beside = {known.texts[place] for place in (known.around_hole(-1), known.around_hole(1)) if place is not None}
    every = [Echo(text, max(each) + OFTEN * min(len(each) - 1, TIMES) - TWICE * (text in beside)) for text, each in found.items()]
    return sorted(every, key=lambda echo: -echo.likeness)[:count]
