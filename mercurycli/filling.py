"""Fills the holes a person left in a file, each with the others' text in sight; nothing else can change.

A sibling of repair.py. The model was trained with one hole on a canvas, so several holes are not denoised together:
they are filled one after another, in the first round with what is found so far in sight, in the second each anew with
all the others filled. For each hole several sizes are tried, the likeliest ones where the model can say how large a hole is (one token,
asked for by itself); of what comes, that counts most which leaves the fewest
faults in the file, then that with the fewest names that nothing defines, and then what the model holds likeliest with the
whole file in sight (weighing.py; of what is too long for that, how sure it was while writing).

The model was trained to write whole lines from their break on, and parts of lines. A hole alone on its line is asked
for as a line, whose indentation is settled in the answer and never taken back (unless the mark stands in the first column beside
deeper lines: then the model finds it); any other as a part and as a line, which counts only if it begins as the line does.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field, replace
from random import Random
from typing import TYPE_CHECKING

from . import prompt
from .canvas import Canvas, settled
from .errors import RefusedError, UsageError
from .events import Check, End, Event
from .one_hole import HoleWork, Written, must_fill, plain
from .sight import window
from .source import faults, holes
from .source.document import Document
from .source.echoes import echoes
from .source.holes import Hole, fitted
from .source.names import all_unknown_in_python
from .source.patch import Edit, Patch
from .source.span import Span
from .weighing import between

if TYPE_CHECKING:
    from .engine import Engine

ROUNDS = 2  # of several holes; one alone has seen everything in the first
SIZES_TRIED = 3  # of those the model holds likeliest
IN_A_LINE = (4, 8, 16, 24)  # where it cannot say: tried for a hole within a line
OF_LINES = (8, 16, 32, 64)  # for one that takes as many lines as it needs
ECHOES = 12  # lines of the same file that are weighed beside what the model writes
WIDER = 3  # times as many are drawn from for another try
ECHO_NATS = 64.0  # what a likeness of 1 more counts: of 128 lines of the files named in source/echoes.py 17 % came out right; with 16, 15 %
UNLIKE = 0.8  # likeness from which on an echo is preferred to what the model holds as likely
LEAST, MOST = 4, 24  # tokens of a line, where their number is asked for


@dataclass(frozen=True, slots=True)
class Fill:
    """Text for a mark."""

    text: str
    faults: int  # in the whole file, names standing in for the holes that are still open
    unknown: int  # names in it that nothing defines
    confidence: float
    likeness: float | None = None  # of an echo, a line that the file has elsewhere: how like its surroundings are
    weight: float = 0.0  # how likely it is beside the others, in nats, and for an echo what its surroundings say

    @property
    def echo_nats(self) -> float:
        return 0.0 if self.likeness is None else ECHO_NATS * (self.likeness - UNLIKE)

    @property
    def rank(self) -> tuple[int, int, float, float]:
        """The smallest is the best."""
        return self.faults, self.unknown, -self.weight, -self.confidence


@dataclass(slots=True)
class Filling:
    document: Document
    open_engine: Callable[[], Engine]  # called only when there is a hole
    seed: int = 0
    again: bool = False  # another try after one that was not wanted
    holes: tuple[Hole, ...] = field(init=False)
    fills: list[Fill | None] = field(init=False)

    def __post_init__(self) -> None:
        self.holes = holes.find(self.document)
        self.fills = [None] * len(self.holes)

    def run(self) -> Iterator[Event]:
        """Start, Frames, a Check per hole, End with the whole text; RefusedError if nothing fits or parses."""
        if not self.holes:
            yield End("ok", self.document.text, self.document.language.name, 0, 0, 0, 0.0, self.seed, 0)
            return
        work = HoleWork(self.open_engine().for_holes(), self.document.language.name, self.seed, self.again)
        must_fill(work.engine)
        yield work.start()
        for round_number in range(ROUNDS if len(self.holes) > 1 else 1):
            for number, hole in enumerate(self.holes):
                best = yield from self.fill(work, number)
                known = self.fills[number]
                # the later one has seen more, so only a fault speaks against it
                if best is not None and (known is None or best.faults <= known.faults):
                    self.fills[number] = best
                if self.fills[number] is None and round_number == 0:
                    raise self.nothing_fits(hole)
        self.check()
        for hole in self.holes:
            yield Check("filled", True, f"line {hole.line}")
        yield work.end(self.filled().apply().decode())

    def patch(self, end: End) -> Patch:
        """An edit for each mark: what stands between them is proved to be the same."""
        return self.filled()

    # --- one hole -----------------------------------------------------------------------------------------------

    def fill(self, work: HoleWork, number: int) -> Generator[Event, None, Fill | None]:
        """The best of all lengths, or None."""
        hole, found, asked, shortest = self.holes[number], [], False, 0
        rooms = dict.fromkeys((hole.room, hole.room if hole.alone else hole.mark))
        for room, size in [(room, size) for room in rooms for size in self.sizes_to_try(work, number, room)]:
            given = plain(self.document.slice(Span(room.start, hole.mark.start)))
            canvas, settled_ids = self.canvas(work, number, size, given, room.start)
            if not work.fits(canvas):
                shortest = shortest or len(canvas)
                continue
            asked = True
            written = yield from work.denoise(canvas)
            candidate = self.candidate(number, given, written, settled_ids)
            if candidate is not None:
                found.append(candidate)
        if not asked:
            raise work.too_long(self.document, shortest)
        if work.weighs:
            found += self.echoes(number)
        return min(self.weighed(work, number, found), key=lambda each: each.rank, default=None)

    def echoes(self, number: int) -> list[Fill]:
        """As many lines as are asked for, or else one, that the file has elsewhere."""
        hole = self.holes[number]
        if not hole.alone or hole.depth_open:
            return []
        margin = plain(self.document.slice(Span(hole.room.start, hole.mark.start))).removeprefix("\n")
        count = WIDER * ECHOES if self.again else ECHOES
        likely = echoes(plain(self.document.text).split("\n"), hole.line - 1, margin, count, hole.lines or 1)
        if self.again:  # the likeliest of them was not wanted
            likely = Random(self.seed).sample(likely, min(ECHOES, len(likely)))
        found = (self.judged(number, echo.text, 0.0, echo.likeness) for echo in likely if not holes.has_mark(echo.text))
        return [fill for fill in found if fill is not None]

    def weighed(self, work: HoleWork, number: int, found: list[Fill]) -> list[Fill]:
        """No text twice, and where there are several, each with its weight: as the line it makes, or as the lines."""
        likeness = {fill.text: fill.likeness for fill in found if fill.likeness is not None and fill.likeness > UNLIKE}
        # of one text, what the model wrote with the most confidence; that it is an echo as well speaks for it
        several = list({fill.text: fill for fill in sorted(found, key=lambda each: (each.likeness is None, each.confidence))}.values())
        several = [replace(fill, likeness=likeness.get(fill.text, fill.likeness)) for fill in several]
        if len(several) < 2:
            return several
        hole = self.holes[number]
        given = plain(self.document.slice(Span(hole.room.start, hole.mark.start)))
        weights = between(work, *self.sides(work, number, hole.room.start), [given + fill.text for fill in several])
        if weights is None:
            return [fill for fill in several if fill.likeness is None] or several
        return [replace(fill, weight=weight + fill.echo_nats) for fill, weight in zip(several, weights, strict=True)]

    def sizes_to_try(self, work: HoleWork, number: int, room: Span) -> tuple[int, ...]:
        """Sizes of the canvas's hole to try, in tokens, what is given of the line counted in; the likeliest first, where they are known."""
        hole, known = self.holes[number], work.engine.tokenizer
        given = plain(self.document.slice(Span(room.start, hole.mark.start)))
        fitting = dict.fromkeys(prompt.hole_size(len(known.encode(given)) + size) for size in sizes(self.document, hole))
        likely = work.likely_sizes(self.canvas(work, number, 1, given, room.start)[0])
        if hole.lines is not None:
            likely = [size for size in likely if min(fitting) <= size <= max(fitting)]
        return tuple(likely[:SIZES_TRIED] or fitting)

    def canvas(self, work: HoleWork, number: int, size: int, given: str, start: int) -> tuple[Canvas, int]:
        """A hole of ``size`` tokens, the depth of its line counted in; and how many of them are settled: that depth."""
        known = work.engine.tokenizer
        margin = [] if self.holes[number].depth_open else known.encode(given[: len(given) - len(given.lstrip())])
        before, after = self.sides(work, number, start)
        size = max(size, len(margin) + 1)
        return settled(prompt.fill_canvas(known, self.document.language.name, before, after, size), margin), len(margin)

    def sides(self, work: HoleWork, number: int, begin: int) -> tuple[str, str]:
        """The text up to ``begin``, where a hole's answer begins, and behind the hole, as much as fits: the others as they are
        filled so far; one that is still open is left out, with its line where it is alone."""
        source, parts, at = self.document.source, ["", ""], 0
        for other, (hole, fill) in self.pairs():
            start = begin if other == number else hole.room.start if fill is None and hole.alone else hole.mark.start
            parts[other > number] += source[at:start].decode()
            parts[other > number] += fill.text if fill and other != number else ""
            at = hole.mark.end
        parts[1] += source[at:].decode()
        return window(plain(parts[0]), plain(parts[1]), work.engine.tokenizer)

    def candidate(self, number: int, given: str, written: Written, settled_ids: int) -> Fill | None:
        text = fitted(self.holes[number], given, written.text) if written.ended else None
        own = written.confidence[settled_ids : written.tokens]
        return None if text is None else self.judged(number, text, sum(own) / max(len(own), 1))

    def judged(self, number: int, text: str, confidence: float, likeness: float | None = None) -> Fill | None:
        """A text for a hole with what is wrong with the file then; None where it can't stand there."""
        try:
            after = self.document.with_source(self.filled(number, text).apply())
            after.raw  # noqa: B018  RefusedError where the file's encoding has no such character
        except (RefusedError, ValueError):
            return None
        unknown = len(all_unknown_in_python(after.text)) if self.document.language.name == "python" else 0
        return Fill(text, len(faults.find(after)), unknown, confidence, likeness)

    # --- the whole ----------------------------------------------------------------------------------------------

    def filled(self, number: int | None = None, text: str = "") -> Patch:
        """All holes filled, one of them with ``text``; a name stands in for those that are still open."""
        texts = [text if at == number else fill.text if fill else "_" * hole.mark.size for at, (hole, fill) in self.pairs()]
        edits = (Edit.of(self.document, hole.mark, text) for hole, text in zip(self.holes, texts, strict=True))
        return Patch(self.document, tuple(edits))

    def pairs(self) -> Iterator[tuple[int, tuple[Hole, Fill | None]]]:
        return enumerate(zip(self.holes, self.fills, strict=True))

    def check(self) -> None:
        """RefusedError unless the filled file parses."""
        after = self.filled().prove()
        found = faults.find(after)
        if not found:
            return
        where = f"{self.document.name}: nothing the model wrote makes the file parse; it is untouched"
        raise RefusedError(
            f"{where} (line {found[0].line}: {found[0].message})",
            hint="fill a hole by hand, say with <fill N> how many lines it takes, or mend what else is broken first",
        )

    def nothing_fits(self, hole: Hole) -> RefusedError:
        count = f" of {hole.lines} line{'' if hole.lines == 1 else 's'}" if hole.lines else ""
        return RefusedError(
            f"{self.document.name}:{hole.line}: the model found no text{count} for this hole; the file is untouched",
            hint="ask for another number of lines with <fill N>, try another --seed, or fill it by hand",
        )


def sizes(document: Document, hole: Hole) -> tuple[int, ...]:
    """Lengths to try, in tokens."""
    if hole.lines is None:
        return OF_LINES if hole.alone else IN_A_LINE
    fitting = [size for size in prompt.HOLE_SIZES if LEAST * hole.lines <= size <= MOST * hole.lines]
    if not fitting:
        most = max(prompt.HOLE_SIZES) // LEAST
        raise UsageError(f"{document.name}:{hole.line}: a hole takes at most {most} lines, not {hole.lines}", hint="ask for fewer")
    return tuple(fitting[::2])
