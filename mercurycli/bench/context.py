"""What a step costs by how long the file around the hole is: as the product sees it, with all of the file in sight, and with all
of it computed anew in every step."""

from __future__ import annotations

import inspect
import itertools
import statistics
import time
from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from .. import prompt, sight
from ..canvas import Canvas
from ..engine import Engine
from ..source.document import Document
from ..source.languages import language_named
from ..source.span import Span
from . import machine

SIZES = (500, 1000, 2000, 4000, 8000)  # tokens around the hole
HOLE = 32  # tokens
ROADS = ("product", "whole_file_kept", "whole_file_recomputed")


def text_of(engine: Engine, tokens: int) -> str:
    """Whole lines of Python's own argparse, again and again, that make about ``tokens`` tokens."""
    rows, lines, left = [], itertools.cycle(inspect.getsource(inspect.getmodule(ArgumentParser)).split("\n")), tokens
    while left > 0:
        rows.append(next(lines))
        left -= len(engine.tokenizer.encode(rows[-1] + "\n"))
    return "\n".join(rows) + "\n"


def canvases(engine: Engine, tokens: int) -> tuple[Canvas, Canvas, int]:
    """The canvas as the product would make it, the one with the whole file given, and how many tokens the file has."""
    text = text_of(engine, tokens)
    document = Document.from_text(text, language_named("python"))
    middle = text.index("\n", len(text) // 2) + 1
    at = len(text[:middle].encode())
    seen = sight.sides(document, Span(at, at), engine.tokenizer)
    narrow = prompt.fill_canvas(engine.tokenizer, "python", *seen, HOLE)
    whole = prompt.fill_canvas(engine.tokenizer, "python", text[:middle], text[middle:], HOLE)
    return narrow, whole, len(whole) - HOLE


def timed(engine: Engine, canvas: Canvas, road: str, steps: int) -> tuple[float, list[float]]:
    """Seconds until the first step is done, and of each step behind it, one token a step.

    Where nothing is kept the first step is as the others, and one is enough: it takes up to some hundred times as long.
    """
    params = replace(engine.defaults, per_step=1, window=None, take_back=1.0)
    anew = road == ROADS[2]
    begin = time.perf_counter()
    drafts = engine.denoise_plainly(canvas, params) if anew else engine.denoise(canvas, params)
    ends = [time.perf_counter() - begin for _ in itertools.islice(drafts, 1 if anew else steps + 1)]
    return ends[0], ends if anew else [after - before for before, after in itertools.pairwise(ends)]


def run(
    engine: Engine, sizes: Sequence[int] = SIZES, runs: int = 3, steps: int = 16, progress: Callable[[str], None] = lambda text: None
) -> dict[str, Any]:
    rows = []
    described = machine.describe(engine)
    made = [canvases(engine, size) for size in sizes]
    found: dict[tuple[int, str], list[tuple[float, list[float]]]] = {}
    for number in range(runs):
        for at, (narrow, whole, tokens) in enumerate(made):
            for road in ROADS:
                progress(f"run {number + 1} of {runs}, {tokens} tokens, {road.replace('_', ' ')} ")
                found.setdefault((at, road), []).append(timed(engine, narrow if road == ROADS[0] else whole, road, steps))
    for at, (narrow, _, tokens) in enumerate(made):
        row: dict[str, Any] = {"tokens": tokens, "in_sight": len(narrow) - HOLE}
        for road in ROADS:
            of_steps = [step for _, found_steps in found[at, road] for step in found_steps]
            row[f"{road}_step_seconds"] = min(of_steps)  # what else the machine does only adds to it
            row[f"{road}_step_seconds_median"] = statistics.median(of_steps)
            row[f"{road}_first_seconds"] = min(first for first, _ in found[at, road])
        rows.append({**row, "times_as_fast_as_recomputed": row["whole_file_recomputed_step_seconds"] / row["whole_file_kept_step_seconds"]})
    return {
        "machine": described,
        "hole": HOLE,
        "runs": runs,
        "steps": steps,
        "sizes": rows,
        "growth": {road: rows[-1][f"{road}_step_seconds"] / rows[0][f"{road}_step_seconds"] for road in ROADS},
    }
