"""Judge of "game_of_life": the cells of one picture follow from those of the picture before, by the rules of Conway.

The margin of the grid is left out, so that it does not matter what a page takes to lie beyond it. 10 px is the size of a cell
that no wish states, so there any size will do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from mercurycli.bench.quality.colour import normal_colour
from mercurycli.bench.quality.page import run_page
from mercurycli.bench.quality.page_trace import Paint
from mercurycli.bench.quality.picture import Picture, check_background
from mercurycli.bench.quality.scene import check_scene
from mercurycli.bench.quality.verdict import Findings

Array = np.ndarray

UNSTATED_CELL = 10
FRAMES = (20, 80, 300)  # one after the other, until enough generations were seen
ENOUGH, MOST = 3, 6  # generations
LARGEST = 80.0  # px of a cell
MOST_WRONG = 0.002  # of the cells


def judge(facts: Mapping[str, Any], html: str, findings: Findings) -> None:
    for frames in FRAMES:
        trace = run_page(html, frames=frames)
        if not findings.check("errors", not trace.errors, "; ".join(trace.errors[:3])):
            return
        picture = Picture.of(trace)
        cells = [p for frame in _pictures(picture) for p in frame if _is_cell(picture, p)]
        dead = _dead(picture, facts["colour"], cells)
        boards = _boards(picture, cells, dead) if (pitch := _pitch(cells)) else []
        if len(boards) >= ENOUGH:
            break
    if not findings.check("cells", pitch, "no cells are drawn"):
        return
    if facts["cell"] != UNSTATED_CELL:
        sides = {round(pitch, 1), Counter(round(2 * p.w if p.op == "circle" else p.w, 1) for p in cells).most_common(1)[0][0]}
        findings.check("cell", facts["cell"] in sides, f"{pitch:g} px, not {facts['cell']}")
    living = [p for p in cells if p.colour not in dead]
    fact = "cells" if facts["colour"] is None else "colour"
    if not findings.check(fact, living and any(board.any() for board in boards), f"no cell is {facts['colour'] or 'alive'}"):
        return
    check_scene(findings, {**facts, "background": None}, picture, living, animated=False)
    check_background(findings, facts["background"], (*picture.background(), *dead))  # dead cells may be all there is behind the living
    if findings.check("evolves", len(boards) > 1, "the cells stay as they are"):
        wrong = float(np.mean([_wrong(now, then) for now, then in pairwise(boards)]))
        findings.check("rules", wrong <= MOST_WRONG, f"{wrong:.1%} of the cells do not follow the rules")


def _spot(paint: Paint) -> tuple[float, float]:
    """The middle of a cell. Plain numbers, for there may be ten thousands of cells."""
    if paint.op == "circle":
        return paint.x, paint.y
    return round(paint.x + paint.w / 2, 1), round(paint.y + paint.h / 2, 1)


def _is_cell(picture: Picture, paint: Paint) -> bool:
    return paint.op in ("rect", "circle") and paint.alpha > 0 and 0 < max(paint.w, paint.h) <= LARGEST and not picture.is_cover(paint)


def _pictures(picture: Picture) -> list[tuple[Paint, ...]]:
    """The first frames that are not painted just like the one before."""
    frames = [frame for frame in (picture.trace.load, *picture.frames) if frame]
    return [frame for before, frame in pairwise([(), *frames]) if frame != before][:MOST]


def _pitch(cells: Sequence[Paint]) -> float:
    """From one column to the next; 0 where there are not even two."""
    columns = sorted({x for x, _ in map(_spot, cells)})
    return min((b - a for a, b in pairwise(columns) if b - a > 1), default=0.0)


def _dead(picture: Picture, colour: str | None, cells: Sequence[Paint]) -> set[str]:
    """The colours of cells that do not live: all but the asked one, else the background and, of two, the one seen most."""
    colours = Counter(p.colour for p in cells)
    if colour is not None:
        return set(colours) - {normal_colour(colour)}
    dead = set(picture.background() or ("#ffffff",)) & set(colours)
    return dead if dead or len(colours) != 2 else {colours.most_common(1)[0][0]}


def _boards(picture: Picture, cells: Sequence[Paint], dead: set[str]) -> list[Array]:
    """The generations, as (columns, rows) of living or not; what stays the same from frame to frame is one."""
    pitch = _pitch(cells)
    spots = np.array(list(map(_spot, cells)))
    first = spots.min(axis=0)
    size = ((spots.max(axis=0) - first) / pitch).round().astype(int) + 1
    found: list[Array] = []
    for living in _generations(picture, dead):
        board = np.zeros(size, dtype=bool)
        at = ((np.array(list(living)).reshape(-1, 2) - first) / pitch).round().astype(int)
        board[at[:, 0], at[:, 1]] = True
        if (board != found[-1]).any() if found else board.any():  # nothing lives before the first is painted
            found.append(board)
    return found


def _generations(picture: Picture, dead: set[str]) -> Iterator[set[tuple[float, float]]]:
    """Where cells live after each frame. What is not painted over stays."""
    living: set[tuple[float, float]] = set()
    for frame in _pictures(picture):
        for paint in frame:
            if picture.is_cover(paint):
                living = set()
            elif paint.op == "clear" or _is_cell(picture, paint) and paint.colour in dead:
                living.discard(_spot(paint))
            elif _is_cell(picture, paint):
                living.add(_spot(paint))
        yield set(living)


def _wrong(now: Array, then: Array) -> float:
    """The share of cells, away from the margin, that are not what the eight around them make them."""
    w, h = now.shape
    if w < 5 or h < 5:
        return 1.0
    around = sum(now[1 + i : w - 1 + i, 1 + j : h - 1 + j].astype(int) for i in (-1, 0, 1) for j in (-1, 0, 1) if i or j)
    right = (around == 3) | (now[1:-1, 1:-1] & (around == 2))
    return float((right != then[1:-1, 1:-1]).mean())
