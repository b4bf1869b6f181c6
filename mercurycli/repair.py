"""Mends what does not parse, one fault after another: the smallest change first, then larger and larger holes.

A sibling of session.py: a use case as a stream of events. A candidate counts only if the file is better for it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from . import smallest, widening
from .candidate import Candidate, Faults, number_of
from .errors import RefusedError
from .events import Check, End, Event
from .one_hole import HoleWork, must_fill
from .search import Search
from .source import faults
from .source.document import Document
from .source.objections import changed_line
from .source.patch import Patch, whole_patch
from .source.span import Span

if TYPE_CHECKING:
    from .engine import Engine

FAULTS_MENDED = 12  # in one file

Attempt = Callable[[HoleWork, Document, Faults], Generator[Event, None, list[Candidate]]]  # the best candidate first
ATTEMPTS: tuple[Attempt, ...] = (smallest.candidates, widening.candidates)


@dataclass(slots=True)
class Repair:
    document: Document
    open_engine: Callable[[], Engine]  # called only when something is broken
    seed: int = 0
    again: bool = False  # another try after one that was not wanted
    search: Search = Search()
    accept: Callable[[Document], bool] | None = None  # asked of each candidate for the last fault, the best first
    lines: tuple[Span, ...] | None = None  # only faults within them are mended
    kept: tuple[Span, ...] = ()  # whole lines that must not change
    attempts: tuple[Attempt, ...] = ATTEMPTS

    def run(self) -> Iterator[Event]:
        """Start, Frames, a Check per mended fault, End with the whole new text; RefusedError if nothing helps."""
        current, found = self.document, self.faults_in(self.document)
        if not found:
            yield End("ok", current.text, current.language.name, 0, 0, 0, 0.0, self.seed, 0)
            return
        work = HoleWork(self.open_engine().for_holes(), current.language.name, self.seed, self.again, self.search.strength)
        must_fill(work.engine)
        yield work.start()
        for _ in range(FAULTS_MENDED):
            mended = yield from self.mend(work, current, found)
            if mended is None:
                raise helpless(work, current, found[0])
            yield Check("mended", True, f"line {found[0].line}: {found[0].message}")
            current, found = mended, self.faults_in(mended)
            if not found:
                break
        if found:
            raise RefusedError(
                f"{current.name}: more than {FAULTS_MENDED} faults; the file is untouched",
                hint=f"mend some by hand first; the next is in line {found[0].line}: {found[0].message}",
            )
        yield work.end(current.text)

    def patch(self, end: End) -> Patch:
        return whole_patch(self.document, end.text)

    def faults_in(self, document: Document) -> Faults:
        """Those to mend: a fault counts by its line, and lines are counted from the end where text above has grown."""
        found = faults.find(document)
        if self.lines is None:
            return found
        longer = len(document.source) - len(self.document.source)
        wanted = [self.document.lines.whole(span) for span in self.lines]
        return tuple(f for f in found if any(span.start <= f.span.start <= span.end + max(longer, 0) for span in wanted))

    def mend(self, work: HoleWork, document: Document, found: Faults) -> Generator[Event, None, Document | None]:
        """The document with fewer faults, or None. The smallest change that helps is the one that is used."""
        halfway: list[Candidate] = []
        for attempt in self.attempts:
            proposed = yield from attempt(work, document, found)
            whole = [candidate for candidate in proposed if candidate.faults_left < number_of(found)]
            halfway += [candidate for candidate in proposed if candidate.faults_left >= number_of(found)]
            wanted = self.first_wanted(whole)
            if wanted is not None:
                return wanted
            if whole and self.accept is not None:
                halfway = []  # what is still broken passes no test
            if self.search.deadline is not None and time.perf_counter() - work.begin > self.search.deadline:
                break
        return self.first_wanted(halfway)  # the compiler names the first fault only: there may be another, or one was made

    def first_wanted(self, proposed: list[Candidate]) -> Document | None:
        documents = (candidate.document for candidate in proposed[: self.search.candidates])
        return next(filter(self.is_wanted, documents), None)

    def is_wanted(self, document: Document) -> bool:
        if self.kept and changed_line(self.document, document, self.kept) is not None:
            return False
        # with faults left, no test can pass
        return self.accept is None or bool(faults.find(document)) or self.accept(document)


def helpless(work: HoleWork, document: Document, fault: faults.Fault) -> RefusedError:
    # without a temperature every seed draws the same
    another = ", or try another --seed" if work.engine.defaults.temperature else ""
    return RefusedError(
        f"{document.name}:{fault.line}: {fault.message}: no attempt of the model made it better; the file is untouched",
        hint=f"mend line {fault.line} by hand{another}",
    )
