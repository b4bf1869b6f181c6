"""Judge of "snake": something on a canvas that goes on by itself, step by step, and turns where the arrow keys say.

The canvas is looked at as a coarse picture: the head is where something new appears beside where the head was before. So it
does not matter whether all of the board is painted each time. The keys lead the snake round a small square, then straight
into a wall. A snake that does not start over ends there; that it wraps around is judged whether or not it was asked for. That it grows when it
eats is not looked for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from mercurycli.bench.quality import game_play
from mercurycli.bench.quality.game_play import Actions, Frame
from mercurycli.bench.quality.page import Action, run_page
from mercurycli.bench.quality.page_trace import PageTrace
from mercurycli.bench.quality.picture import Picture, check_background, is_colour
from mercurycli.bench.quality.scene import check_speed
from mercurycli.bench.quality.verdict import Findings

Array = np.ndarray

COARSE = 3  # px of a picture element
UNSTATED_CELL = 20
WATCHED, TICKS = 2.0, 90  # seconds, 60ths of them
TURNS = ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp", "ArrowRight")  # the first may be against its way
LETTERS = dict(zip(("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"), "dsaw", strict=True))
WAYS = {"ArrowRight": (1, 0), "ArrowDown": (0, 1), "ArrowLeft": (-1, 0), "ArrowUp": (0, -1)}
STEPS_A_TURN = 3
SLOW, FAST = 7.0, 12.0  # steps a second
LONGEST, MOST_STEPS = 24.0, 100  # seconds and steps to a wall


def judge(facts: Mapping[str, Any], html: str, findings: Findings) -> None:
    if (game := game_play.started(html, findings, WATCHED)) is None:
        return
    start, trace = game
    picture = Picture.of(trace)
    check_background(findings, facts["background"], picture.background())
    game_play.check_score(findings, facts, trace)
    seconds = _pause(html, start)
    if seconds is None:
        findings.check("moves", False, "nothing moves step by step")
        return
    keys = next((keys for keys in (WAYS, LETTERS) if _obeys(html, start, seconds, keys)), None)
    if not findings.check("steers", keys is not None, "the arrow keys do not turn the snake"):
        return
    straight = [_straight(html, start, seconds, key) for key in ("ArrowDown", "ArrowRight")]
    steps = np.concatenate([_usual(heads) for heads, _, _ in straight])
    if not findings.check("moves", len(steps) >= 2, "it does not go straight on"):
        return
    pitch = float(np.mean(steps))
    check_speed(findings, facts["speed"], max(pitch / 15, 1.0) / seconds if seconds < 0.03 else 1 / seconds, SLOW, FAST, "steps")
    if facts["cell"] != UNSTATED_CELL:
        findings.check("cell", abs(pitch - facts["cell"]) <= 0.07 * facts["cell"] + 0.3, f"cells of {pitch:.3g} px, not {facts['cell']}")
    wraps = [_wraps(heads, axis, size, pitch) for heads, axis, size in straight]
    if facts["wrap"]:
        findings.check("wrap", all(wraps), "it does not come back on the other side")
    else:
        findings.check("wrap", not any(wraps), "it comes back on the other side of a wall")
    _check_colours(findings, facts, html, start, seconds)


def _pictures(picture: Picture, frames: Sequence[Frame]) -> tuple[Array, list[str]]:
    """(frames, rows, columns): the number of the colour that each element of the canvas shows, and those colours."""
    width, height = (max(1, -(-size // COARSE)) for size in (picture.width, picture.height))
    colours: list[str] = [""]
    shown, board = [], np.zeros((height, width), dtype=np.int16)
    for frame in frames:
        for p in frame:
            if p.op not in (*game_play.SOLID, "clear") or p.op == "frame" or p.alpha < 0.5:
                continue
            if p.op != "clear" and p.colour not in colours:
                colours.append(p.colour)
            left, top, right, bottom = (round(max(0.0, edge) / COARSE) for edge in game_play.edges(p))
            board[top:bottom, left:right] = 0 if p.op == "clear" else colours.index(p.colour)
        shown.append(board.copy())
    return np.array(shown), colours


def _usual_picture(shown: Array) -> Array:
    """What each element shows most of the time."""
    numbers = np.arange(shown.max() + 1)
    return np.array([(shown == number).sum(axis=0) for number in numbers]).argmax(axis=0)


def _heads(shown: Array) -> list[tuple[int, float, float]]:
    """The frame and the middle, in px, of what is new in it: not there before, and not what mostly is there."""
    if len(shown) < 3:
        return []
    other = shown != _usual_picture(shown)
    found: list[tuple[int, float, float]] = []
    for number in range(1, len(shown)):
        y, x = np.nonzero(other[number] & (shown[number] != shown[number - 1]))
        if len(x):
            found.append((number, (float(np.median(x)) + 0.5) * COARSE, (float(np.median(y)) + 0.5) * COARSE))
    return found


def _pause(html: str, start: Actions) -> float | None:
    """Seconds between two steps."""
    trace, picture = _led(html, start, [Action("wait", seconds=1 / 60)] * TICKS)
    heads = _heads(_pictures(picture, trace.frames)[0])
    ticks = np.searchsorted(trace.acted, [number for number, _, _ in heads], side="right")
    gaps = np.diff(ticks)
    return float(np.median(gaps)) / 60 if len(gaps) >= 2 else None


def _led(html: str, start: Actions, actions: Sequence[Action], seed: int = 1) -> tuple[PageTrace, Picture]:
    trace = run_page(html, frames=5, shapes=True, actions=(*start, *actions, Action("wait")), seed=seed)
    return trace, Picture.of(trace)


def _obeys(html: str, start: Actions, seconds: float, keys: Mapping[str, Any]) -> bool:
    """Whether three of four turns are followed; in the other one it may have eaten."""
    each = max(STEPS_A_TURN * seconds, 0.3 if seconds < 0.03 else 0.0)
    for seed in (1, 2, 3):
        actions = [Action("key", value=key if keys is WAYS else keys[key], seconds=each) for key in TURNS]
        trace, picture = _led(html, start, actions, seed=seed)
        heads = _heads(_pictures(picture, trace.frames)[0])
        met = 0
        for at, key in list(enumerate(TURNS))[1:]:
            first, last = (trace.acted[len(start) + at + more] for more in (0, 1))
            during = np.array([(x, y) for number, x, y in heads if first <= number < last])
            if len(during) >= 2:
                step = during[-1] - during[-2]
                met += bool(step @ WAYS[key] > 0.8 * np.abs(step).sum() > 0)
        if met >= 3:
            return True
    return False


def _straight(html: str, start: Actions, seconds: float, key: str) -> tuple[Array, int, int]:
    """Where the head is on the way to a wall and beyond it, the axis of that way and the size of the canvas along it."""
    axis = 0 if WAYS[key][0] else 1
    wait = min(LONGEST, max(MOST_STEPS * seconds, 3.0) if seconds >= 0.03 else 6.0)
    keys = [Action("key", value=each, seconds=0.02) for each in (key, LETTERS[key])]
    trace, picture = _led(html, start, [*keys, Action("wait", seconds=wait)], seed=5)
    frames = trace.frames[trace.acted[len(start)] :]
    heads = _heads(_pictures(picture, frames)[0])
    return np.array([(x, y) for _, x, y in heads]).reshape(-1, 2), axis, (picture.width, picture.height)[axis]


def _usual(heads: Array) -> Array:
    """The lengths of the usual steps."""
    lengths = np.linalg.norm(np.diff(heads, axis=0), axis=1) if len(heads) > 1 else np.empty(0)
    lengths = lengths[lengths > 0.5]
    return lengths[np.abs(lengths - np.median(lengths)) <= 1.5 * COARSE] if len(lengths) else lengths


def _wraps(heads: Array, axis: int, size: int, pitch: float) -> bool:
    """Whether it goes from the last cells on one side to the first on the other one, in the same row or column."""
    edge = 2.2 * pitch
    for was, now in zip(heads[:-1], heads[1:], strict=True):
        if was[axis] > size - edge and now[axis] < edge and abs(was[1 - axis] - now[1 - axis]) <= COARSE:
            return True
    return False


def _check_colours(findings: Findings, facts: Mapping[str, Any], html: str, start: Actions, seconds: float) -> None:
    """The snake's is one of what moves, the food's one of what is painted."""
    trace, picture = _led(html, start, [Action("wait", seconds=max(0.5, 4 * seconds))])
    shown, colours = _pictures(picture, trace.frames)
    moving = (shown != _usual_picture(shown)) & (shown != 0)
    seen = [colours[number] for number, _ in Counter(shown[moving].tolist()).most_common()]
    if facts["colour"] is not None:
        met = any(is_colour(each, facts["colour"]) for each in seen)
        findings.check("colour", met, f"{' '.join(seen[:3]) or 'nothing'} is not {facts['colour']}")
    if facts["food"] is not None:
        painted = {p.colour for frame in (trace.load, *trace.frames) for p in game_play.solid(picture, frame) if not p.width}
        findings.check("food", any(is_colour(each, facts["food"]) for each in painted), f"nothing is {facts['food']}")
