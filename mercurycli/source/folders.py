"""The source files a folder stands for: those with a suffix of languages.py that no .gitignore leaves out.

The rules are git's own (gitignore(5)), read without git: a repository's configuration may name programs to run.
Links are not followed, for they lead out of what was named; hidden folders and installed packages are passed over.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from pathspec import GitIgnoreSpec

from ..errors import UsageError
from .document import LARGEST
from .languages import language_for_path

INSTALLED = ("node_modules", "__pycache__", "site-packages")  # others' code in folders that are not hidden
_MARK_OF_AN_ENVIRONMENT = "pyvenv.cfg"


@dataclass(frozen=True, slots=True)
class Rules:
    """What one .gitignore says of the files below its folder."""

    folder: Path
    spec: GitIgnoreSpec

    def say(self, path: Path, *, is_folder: bool) -> bool | None:
        """True: left out; False: taken in again; None: nothing."""
        name = path.relative_to(self.folder).as_posix()
        return self.spec.check_file(name + "/" if is_folder else name).include


@dataclass(frozen=True, slots=True)
class Found:
    files: tuple[Path, ...]
    too_large: tuple[Path, ...]  # sources by name, data by size
    errors: tuple[UsageError, ...]  # folders that cannot be read


def sources_below(folder: Path) -> Found:
    """In the order of their names. A folder that is named itself is walked even if a .gitignore above leaves it out."""
    files: list[Path] = []
    too_large: list[Path] = []
    errors: list[UsageError] = []
    top = Path(os.path.realpath(folder))
    waiting = [(top, folder, _rules_above(top))]  # the folder as the rules know it, and as the user names it
    while waiting:
        real, shown, rules = waiting.pop()
        try:
            with os.scandir(real) as scan:
                items = list(scan)
        except OSError as error:
            hint = "check its permissions, or name the files that can be read"
            errors.append(UsageError(f"cannot read the folder {shown}: {error.strerror}", hint=hint))
            continue
        rules = [*rules, *_read(real / ".gitignore", real)]
        for item in items:
            path, name = real / item.name, shown / item.name
            if item.is_dir(follow_symlinks=False):
                if not _passed_over(path) and not _left_out(path, rules, is_folder=True):
                    waiting.append((path, name, rules))
            elif _is_source(item) and not _left_out(path, rules, is_folder=False):
                (too_large if _is_too_large(item) else files).append(name)
    return Found(tuple(sorted(files)), tuple(sorted(too_large)), tuple(errors))


def _is_source(item: os.DirEntry[str]) -> bool:
    return language_for_path(item.name) is not None and item.is_file(follow_symlinks=False)


def _is_too_large(item: os.DirEntry[str]) -> bool:
    try:
        return item.stat(follow_symlinks=False).st_size > LARGEST
    except OSError:  # gone meanwhile: whoever opens it says so
        return False


def _passed_over(folder: Path) -> bool:
    return folder.name.startswith(".") or folder.name in INSTALLED or (folder / _MARK_OF_AN_ENVIRONMENT).exists()


def _left_out(path: Path, rules: list[Rules], *, is_folder: bool) -> bool:
    """The innermost .gitignore that says something has the last word."""
    for rule in reversed(rules):
        if (said := rule.say(path, is_folder=is_folder)) is not None:
            return said
    return False


def _rules_above(folder: Path) -> list[Rules]:
    """Of the repository the folder lies in, from its top down to the folder's parent; none without a repository."""
    top = next((place for place in (folder, *folder.parents) if (place / ".git").exists()), None)
    if top is None:
        return []
    rules = list(_read(top / ".git" / "info" / "exclude", top))
    way = [place for place in reversed((folder, *folder.parents)) if place.is_relative_to(top)]
    for place, below in pairwise(way):
        rules += _read(place / ".gitignore", place)
        if _left_out(below, rules, is_folder=True):
            return []
    return rules


def _read(path: Path, folder: Path) -> Iterator[Rules]:
    """Nothing where there is no such file, or one that cannot be read; a line that is no pattern says nothing."""
    try:
        lines = path.read_bytes().decode("utf-8-sig", "surrogateescape").split("\n")
    except OSError:
        return
    good = []
    for line in lines:
        with suppress(ValueError):
            GitIgnoreSpec.from_lines([line.removesuffix("\r")])
            good.append(line.removesuffix("\r"))
    yield Rules(folder, GitIgnoreSpec.from_lines(good))
