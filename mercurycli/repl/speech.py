"""What the session says beside the programs: on stderr, and nothing in it that a terminal would obey."""

from __future__ import annotations

import shutil
import sys
import textwrap
from pathlib import Path

from ..view.visible_text import cells, visible


def say(text: str) -> None:
    """For a person, long lines are broken between words; a word longer than a line, such as a path, stays whole."""
    shown = visible(text, sys.stderr.encoding)
    if sys.stderr.isatty():
        width = shutil.get_terminal_size().columns
        shown = "\n".join(row for line in shown.split("\n") for row in rows(line, width))
    print(shown, file=sys.stderr, flush=True)


def rows(line: str, width: int) -> list[str]:
    if cells(line) <= width:
        return [line]
    margin = " " * (len(line) - len(line.lstrip()))
    return textwrap.wrap(line, width, subsequent_indent=margin, break_long_words=False, break_on_hyphens=False, replace_whitespace=False)


def seen_from_here(path: Path) -> Path:
    """A file as a person in this folder calls it."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
