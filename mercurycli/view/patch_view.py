"""A unified diff for whoever reads: coloured and folded for a person, the exact text for ``git apply``.

The signs in the first column carry the meaning; colour only repeats it. Nothing is cropped, for it is shown to be
agreed to. Lines end at "\\n" only: ``str.splitlines`` would break at form feeds and U+2028 inside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TextIO

from rich.console import Console, ConsoleOptions, RenderResult
from rich.segment import Segment
from rich.style import Style

from mercurycli.view.console import is_tty, make_console
from mercurycli.view.exact_text import write_exact
from mercurycli.view.visible_text import cells, visible

HEADER, HUNK = Style(bold=True), Style(color="cyan")
ADDED, REMOVED, KEPT, ASIDE = Style(color="green"), Style(color="red"), Style(), Style(dim=True)
STYLES = {"+": ADDED, "-": REMOVED, "@": HUNK, " ": KEPT, "\\": ASIDE}
HUNK_LENGTHS = re.compile(r"@@ -[0-9]+(?:,([0-9]+))? \+[0-9]+(?:,([0-9]+))? @@")
TAB = 4


def show_patch(diff: str, file: TextIO) -> None:
    if is_tty(file):
        make_console(file=file).print(PatchView(diff))
    else:
        write_exact(diff, file)


@dataclass(frozen=True, slots=True)
class PatchView:
    diff: str

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for line, style in _styled_lines(self.diff):
            for row in _fold(visible(line, options.encoding).expandtabs(TAB), options.max_width):
                yield Segment(row, style)
                yield Segment.line()


def _styled_lines(diff: str) -> Iterator[tuple[str, Style]]:
    """A line's role; "--- " and "+++ " are headers before a hunk and code within one."""
    lines = diff.removesuffix("\n").split("\n")
    dos = all(line.endswith("\r") for line in lines if line[:1] in (" ", "+") and line[:4] != "+++ ")
    left = [0, 0]  # lines of the old and of the new file the hunk still owes
    for line in lines:
        sign = line[:1] or " "
        if line.startswith("@@"):
            left = _lengths(line)
        inside = max(left) > 0 and sign in " +-"
        if inside:
            left = [left[0] - (sign != "+"), left[1] - (sign != "-")]
        yield line.removesuffix("\r") if dos else line, STYLES[sign] if inside or sign in "@\\" else HEADER


def _lengths(hunk: str) -> list[int]:
    """``@@ -3,7 +3,9 @@`` owes 7 and 9 lines; a missing number is 1."""
    match = HUNK_LENGTHS.match(hunk)
    return [int(number or 1) for number in match.groups()] if match else [0, 0]


def _fold(text: str, width: int) -> Iterator[str]:
    row, room = "", width
    for character in text:
        wide = cells(character)
        if wide > room and row:
            yield row
            row, room = "", width
        row, room = row + character, room - wide
    yield row
