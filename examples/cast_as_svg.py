"""Draws an asciicast (version 2) as an animated SVG: plain CSS keyframes and no script, so that it also plays inside <img>.

Run it: python examples/cast_as_svg.py session.cast session.svg        (needs pyte, as the tests do)

Every row of the screen is a strip of all it ever shows, and a keyframe moves the strip whenever the row changes. Rows that look
alike are drawn once.
"""

import json
import sys
from dataclasses import dataclass
from html import escape
from itertools import groupby
from pathlib import Path

import pyte

LONGEST_PAUSE = 2.0  # seconds: nobody wants to watch a cursor blink
FRAME = 0.08  # seconds between two pictures at least
AT_THE_END = 4.0  # seconds before it begins again
CELL, LINE, SIZE, MARGIN = 8, 17, 13, 14  # pixels
COLOURS = {
    "default": "#d7dae0", "black": "#3b4048", "red": "#e06c75", "green": "#98c379", "brown": "#e5c07b", "blue": "#61afef",
    "magenta": "#c678dd", "cyan": "#56b6c2", "white": "#d7dae0", "brightblack": "#7f848e", "brightred": "#ef7d86",
    "brightgreen": "#a9d48a", "brightbrown": "#f0cd8a", "brightblue": "#74bffc", "brightmagenta": "#d58aea",
    "brightcyan": "#6cc8d4", "brightwhite": "#ffffff",
}  # fmt: skip
PAPER = "#1e2127"
FONT = "ui-monospace,'DejaVu Sans Mono',Menlo,Consolas,monospace"


@dataclass(frozen=True)
class Look:
    """How a run of characters is drawn."""

    ink: str
    paper: str
    bold: bool
    underline: bool
    strike: bool


class Screen(pyte.Screen):
    def set_margins(self, *args, **kwargs):  # pyte takes no private form of it
        kwargs.pop("private", None)
        super().set_margins(*args, **kwargs)


def pictures(events, screen):
    """(seconds, rows) whenever something is to be seen; long pauses are cut, and a burst of writes is one picture."""
    stream, clock, last, shown_at = pyte.Stream(screen), 0.0, 0.0, -FRAME
    for number, (at, _, data) in enumerate(events):
        clock, last = clock + min(at - last, LONGEST_PAUSE), at
        stream.feed(data)
        following = events[number + 1][0] if number + 1 < len(events) else at + FRAME
        if following - at >= FRAME / 4 or clock - shown_at >= FRAME:
            shown_at = clock
            yield clock, rows_of(screen)


def rows_of(screen):
    return [row_of(screen, y) for y in range(screen.lines)]


def row_of(screen, y):
    """The row as runs of (column, text, look); the cursor is a cell the other way round."""
    cells = []
    for x in range(screen.columns):
        cell = screen.buffer[y][x]
        cursor = not screen.cursor.hidden and (screen.cursor.y, screen.cursor.x) == (y, x)
        if cell.data:  # the second half of a wide character is empty
            cells.append((x, cell.data, look_of(cell, cursor)))
    runs = []
    for look, group in groupby(cells, lambda cell: cell[2]):
        group = list(group)
        text = "".join(data for _, data, _ in group)
        if look.paper == PAPER and not look.underline:
            group = group[len(text) - len(text.lstrip()) :] if text.strip() else []
            text = text.strip() if group else ""
        if text:
            runs.append((group[0][0], text, look))
    return tuple(runs)


def look_of(cell, cursor):
    ink, paper = colour(cell.fg), PAPER if cell.bg == "default" else colour(cell.bg)
    if cell.reverse != cursor:
        ink, paper = paper, ink
    return Look(ink, paper, cell.bold, cell.underscore, cell.strikethrough)


def colour(name):
    return COLOURS.get(name) or f"#{name}"


def drawn(runs):
    """One row, its upper left corner at 0, 0."""
    parts = []
    for x, text, look in runs:
        width = len(text) * CELL
        if look.paper != PAPER:
            parts.append(f'<path fill="{look.paper}" d="M{x * CELL} 0h{width}v{LINE}h-{width}z"/>')
        if text.strip():
            style = f' style="fill:{look.ink}"' if look.ink != COLOURS["default"] else ""
            style += ' font-weight="bold"' * look.bold
            lines = ["underline"] * look.underline + ["line-through"] * look.strike
            style += f' text-decoration="{" ".join(lines)}"' if lines else ""
            parts.append(f'<text x="{x * CELL}" y="13" textLength="{width}"{style}>{escape(text, quote=False)}</text>')
    return "".join(parts)


def animated(frames, columns, lines, title):
    """The SVG's text."""
    whole = frames[-1][0] + AT_THE_END
    width, height = columns * CELL, lines * LINE
    names, rows, moves = {}, [], []
    for y in range(lines):
        history = [(0.0, ())]
        for at, picture in frames:
            if picture[y] != history[-1][1]:
                history.append((at, picture[y]))
        uses, steps, places = [], [], {}
        for at, runs in history:
            if runs not in places:
                places[runs] = len(places) * width
                if runs:
                    name = names.setdefault(runs, f"{len(names):x}")
                    uses.append(f'<use href="#r{name}" x="{places[runs]}"/>')
            steps.append(f"{at / whole:.4%}{{transform:translateX({-places[runs]}px)}}")
        if uses:
            rows.append(f'<svg y="{y * LINE}" width="{width}" height="{LINE}"><g class="m{y}">{"".join(uses)}</g></svg>')
            moves.append(f".m{y}{{animation:k{y} {whole:.2f}s step-end infinite}}@keyframes k{y}{{{''.join(steps)}}}")
    definitions = "".join(f'<g id="r{name}">{drawn(runs)}</g>' for runs, name in names.items())
    outer = (width + 2 * MARGIN, height + 2 * MARGIN)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {outer[0]} {outer[1]}" width="{outer[0]}" height="{outer[1]}">'
        f"<title>{escape(title)}</title>"
        f"<style>text{{font:{SIZE}px {FONT};fill:{COLOURS['default']};white-space:pre}}{''.join(moves)}</style>"
        f'<rect width="100%" height="100%" rx="8" fill="{PAPER}"/><defs>{definitions}</defs>'
        f'<svg x="{MARGIN}" y="{MARGIN}" width="{width}" height="{height}">{"".join(rows)}</svg></svg>\n'
    )


def main(cast, svg):
    header, *events = [json.loads(line) for line in Path(cast).read_text(encoding="utf-8").splitlines()]
    screen = Screen(header["width"], header["height"])
    frames = list(pictures([event for event in events if event[1] == "o"], screen))
    text = animated(frames, header["width"], header["height"], header.get("title", "a terminal session"))
    Path(svg).write_text(text, encoding="utf-8")
    print(f"{svg}: {len(frames)} pictures, {frames[-1][0]:.0f} s, {len(text.encode()) / 1000:.0f} kB")


if __name__ == "__main__":
    main(*sys.argv[1:])
