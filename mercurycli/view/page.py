"""A frame laid out as text: every piece as its characters, every hole as a cell, every meaning as a mark on a range.

The marks say by attribute, never by colour, what happened to a piece, so that they survive NO_COLOR.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import groupby

from rich.style import Style

from mercurycli.events import Frame, Piece
from mercurycli.view.glyphs import Glyphs
from mercurycli.view.syntax_colour import HOLE, Span
from mercurycli.view.visible_text import visible

NEW = Style(bold=True)
CHANGED = Style(bold=True, italic=True)
UNSURE = Style(underline=True)
HOLLOW = Style(dim=True)
TAKEN_BACK = Style(strike=True)

SURE = 0.7  # below this a token is underlined
LONGEST_RUN = 24  # holes in a row that are still drawn one by one; more would push the text behind them off the line


@dataclass(frozen=True, slots=True)
class Page:
    """``text`` is what is shown and ``code`` what is lexed; both have the same length, and lines end at "\\n" only."""

    text: str
    code: str
    marks: tuple[Span, ...]  # in order, not overlapping
    lines: tuple[int, ...]  # where each line starts
    activity: tuple[int, ...]  # the line of every piece of this step; the first hole's, or the last, if there is none

    def line_range(self, number: int) -> tuple[int, int]:
        last = number + 1 == len(self.lines)
        return self.lines[number], len(self.text) if last else self.lines[number + 1] - 1


@dataclass(slots=True)
class _Sheet:
    """The page while it is written."""

    text: list[str]
    code: list[str]
    marks: list[Span]
    active: list[int]  # offsets
    first_hole: int | None = None
    end: int = 0

    def write(self, text: str, code: str, mark: Style | None) -> None:
        if mark:
            start = self.end + len(text) - len(text.lstrip())
            stop = self.end + len(text.rstrip())
            if start < stop:  # a mark on blanks would only be noise
                self.marks.append((start, stop, mark))
        self.text.append(text)
        self.code.append(code)
        self.end += len(text)


def lay_out(frame: Frame, glyphs: Glyphs, encoding: str = "utf-8") -> Page:
    sheet = _Sheet([], [], [], [])
    runs = [(hole, tuple(run)) for hole, run in groupby(frame.pieces, key=lambda piece: piece.state == "hole")]
    for number, (hole, run) in enumerate(runs, start=1):
        if hole:
            _write_holes(sheet, len(run), glyphs, trailing=number == len(runs))
        else:
            for piece in run:
                _write_piece(sheet, piece, glyphs, encoding)
    return _finish(sheet)


def _write_holes(sheet: _Sheet, count: int, glyphs: Glyphs, *, trailing: bool) -> None:
    if sheet.first_hole is None:
        sheet.first_hole = sheet.end
    counted = count > (1 if trailing else LONGEST_RUN)
    shown = f"{glyphs.hole} {glyphs.times}{count}" if counted else glyphs.hole * count
    sheet.write(shown, HOLE * len(shown), HOLLOW)


def _write_piece(sheet: _Sheet, piece: Piece, glyphs: Glyphs, encoding: str) -> None:
    if piece.state != "settled":
        sheet.active.append(sheet.end)
    if piece.state == "remasked":
        if sheet.first_hole is None:
            sheet.first_hole = sheet.end
        sheet.write(glyphs.taken_back, HOLE, TAKEN_BACK)
    else:
        shown = visible(piece.text, encoding)
        sheet.write(shown, shown, _mark(piece))


def _mark(piece: Piece) -> Style | None:
    unsure = UNSURE if piece.confidence < SURE else None
    if piece.state == "settled":
        return unsure
    return (NEW if piece.state == "new" else CHANGED) + unsure


def _finish(sheet: _Sheet) -> Page:
    text = "".join(sheet.text)
    starts = [0]
    while (newline := text.find("\n", starts[-1])) >= 0:
        starts.append(newline + 1)
    active = sheet.active or [len(text) if sheet.first_hole is None else sheet.first_hole]
    lines = tuple(bisect_right(starts, offset) - 1 for offset in active)
    return Page(text, "".join(sheet.code), tuple(sheet.marks), tuple(starts), lines)
