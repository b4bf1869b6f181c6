"""From an error's text to the files and lines it names: of those that exist, and are the user's own."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ..errors import UsageError
from ..source.disk import read_at_most
from ..source.document import LARGEST
from ..source.languages import language_for_path
from ..source.tracebacks import Report, Spot, parse
from .targets import STDIN, Target, stdin_bytes


@dataclass(frozen=True, slots=True)
class Blame:
    """An error's text, understood: the files to look at, and for each the lines."""

    report: Report
    targets: tuple[Target, ...]
    lines: tuple[tuple[int, ...], ...]  # for each target

    def of(self, target: Target) -> tuple[int, ...]:
        return next((lines for known, lines in zip(self.targets, self.lines, strict=True) if known == target), ())


def blame(text: str, paths: Sequence[Path], stdin_filename: str | None) -> Blame:
    """UsageError where the text names no line of the files; without ``paths``, of any below the current folder."""
    report = parse(text)
    owners = {spot: target for spot in report.spots if (target := owner(spot, paths, stdin_filename)) is not None}
    if not owners:  # it ran elsewhere, or from another folder
        owners = {spot: target for spot in report.spots if (target := namesake(spot, paths, stdin_filename)) is not None}
    blamed = report.blamed(spot for spot in report.spots if spot in owners)
    if not blamed:
        where = " or ".join(map(str, paths)) if paths else "a source file below this folder"
        raise UsageError(f"the error names no line of {where}", hint="name the file and the line: dcode fix FILE -l N")
    targets = tuple(dict.fromkeys(owners[spot] for spot in blamed))
    lines = (tuple(dict.fromkeys(spot.line for spot in blamed if owners[spot] == target)) for target in targets)
    return Blame(report, targets, tuple(lines))


def error_text(given: str) -> str:
    """``-`` is stdin, ``@FILE`` a file; everything else is the text itself."""
    if given == str(STDIN):
        return stdin_bytes().decode("utf-8", "replace")
    if not given.startswith("@"):
        return given
    try:
        return read_at_most(Path(given[1:]), LARGEST).decode("utf-8", "replace")
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise UsageError(f"cannot read {given[1:]}: {reason}", hint="name a file behind @, or pipe it in: --error -") from None


def owner(spot: Spot, paths: Sequence[Path], stdin_filename: str | None) -> Target | None:
    """The file a spot is in, if it is one of ``paths`` or below one of them; without any, below the current folder."""
    real = os.path.realpath(spot.file)
    for path in paths:
        known = os.path.realpath(stdin_filename or "stdin") if path == STDIN else os.path.realpath(path)
        if real == known:
            return Target(path, stdin_filename if path == STDIN else None)
    for folder in paths or [Path(".")]:
        inside = os.path.relpath(real, os.path.realpath(folder))
        if path_is_a_source(Path(real)) and folder != STDIN and not inside.startswith("..") and os.path.isdir(folder):
            return Target(folder / inside)
    return None


def namesake(spot: Spot, paths: Sequence[Path], stdin_filename: str | None) -> Target | None:
    """The named file that ends as a spot's does, where the spot's own is not here."""
    there = PurePosixPath(spot.file.replace("\\", "/")).parts
    for path in paths:
        name = os.path.relpath(stdin_filename or "stdin" if path == STDIN else path)
        here = (os.path.basename(name),) if name.startswith("..") else Path(name).parts
        short = min(len(there), len(here))
        if short and there[-short:] == here[-short:] and not os.path.isdir(path) and not os.path.exists(spot.file):
            return Target(path, stdin_filename if path == STDIN else None)
    return None


def path_is_a_source(path: Path) -> bool:
    hidden = any(part.startswith(".") for part in Path(os.path.relpath(path)).parts if part not in ("..", "."))
    return path.is_file() and not hidden and language_for_path(path) is not None
