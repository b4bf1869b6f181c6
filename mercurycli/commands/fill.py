"""``dcode fill FILE|-``: the holes in a file are filled, the diff is shown, it is written when the user agrees.

A file without a hole costs a look, as a healthy one does in fix.py; the model is behind mending.py.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import mercurycli

from ..errors import DcodeError
from ..source import holes
from ..source.document import Document
from ..source.holes import Hole
from ..view import fix_report
from ..view.fix_report import Outcome
from .speech import put_on_stdout, say, tell
from .targets import STDIN, Target
from .ways import check_stdin, check_way, chosen

SCHEMA = "dcode.fill/1"
FORMATS = ("text", "json", "jsonl")
WAYS = ("write", "diff", "stdout")  # flags of FillOptions; one at most is chosen


@dataclass(frozen=True, slots=True)
class FillOptions:
    path: Path
    write: bool = False
    diff: bool = False
    stdout: bool = False
    output_format: str = "text"
    stdin_filename: str | None = None
    seed: int = 0
    model: str | None = None
    device: str = "auto"
    quiet: bool = False
    patch: None = None  # of several files; here --diff is enough
    view: bool = True  # the live draft, where there is a terminal

    def __post_init__(self) -> None:
        check_way(self, WAYS, FORMATS)
        check_stdin(self, WAYS, from_stdin=self.path == STDIN)

    @property
    def delivery(self) -> str:
        """How: by default a question on a terminal, else the write; for stdin the way out is stdout."""
        return chosen(self, WAYS) or ("stdout" if self.path == STDIN else "ask")


def run(options: FillOptions) -> int:
    """Returns the exit code. No hole is no failure."""
    target = Target(options.path, options.stdin_filename)
    document, found = None, ()
    try:
        document = target.read()
        found = holes.find(document)
        outcome = filled(options, target, document) if found else nothing(options, document)
    except DcodeError as error:
        if options.output_format == "text":
            raise
        tell(error)
        language = document.language.name if document else None
        outcome = Outcome(target.name, "failed", error.exit_code, language, error=error)
    report(options, outcome, found)
    return outcome.exit_code


def filled(options: FillOptions, target: Target, document: Document) -> Outcome:
    from ..filling import Filling
    from .mending import Mending, Order

    mending = Mending(options)
    order = Order(target.path, document, lambda seed, again: Filling(document, mending.engine, seed, again), "filled")
    return mending.mend(target.name, order, ())


def nothing(options: FillOptions, document: Document) -> Outcome:
    if options.delivery == "stdout" and options.output_format == "text":
        put_on_stdout(document.raw)
    if not options.quiet:
        say(f"note: {document.name} has no hole; {holes.how_to_leave_one(document)}")
    return Outcome(document.name, "healthy", language=document.language.name)


def report(options: FillOptions, outcome: Outcome, found: tuple[Hole, ...]) -> None:
    if options.output_format == "text":
        return
    shown: dict[str, Any] = {"type": "result", "schema": SCHEMA, "version": mercurycli.__version__, **fix_report.fields(outcome)}
    del shown["faults"]
    shown["holes"] = [{"line": hole.line, "lines": hole.lines} for hole in found]
    json_lines = options.output_format == "jsonl"
    print(json.dumps(shown, separators=(",", ":")) if json_lines else json.dumps(shown, indent=2))
