"""Where a change goes: the flags of which one at most is given, and what does not go together with them.

What fix and fill have in common; each calls itself what ``Ways`` says.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from ..errors import UsageError


class Ways(Protocol):
    """A flag has the name of its field."""

    @property
    def output_format(self) -> str: ...
    @property
    def stdin_filename(self) -> str | None: ...
    @property
    def delivery(self) -> str: ...


def chosen(options: Ways, ways: Sequence[str]) -> str | None:
    """The way that is named."""
    return next((way for way in ways if getattr(options, way)), None)


def check_way(options: Ways, ways: Sequence[str], formats: Sequence[str]) -> None:
    """UsageError for two ways at once, for a format that is not known, and for one on a stdout that has another use."""
    named = [way for way in ways if getattr(options, way)]
    if len(named) > 1:
        flags = " beside ".join(f"--{way}" for way in named)
        raise UsageError(f"{flags}: a result can go one way only", hint="choose one")
    if options.output_format not in formats:
        raise UsageError(f"--output-format {options.output_format} is not known", hint=f"use one of {', '.join(formats)}")
    if options.output_format != "text" and (named == ["stdout"] or options.delivery == "diff"):
        flag = "--stdout" if named == ["stdout"] else "--diff"
        raise UsageError(f"{flag} and --output-format {options.output_format} both want stdout", hint="json holds the diff and the text")


def check_stdin(options: Ways, ways: Sequence[str], *, from_stdin: bool) -> None:
    """UsageError where stdin would be written, or is named and not read."""
    if from_stdin and chosen(options, ways) == "write":
        raise UsageError("--write needs a file to write", hint="what comes from stdin goes to stdout: leave --write out")
    if options.stdin_filename and not from_stdin:
        raise UsageError("--stdin-filename without -", hint="pass - as the path to read from stdin")
