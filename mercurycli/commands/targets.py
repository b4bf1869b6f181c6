"""What ``dcode fix`` is to look at: files, the sources below folders, stdin; each once, as it was named first."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..errors import DcodeError, UsageError
from ..source.document import LARGEST, Document
from ..source.languages import language_for_path, language_for_shebang
from .speech import say

STDIN = Path("-")


@dataclass(frozen=True, slots=True)
class Target:
    path: Path
    stdin_filename: str | None = None  # what stdin would be called
    error: DcodeError | None = None  # why it cannot even be looked at

    @property
    def name(self) -> str:
        return str(self.path) if self.path != STDIN else self.stdin_filename or "stdin"

    def read(self) -> Document:
        if self.error:
            raise self.error
        return Document.read(self.path) if self.path != STDIN else self._from_stdin(stdin_bytes())

    def _from_stdin(self, data: bytes) -> Document:
        first_line = data[:200].split(b"\n", 1)[0].decode("utf-8", "replace")
        language = language_for_path(self.stdin_filename) if self.stdin_filename else None
        language = language or language_for_shebang(first_line)
        if language is None:
            raise UsageError(f"cannot tell the language of {self.name}", hint="say what it would be called: --stdin-filename app.py")
        return Document.from_bytes(data, language, self.stdin_filename)


def targets_at(paths: Sequence[Path], stdin_filename: str | None, *, quiet: bool) -> tuple[Target, ...]:
    seen: set[str] = set()
    targets = []
    for target in (target for path in paths for target in _at(path, stdin_filename, quiet)):
        try:
            real = os.path.realpath(target.path)
        except (OSError, ValueError):  # no name of a file; whoever reads it says so
            real = str(target.path)
        if real not in seen or target.error:
            seen.add(real)
            targets.append(target)
    if not targets and not quiet:
        say(f"no source files below {' and '.join(map(str, paths))}")
    return tuple(targets)


def _at(path: Path, stdin_filename: str | None, quiet: bool) -> Iterator[Target]:
    if path == STDIN or not os.path.isdir(path):
        yield Target(path, stdin_filename)
        return
    from ..source.folders import sources_below  # 20 ms that a single file does not need

    found = sources_below(path)
    yield from (Target(path, error=error) for error in found.errors)
    yield from map(Target, found.files)
    if not quiet:
        for name in found.too_large:
            say(f"{name}: passed over, more than {LARGEST:,} bytes")


def stdin_bytes() -> bytes:
    try:
        return sys.stdin.buffer.read(LARGEST + 1)  # one more than allowed is enough to refuse it
    except OSError as error:
        raise UsageError(f"cannot read stdin: {error.strerror or error}", hint="name a file instead of -") from None
