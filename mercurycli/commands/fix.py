"""``dcode fix PATH…``: repair what does not parse, or change what was asked for; show the diff, write it when the user agrees.

A healthy file costs a look and nothing else, so the model, the live view and the undo store are behind mending.py,
which is imported when the first file is to be changed.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ..errors import DcodeError, RefusedError, UsageError
from ..source import faults
from ..source.document import Document
from ..source.tracebacks import Report
from ..view import fix_report
from ..view.fix_report import Outcome, Place
from . import suspects
from .aim import Faults, Part
from .blame import Blame, blame, error_text
from .fix_options import FixOptions
from .speech import put_on_stdout, say, tell
from .targets import Target, targets_at

if TYPE_CHECKING:
    from .mending import Mending, Order
    from .orders import Orders
    from .trial import Trial

__all__ = ["FixOptions", "run"]
FOUND_SOMETHING = 1


def run(options: FixOptions) -> int:
    """Returns the exit code, of several files the highest. One file's failure does not keep the others from being mended."""
    found = None if options.error is None else blame(error_text(options.error), options.paths, options.stdin_filename)
    targets = found.targets if found else targets_at(options.paths, options.stdin_filename, quiet=options.quiet)
    if options.test is not None and len(targets) > 1:
        raise UsageError(f"--test is for one file; the error names {len(targets)}", hint="name one of them")
    work = Work(options, found, alone=len(targets) == 1 and not any(map(os.path.isdir, options.paths)))
    try:
        work.through(targets)
    except KeyboardInterrupt:  # what is done is told all the same
        work.conclude()
        raise
    return work.conclude()


