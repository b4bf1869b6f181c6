"""A line that parses and fails all the same: it becomes a hole and is denoised anew, the rest of the file in sight.

A sibling of repair.py for errors at run time. The compiler cannot say here which candidate is right, so that counts
which keeps most of the line and of its names only those that are known. A name that was not found may be another one
misspelt: those that look like it stand beside what the model writes. Where the user's test decides, the usual slips of
meaning (varying.py) in the lines that are blamed, and in those around them, are tried as well.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher, get_close_matches
from itertools import chain, islice, product
from typing import TYPE_CHECKING

from . import prompt, varying
from .candidate import Candidate, changed_characters, keeps_most
from .errors import RefusedError
from .events import Check, End, Event, Note
from .one_hole import HoleWork, Written, must_fill, plain
from .search import Search
from .sight import sides
from .source.context import whole_line_hole
from .source.document import Document
from .source.names import ALWAYS_THERE, all_unknown_in_python, bound_in_python
from .source.objections import objection
from .source.patch import Edit, Patch, whole_patch
from .source.span import Span

if TYPE_CHECKING:
    from .engine import Engine

LENGTHS = 2  # of the hole that are tried: what holds the old text, and the next
FAR = 1000  # between the seeds of two candidates: a further try takes the next seed
NAMES_TRIED = 4  # that look like one that was not found
LINES_TRIED = 12  # of those that are blamed


@dataclass(slots=True)
class Correcting:
    document: Document
    open_engine: Callable[[], Engine]
    lines: tuple[int, ...]  # to blame, from 1, the most likely first
    further: Mapping[int, float] = field(default_factory=dict)  # that may be to blame as well, where ``accept`` decides: how much less likely, in nats
    undefined: str = ""  # the name that was not found when the program ran
    seed: int = 0
    again: bool = False  # another try after one that was not wanted
    search: Search = Search()
    kept: tuple[Span, ...] = ()  # whole lines that must not change
    accept: Callable[[Document], bool] | None = None  # asked of each candidate, the best first
    tried: Callable[[Document], bool] | None = None  # whether it was asked before: then it is not counted again
    nearer: Callable[[], bool] | None = None  # whether a candidate that failed is one to go on from: then the search ends
    original: Document | None = None  # what is patched, where ``document`` is a candidate that came nearer

    def run(self) -> Iterator[Event]:
        """Start, Frames, a Check for the corrected line, End with the whole text; RefusedError if nothing helps."""
        begin = time.perf_counter()
        open_lines = [line for line in self.lines if self.may_change(line)][:LINES_TRIED]
        further = {line: cost for line, cost in self.further.items() if self.may_change(line)} if self.accept else {}
        if not open_lines and not further:
            named = ", ".join(map(str, self.lines))
            raise RefusedError(f"{self.document.name}: --keep protects line {named}, which the error names", hint="keep fewer lines")
        work = HoleWork(self.open_engine().for_holes(), self.document.language.name, self.seed, self.again)
        yield work.start()
        asked = 0
        for line, candidate in (yield from self.varied(work, open_lines, further)):
            if asked == self.search.candidates or self.late(begin):
                break  # there may be thousands more, and each is parsed before it comes
            if self.tried is not None and self.tried(candidate.document):
                continue
            asked += 1
            if self.accepts(candidate):
                yield from self.done(work, line, candidate)
                return
            if self.nearer is not None and self.nearer():
                raise self.helpless(open_lines or list(further)[:1])
        for line in open_lines:
            found = yield from self.drawn(work, line, begin)
            for candidate in sorted(found, key=lambda each: (each.changed, -each.confidence)):
                if self.accepts(candidate):
                    yield from self.done(work, line, candidate)
                    return
        raise self.helpless(open_lines or list(further)[:1])

    def done(self, work: HoleWork, line: int, candidate: Candidate) -> Iterator[Event]:
        yield Check("corrected", True, f"line {line}")
        yield work.end(candidate.document.text)

    def accepts(self, candidate: Candidate) -> bool:
        return self.accept is None or self.accept(candidate.document)

    def late(self, begin: float) -> bool:
        return self.search.deadline is not None and time.perf_counter() - begin > self.search.deadline

    def varied(self, work: HoleWork, lines: list[int], further: dict[int, float]) -> Generator[Event, None, Iterable[tuple[int, Candidate]]]:
        """The usual slips of meaning taken back, where somebody can tell which of them was made."""
        if self.accept is None:
            return ()
        costs = {**further, **dict.fromkeys(lines, 0.0)}
        if not costs:
            return ()
        yield Note(f"weighing small changes of {len(costs)} line{'' if len(costs) == 1 else 's'}")
        named = [(line, found) for line in lines for found in self.renamed(line)]
        by_suspicion = sorted(costs.items(), key=lambda each: each[1])
        return chain(named, varying.candidates(work, self.document, by_suspicion, lambda patch: not objection(patch, self.kept)))

    def patch(self, end: End) -> Patch:
        return whole_patch(self.original or self.document, end.text)

    def may_change(self, line: int) -> bool:
        """A blank line has nothing to correct."""
        span = self.document.lines.span(line, line)
        kept = any(self.document.lines.whole(each).contains(span) for each in self.kept)
        return not kept and not self.document.lines.is_blank(line)

    def renamed(self, line: int) -> list[Candidate]:
        hole = whole_line_hole(self.document, self.document.lines.span(line, line))
        found = (self.judged(line, hole, new, likeness) for new, likeness in self.other_names(hole))
        return [candidate for candidate in found if candidate is not None]

    def drawn(self, work: HoleWork, line: int, begin: float) -> Generator[Event, None, list[Candidate]]:
        """What is proposed for a line and nothing speaks against; no text twice."""
        hole, found = whole_line_hole(self.document, self.document.lines.span(line, line)), {}
        found |= {candidate.document.source: candidate for candidate in self.renamed(line)}
        count, sizes = LENGTHS if self.accept else self.search.candidates, self.sizes(work, hole)
        for number, size in islice(product(range(count), sizes), count):
            if self.late(begin):
                break
            work.seed, work.again = self.seed + FAR * number, self.again or number > 0
            written = yield from self.written(work, hole, size)
            candidate = self.judged(line, hole, written.text, written.lowest) if written is not None else None
            if candidate is not None:
                found.setdefault(candidate.document.source, candidate)
        work.seed = self.seed
        return list(found.values())

    def sizes(self, work: HoleWork, hole: Span) -> tuple[int, ...]:
        needed = len(work.engine.tokenizer.encode(plain(self.document.slice(hole)))) + 1
        return tuple(size for size in prompt.HOLE_SIZES if size >= needed)[:LENGTHS]

    def other_names(self, hole: Span) -> Iterator[tuple[str, float]]:
        """The line with a name that is known in the place of the one that was not found."""
        if not self.undefined or self.document.language.name != "python":
            return
        known = sorted(bound_in_python(self.document.text) | ALWAYS_THERE)
        for name in get_close_matches(self.undefined, known, NAMES_TRIED):
            new = re.sub(rf"\b{re.escape(self.undefined)}\b", name, plain(self.document.slice(hole)))
            yield new, SequenceMatcher(None, self.undefined, name).ratio()

    def written(self, work: HoleWork, hole: Span, size: int) -> Generator[Event, None, Written | None]:
        old, tokenizer = plain(self.document.slice(hole)), work.engine.tokenizer
        before, after = sides(self.document, hole, tokenizer)
        canvas = prompt.fix_canvas(tokenizer, self.document.language.name, before, old, after, size)
        if not work.fits(canvas):
            return None
        written = yield from work.denoise(canvas)
        return written if written.ended else None

    def judged(self, line: int, hole: Span, text: str, confidence: float) -> Candidate | None:
        old, new = plain(self.document.slice(hole)), text.rstrip()
        if not new.strip() or new == old or old.startswith("\n") != new.startswith("\n") or not keeps_most(old, new):
            return None
        patch = Patch(self.document, (Edit.of(self.document, hole, new),))
        if objection(patch, self.kept) or self.still_fails(patch, line, new.strip().count("\n")):
            return None
        return Candidate(patch.prove(), changed_characters(old, new), confidence)

    def still_fails(self, patch: Patch, line: int, further: int) -> bool:
        """Whether the name that was not found is looked for there again."""
        if not self.undefined or self.document.language.name != "python":
            return False
        unknown = all_unknown_in_python(patch.apply().decode())
        return any(each.name == self.undefined and line <= each.line <= line + further for each in unknown)

    def helpless(self, lines: list[int]) -> RefusedError:
        named = ", ".join(map(str, lines))
        return RefusedError(
            f"{self.document.name}:{named}: no attempt of the model changed the line in a way that could be right; the file is untouched",
            hint=f"correct line {named} by hand, say what to change with -i, or try another --seed",
        )
