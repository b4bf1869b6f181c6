"""What ``dcode fix`` was asked for. A wish that contradicts itself cannot be built."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from ..errors import UsageError
from ..search import Search
from ..view import fix_report
from .aim import Aim
from .targets import STDIN
from .ways import check_stdin, check_way, chosen

WAYS = ("write", "diff", "check", "stdout", "patch")  # flags of FixOptions; one at most is chosen
TEST_SECONDS = 60


@dataclass(frozen=True, slots=True)
class FixOptions:
    paths: tuple[Path, ...] = ()
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
    instruction: str | None = None
    error: str | None = None  # a text, @FILE or -
    aim: Aim = Aim()
    test: str | None = None
    test_seconds: int = TEST_SECONDS
    candidates: int | None = None  # these four None: as many as suit the job
    tries: int | None = None
    strength: float | None = None
    deadline: float | None = None
    view: bool = True  # the live draft, where there is a terminal

    def __post_init__(self) -> None:
        self.search()
        check_way(self, WAYS, fix_report.FORMATS)
        self._check_wish()
        if STDIN in self.paths:
            self._check_stdin()
        check_stdin(self, WAYS, from_stdin=STDIN in self.paths)
        if self.stdout:
            self._check_alone("--stdout", "name one file, or take the changes with --diff or --patch FILE")
        for flag, given in (("-i", self.instruction is not None), ("-l", self.aim.lines), ("-s", self.aim.symbols), ("--test", self.test)):
            if given:
                self._check_alone(flag, "name one file")

    def _check_wish(self) -> None:
        if not self.paths and self.error is None:
            raise UsageError("no file is named", hint="name files or folders, - for stdin, or an error that names them: --error @log")
        if self.instruction is not None and not self.instruction.strip():
            raise UsageError("-i says nothing", hint='say what is to change: -i "add a docstring"')
        if self.test is not None and not self.test.strip():
            raise UsageError("--test names no command", hint='for example --test "pytest -q"')
        if self.test_seconds < 1:
            raise UsageError(f"--test-timeout must be at least 1 second, not {self.test_seconds}", hint=f"leave it out for {TEST_SECONDS}")
        if self.instruction is not None and self.error is not None:
            raise UsageError("-i beside --error: there is one thing to do at a time", hint="run one after the other")
        if self.instruction is not None and self.strength is not None:
            raise UsageError("--strength is for a repair, not for -i", hint="name a smaller part with -s NAME or -l A-B")
        if self.check and (self.instruction is not None or self.error is not None):
            raise UsageError("--check looks for what does not parse, without a model", hint="see a change with --diff")

    def _check_alone(self, flag: str, hint: str) -> None:
        if len(self.paths) > 1 or any(map(os.path.isdir, self.paths)):
            raise UsageError(f"{flag} is for one file", hint=hint)

    def _check_stdin(self) -> None:
        if len(self.paths) > 1:
            raise UsageError("- stands alone", hint="name the files in another run")
        if self.error == str(STDIN):
            raise UsageError("- can be the file or the error, not both", hint="name the file, or put the error into one: --error @FILE")
        if self.test is not None:
            raise UsageError("--test needs a file that the test can see", hint="name the file instead of -")

    def search(self, candidates: int = 1, tries: int = 1) -> Search:
        """As the flags say, else as suits the job."""
        wanted = candidates if self.candidates is None else self.candidates, tries if self.tries is None else self.tries
        return Search(*wanted, self.strength, self.deadline)

    @property
    def delivery(self) -> str:
        """How: by default a question on a terminal, else the write; for stdin the way out is stdout."""
        named = chosen(self, WAYS)
        if named == "patch" and self.patch == STDIN:  # as everywhere, - is the standard stream
            return "diff"
        return named or ("stdout" if STDIN in self.paths else "ask")
