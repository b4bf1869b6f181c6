"""``dcode fix PATH…``: repair what does not parse, show the diff, write it when the user agrees.

A healthy file costs a look and nothing else, so the model, the live view and the undo store are behind mending.py,
which is imported when the first broken file is to be mended.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import DcodeError, UsageError
from ..source import faults
from ..source.document import Document
from ..view import fix_report
from ..view.fix_report import Outcome, Place
from .speech import put_on_stdout, say, tell
from .targets import STDIN, Target, targets_at

if TYPE_CHECKING:
    from .mending import Mending, Order

FOUND_SOMETHING = 1
WAYS = ("write", "diff", "check", "stdout", "patch")  # flags of FixOptions; one at most is chosen


@dataclass(frozen=True, slots=True)
class FixOptions:
    paths: tuple[Path, ...]
    write: bool = False
    diff: bool = False
    check: bool = False
    stdout: bool = False
    patch: Path | None = None
    output_format: str = "text"
    stdin_filename: str | None = None
    seed: int = 0
    model: str | None = None
    device: str = "auto"
    quiet: bool = False

    def __post_init__(self) -> None:
        chosen = [name for name in WAYS if getattr(self, name)]
        if len(chosen) > 1:
            flags = " beside ".join(f"--{name}" for name in chosen)
            raise UsageError(f"{flags}: a result can go one way only", hint="choose one")
        if self.output_format not in fix_report.FORMATS:
            known = ", ".join(fix_report.FORMATS)
            raise UsageError(f"--output-format {self.output_format} is not known", hint=f"use one of {known}")
        if self.output_format != "text" and (self.stdout or self.delivery == "diff"):
            flag = "--stdout" if self.stdout else "--diff"
            raise UsageError(f"{flag} and --output-format {self.output_format} both want stdout", hint="json holds the diff and the text")
        if STDIN in self.paths:
            self._check_stdin()
        elif self.stdin_filename:
            raise UsageError("--stdin-filename without -", hint="pass - as the path to read from stdin")
        if self.stdout and (len(self.paths) > 1 or any(map(os.path.isdir, self.paths))):
            raise UsageError("--stdout is for one file", hint="name one file, or take the changes with --diff or --patch FILE")

    def _check_stdin(self) -> None:
        if len(self.paths) > 1:
            raise UsageError("- stands alone", hint="name the files in another run")
        if self.write:
            raise UsageError("--write needs a file to write", hint="what comes from stdin goes to stdout: leave --write out")

    @property
    def delivery(self) -> str:
        """How: by default a question on a terminal, else the write; for stdin the way out is stdout."""
        named = next((way for way in WAYS if getattr(self, way)), None)
        if named == "patch" and self.patch == STDIN:  # as everywhere, - is the standard stream
            return "diff"
        return named or ("stdout" if STDIN in self.paths else "ask")


def run(options: FixOptions) -> int:
    """Returns the exit code, of several files the highest. One file's failure does not keep the others from being mended."""
    targets = targets_at(options.paths, options.stdin_filename, quiet=options.quiet)
    work = Work(options, alone=len(targets) == 1 and not any(map(os.path.isdir, options.paths)))
    try:
        work.through(targets)
    except KeyboardInterrupt:  # what is done is told all the same
        work.conclude()
        raise
    return work.conclude()


class Work:
    """The files one after another, and what is told of them."""

    def __init__(self, options: FixOptions, *, alone: bool) -> None:
        self.options, self.alone = options, alone
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
            language = document.language.name
            found = faults.find(document)
            if not found:
                self.pass_on(document)
                return Outcome(name, "healthy", language=language)
            places = tuple(place_of(document, fault) for fault in found)
            self.announce(name, language, places)
            if self.options.check:
                return Outcome(name, "broken", FOUND_SOMETHING, language, places)
            return self.mender.mend(name, self.order(target, document), places)
        except DcodeError as error:
            return Outcome(name, "failed", error.exit_code, language, places, error=error)

    def order(self, target: Target, document: Document) -> Order:
        from ..repair import Repair
        from .mending import Order

        return Order(target.path, document, lambda seed, again: Repair(document, self.mender.engine, seed, again))

    def pass_on(self, document: Document) -> None:
        """Of a healthy file."""
        if self.options.delivery == "stdout" and self.options.output_format == "text":
            put_on_stdout(document.raw)
        elif self.alone and not self.options.quiet:
            say(f"{document.name}: nothing to mend")

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


def place_of(document: Document, fault: faults.Fault) -> Place:
    line, column = document.lines.position(fault.span.start)
    return Place(line, column, *document.lines.position(fault.span.end), fault.message, fault.source)


def summary(outcomes: Sequence[Outcome]) -> str:
    """``12 files: 10 healthy, 1 mended, 1 failed``"""
    found = fix_report.counts(outcomes)
    total = found.pop("files")
    parts = ", ".join(f"{count} {status}" for status, count in found.items() if count)
    return f"{total} file{'' if total == 1 else 's'}: {parts}"