class Work:
    """The files one after another, and what is told of them."""

    def __init__(self, options: FixOptions, found: Blame | None = None, *, alone: bool) -> None:
        self.options, self.found, self.alone = options, found, alone
        self.outcomes: list[Outcome] = []
        self.mending: Mending | None = None

    def through(self, targets: Sequence[Target]) -> None:
        if self.options.delivery == "patch":
            self.mender.check_patch_file()
        for target in targets:
            outcome = self.outcome(target)
            self.outcomes.append(outcome)
            self.report(outcome)
            if self.mending is not None and self.mending.stopped:
                break
        if self.mending is not None:
            self.mending.finish()

    @property
    def mender(self) -> Mending:
        if self.mending is None:
            from .mending import Mending

            self.mending = Mending(self.options)
        return self.mending

    def outcome(self, target: Target) -> Outcome:
        name, places, language = target.name, (), None
        try:
            document = target.read()
            language, part = document.language.name, self.part(target, document)
            trial = self.trial(target, document)
            if self.options.instruction is not None:
                self.announce(name, language, ())
                return self.settled(name, self.orders(target, document, part, trial).rewriting(), (), trial)
            broken = faults.find(document)
            wanted = part.having(document, broken)
            if not wanted:
                return self.well_formed(target, document, part, trial, broken)
            places = tuple(place_of(document, fault) for fault in wanted)
            self.announce(name, language, places)
            if self.options.check:
                return Outcome(name, "broken", FOUND_SOMETHING, language, places)
            return self.settled(target.name, self.orders(target, document, part, trial).repair(), places, trial)
        except DcodeError as error:
            return Outcome(name, "failed", error.exit_code, language, places, error=error)

    def part(self, target: Target, document: Document) -> Part:
        aim = self.options.aim
        lines = self.found.of(target) if self.found else ()
        if lines and min(lines) > document.lines.count:
            raise UsageError(f"{target.name} has {document.lines.count} lines, fewer than the error names", hint="run it anew for its error")
        lines = tuple(line for line in lines if line <= document.lines.count)
        return Part(aim.regions(document), aim.kept(document), lines, self.found.report if self.found else Report(()))

    def trial(self, target: Target, document: Document) -> Trial | None:
        if self.options.test is None:
            return None
        from .trial import Trial

        return Trial(target.path, document, self.options.test, self.options.test_seconds)

    def orders(self, target: Target, document: Document, part: Part, trial: Trial | None) -> Orders:
        from .orders import Orders

        return Orders(self.options, target, document, part, trial, self.mender.engine)

    def settled(self, name: str, order: Order, places: tuple[Place, ...], trial: Trial | None) -> Outcome:
        """Delivered. Where candidates were tried and none has passed, it is the test that failed, not the model."""
        try:
            return self.mender.mend(name, order, places)
        except RefusedError:
            if trial is not None and trial.failed:
                raise trial.failure() from None
            raise

    def well_formed(self, target: Target, document: Document, part: Part, trial: Trial | None, elsewhere: Faults) -> Outcome:
        """There is nothing to mend, in the part at least. A compiler, an error or a test that fails may still name lines to correct."""
        if not elsewhere and (said := part.having(document, faults.rejected(document))):
            return self.rejected(target, document, part, trial, said)
        if trial is not None and not part.lines:
            if trial.passes(document):
                self.pass_on(document, "nothing to mend, the test passes")
                return Outcome(target.name, "healthy", language=document.language.name)
            if self.options.check:
                say(f"{target.name}: the test fails ({trial.verdict})")
                return Outcome(target.name, "broken", FOUND_SOMETHING, document.language.name)
            if not elsewhere:
                part = self.suspected(target, document, part, trial)
        if elsewhere or not (part.lines or part.further):
            return self.nothing_there(target, document, trial, elsewhere)
        places = tuple(place_at(document, line, part.report.message or "named by the error") for line in part.lines)
        self.announce(target.name, document.language.name, places)
        return self.settled(target.name, self.orders(target, document, part, trial).correcting(), places, trial)

    def rejected(self, target: Target, document: Document, part: Part, trial: Trial | None, said: Faults) -> Outcome:
        """It parses, but its own compiler takes it no more than a text that does not: the line it names is corrected for it."""
        name, language, places = target.name, document.language.name, tuple(place_of(document, fault) for fault in said)
        self.announce(name, language, places)
        if self.options.check:
            return Outcome(name, "broken", FOUND_SOMETHING, language, places)
        blamed = replace(part, lines=tuple(fault.line for fault in said))
        return self.settled(name, self.orders(target, document, blamed, trial).correcting(compiles), places, trial)

    def suspected(self, target: Target, document: Document, part: Part, trial: Trial) -> Part:
        found = suspects.suspected(target, document, part, trial.output)
        if found is None:
            raise trial.failure(f"its output names no line of {document.name}: name them with -l, or say what to change with -i")
        return found

    def nothing_there(self, target: Target, document: Document, trial: Trial | None, elsewhere: Faults) -> Outcome:
        if trial is not None and not trial.passes(document):
            raise trial.failure("there is nothing to mend where you pointed; leave -l, -s and --error out, or say what to change with -i")
        if elsewhere:
            self.pass_on(document, f"nothing to mend there; line {elsewhere[0].line}, elsewhere: {elsewhere[0].message}")
        else:
            pointed = f" in {self.options.aim}: say what to change with -i" if self.options.aim.named else ""
            self.pass_on(document, f"nothing to mend{pointed}")
        return Outcome(target.name, "healthy", language=document.language.name)

    def pass_on(self, document: Document, what: str) -> None:
        """Of a healthy file."""
        if self.options.delivery == "stdout" and self.options.output_format == "text":
            put_on_stdout(document.raw)
        elif self.alone and not self.options.quiet:
            say(f"{document.name}: {what}")

    def announce(self, name: str, language: str, places: Sequence[Place]) -> None:
        if self.options.output_format == "jsonl":
            print(fix_report.opening_line(name, language, places), flush=True)
        for place in places:
            say(f"{name}:{place.line}: {place.message}")

    def report(self, outcome: Outcome) -> None:
        if self.options.output_format == "jsonl":
            print(fix_report.result_line(outcome), flush=True)
        elif self.options.output_format == "github" and (lines := fix_report.as_github(outcome)):
            put_on_stdout(f"{lines}\n".encode())
        if outcome.error is not None:
            if self.alone and self.options.output_format == "text":
                raise outcome.error
            tell(outcome.error)

    def conclude(self) -> int:
        code = max((outcome.exit_code for outcome in self.outcomes), default=0)
        if self.options.output_format == "json":
            print(fix_report.as_json(self.outcomes, code))
        elif self.options.output_format == "jsonl":
            print(fix_report.summary_line(self.outcomes, code))
        elif self.options.output_format == "sarif":
            print(fix_report.as_sarif(self.outcomes))
        if self.outcomes and not self.alone and not self.options.quiet:
            say(summary(self.outcomes))
        return code


def compiles(candidate: Document) -> bool:
    return not faults.rejected(candidate)


def place_of(document: Document, fault: faults.Fault) -> Place:
    line, column = document.lines.position(fault.span.start)
    return Place(line, column, *document.lines.position(fault.span.end), fault.message, fault.source)


def place_at(document: Document, line: int, message: str) -> Place:
    """A line that an error names, without its margin."""
    span = document.lines.span(line, line)
    text = document.slice(span)
    return Place(line, len(text) - len(text.lstrip()) + 1, line, len(text) + 1, message, "error")


def summary(outcomes: Sequence[Outcome]) -> str:
    """``12 files: 10 healthy, 1 mended, 1 failed``"""
    found = fix_report.counts(outcomes)
    total = found.pop("files")
    parts = ", ".join(f"{count} {status}" for status, count in found.items() if count)
    return f"{total} file{'' if total == 1 else 's'}: {parts}"
