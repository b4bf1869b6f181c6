"""A frame as a Rich renderable: the part of the draft where the work is, bounded by the terminal, and a footer.

It never asks for more than the rows it was given and never wraps: what is left out is said in words, a line too long
ends in an ellipsis. Rich's own ``vertical_overflow="visible"`` would scroll a new copy past on every frame.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from rich.console import Console, ConsoleOptions, RenderResult
from rich.segment import Segment
from rich.style import Style

from mercurycli.events import Frame
from mercurycli.view.footer import crop, footer
from mercurycli.view.glyphs import Glyphs
from mercurycli.view.page import CHANGED, HOLLOW, NEW, TAKEN_BACK, UNSURE, Page, lay_out
from mercurycli.view.syntax_colour import Chunk, chunks, language_name, line_colours
from mercurycli.view.viewport import window
from mercurycli.view.visible_text import cells

Line = tuple[Segment, ...]

PLAIN, ASIDE = Style(), Style(dim=True)
MARGIN = 2  # rows left free, for the shell's prompt and the cursor
ROWS_WITH_LEGEND = 20  # a legend is a luxury of tall terminals
TAB = 4


@dataclass(frozen=True, slots=True)
class Drawing:
    """Finished lines, and the first line of the draft among them, from where the next frame's window moves on."""

    lines: tuple[Line, ...]
    top: int

    def widths(self) -> tuple[int, ...]:
        return tuple(sum(cells(segment.text) for segment in line) for line in self.lines)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for line in self.lines:
            yield from line
            yield Segment.line()


@dataclass(frozen=True, slots=True)
class DraftView:
    frame: Frame
    top: int = 0  # where the window of the frame before began

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield self.draw(options.max_width, options.size.height, options.encoding)

    def draw(self, width: int, rows: int, encoding: str = "utf-8") -> Drawing:
        """At most ``rows`` minus two lines, each at most ``width`` cells."""
        glyphs = Glyphs.for_encoding(encoding)
        page = lay_out(self.frame, glyphs, encoding)
        below = [(Segment(footer(self.frame, width, glyphs, encoding), ASIDE),)]
        if rows >= ROWS_WITH_LEGEND:
            below += legend(width, glyphs)
        height = max(rows - MARGIN - len(below), 0)
        start, stop = window(len(page.lines), height, page.activity, self.top)
        body = draw_lines(page, self.frame.language, start, stop, width, glyphs.ellipsis)
        if height >= 4:
            body = _with_left_out(body, start, len(page.lines) - stop, width, glyphs.ellipsis)
        return Drawing((*body, *below), start)


def draw_lines(page: Page, language: str | None, start: int, stop: int, width: int, ellipsis: str) -> list[Line]:
    name = language_name(language)
    parts = list(chunks(page.code, name)) if name else []
    return [_draw_line(page, parts, number, width, ellipsis) for number in range(start, stop)]


def legend(width: int, glyphs: Glyphs) -> tuple[Line, ...]:
    signs = (
        (f"{glyphs.hole} hole", HOLLOW),
        ("new", NEW),
        ("changed", CHANGED),
        ("unsure", UNSURE),
        (f"{glyphs.taken_back} taken back", TAKEN_BACK),
    )
    if sum(len(text) + 3 for text, _ in signs) > width:
        return ()
    return (tuple(Segment(part, style) for text, sign in signs for part, style in ((text, sign), ("   ", PLAIN))),)


def _with_left_out(body: list[Line], above: int, below: int, width: int, ellipsis: str) -> list[Line]:
    def said(count: int, where: str) -> Line:
        return (Segment(crop(f"{ellipsis} {count} lines {where}", width, ellipsis), ASIDE),)

    return [*([said(above, "above")] if above else []), *body, *([said(below, "below")] if below else [])]


def _draw_line(page: Page, parts: list[Chunk], number: int, width: int, ellipsis: str) -> Line:
    start, end = page.line_range(number)
    end = min(end, start + 4 * width)  # further right there is nothing to see, whatever has no width
    styles = _styles(page, parts, start, end)
    line: list[Segment] = []
    column = offset = 0
    for style, run in groupby(styles):
        length = sum(1 for _ in run)
        text = _untabbed(page.text[start + offset : start + offset + length], column)
        line.append(Segment(text, style))
        column += cells(text)
        offset += length
    return tuple(line) if column <= width else _cropped(line, width, ellipsis)


def _styles(page: Page, parts: list[Chunk], start: int, end: int) -> list[Style]:
    """One style for each character of a line: its colour, and on it its mark."""
    row = [PLAIN] * (end - start)
    for first, last, look in parts:
        first, last = max(first, start), min(last, end)
        if first >= last:
            continue
        spans = ((0, last - first, look),) if isinstance(look, Style) else line_colours(page.code[first:last], look)
        for left, right, style in spans:
            left, right = first + left, min(first + right, last)
            row[left - start : right - start] = [style] * (right - left)
    for number in range(bisect_right(page.marks, start, key=itemgetter(1)), len(page.marks)):
        first, last, mark = page.marks[number]
        if first >= end:
            break
        for index in range(max(first, start) - start, min(last, end) - start):
            row[index] += mark
    return row


def _untabbed(text: str, column: int) -> str:
    if "\t" not in text:
        return text
    shown = ""
    for character in text:
        shown += " " * (TAB - (column + cells(shown)) % TAB) if character == "\t" else character
    return shown


def _cropped(line: list[Segment], width: int, ellipsis: str) -> Line:
    ellipsis = ellipsis[:width]
    room = width - len(ellipsis)
    kept: list[Segment] = []
    for segment in line:
        text = crop(segment.text, room, "")
        kept.append(Segment(text, segment.style))
        room -= cells(text)
        if text != segment.text:
            break
    return (*kept, Segment(ellipsis, ASIDE))
