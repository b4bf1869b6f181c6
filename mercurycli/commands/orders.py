"""Which job a file gets, with all that was said of the way to look for a change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..correcting import LENGTHS, Correcting
from ..errors import RefusedError
from ..repair import Repair
from ..retrying import Job, Retrying
from ..rewriting import Rewriting
from ..search import Search
from ..source.document import Document
from ..source.objections import changed_line, same_outside
from ..view.fix_report import Status
from .aim import Part
from .fix_options import FixOptions
from .mending import Order
from .suspects import renewed
from .targets import Target
from .trial import Trial

if TYPE_CHECKING:
    from ..engine import Engine

TRIES = 3  # where a first one may well bring nothing
TESTED = 4  # candidates of a repair that are tested in one try: a test may take a minute
LOOKED_AT = 8  # those of one that nobody tests
VARIED = 60  # small changes of lines that parse and fail, tested in one try: of one slip in a function about 70 % are among them


@dataclass(frozen=True, slots=True)
class Orders:
    options: FixOptions
    target: Target
    document: Document
    part: Part
    trial: Trial | None
    engine: Callable[[], Engine]

    def repair(self) -> Order:
        """Of what does not parse. A repair is sure of itself; it is tried again only where somebody else decides."""
        lines = self.part.spans(self.document)
        kept = (*self.part.kept, *self.part.elsewhere(self.document))
        search = self.options.search(TESTED, TRIES) if self.trial else self.options.search(LOOKED_AT)

        def job(seed: int, again: bool) -> Job:
            return Repair(
                self.document, self.engine, seed, again, search=search, accept=self.accept, lines=lines, kept=kept
            )  # fmt: skip

        return self.order(job, search)

    def rewriting(self) -> Order:
        """Of a change in words."""
        wish, search = self.options.instruction or "", self.options.search(tries=TRIES)

        def job(seed: int, again: bool) -> Job:
            return Rewriting(
                self.document, self.engine, wish, self.part.regions, seed, again, search, self.part.kept, self.accept
            )  # fmt: skip

        return self.order(job, search, "changed")

    def correcting(self, sound: Callable[[Document], bool] | None = None) -> Order:
        """Of lines that parse and fail; ``sound`` is asked before the test is.

        What the tries before made the test say goes into the next one: it goes on from the candidate with which the fewest tests
        failed, and looks at the lines that this one's output names.
        """
        search, trial = self.options.search(VARIED if sound or self.trial else LENGTHS, TRIES), self.trial

        def job(seed: int, again: bool) -> Job:
            start = trial.nearest() if trial else self.document
            part = self.part if start is self.document or trial is None else renewed(self.target, start, self.part, trial.output_of(start))
            return Correcting(
                start, self.engine, part.lines, part.further, part.report.undefined, seed, again, search,
                self.options.aim.kept(start), accept if sound or trial else None, trial.tried if trial else None,
                (lambda: trial.nearest().raw != start.raw) if trial else None, self.document,
            )  # fmt: skip

        def accept(candidate: Document) -> bool:
            return (sound is None or sound(candidate)) and (self.accept is None or self.accept(candidate))

        return self.order(job, search)

    @property
    def accept(self) -> Callable[[Document], bool] | None:
        return self.trial.passes if self.trial else None

    def order(self, job: Callable[[int, bool], Job], search: Search, done: Status = "mended") -> Order:
        def retried(seed: int, again: bool) -> Job:
            nearer = {"nearer": self.trial.nearer} if self.trial else {}
            return Retrying(job, search.tries, search.deadline, seed, again, **nearer)

        return Order(self.target.path, self.document, retried if search.tries > 1 else job, done, self.prove)

    def prove(self, after: Document) -> None:
        """At the door: what a job proposes keeps what is to be kept, stays where it was pointed to, and passes the test."""
        line = changed_line(self.document, after, self.part.kept)
        if line is not None:
            raise RefusedError(
                f"{self.document.name}: line {line} would change, which --keep protects; the file is untouched",
                hint="keep fewer lines, or try another --seed",
            )
        if not same_outside(self.document, after, self.part.regions):
            raise RefusedError(
                f"{self.document.name}: something outside of {self.options.aim} would change; the file is untouched",
                hint="name more lines with -l A-B, or try another --seed",
            )
        if self.trial is not None:
            self.trial.prove(after)
