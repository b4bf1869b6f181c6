"""What the judges of games share: how a game is started, what moves in it by itself, and what the visitor steers.

Games are told from what they paint. Some begin at once, some wait for a click or a key; whatever makes anything move first is used.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from mercurycli.bench.quality import outline
from mercurycli.bench.quality.page import Action, Choice, run_page
from mercurycli.bench.quality.page_trace import Paint, PageTrace
from mercurycli.bench.quality.picture import Picture
from mercurycli.bench.quality.screen import press
from mercurycli.bench.quality.verdict import Findings

Array = np.ndarray
Frame = Sequence[Paint]
Actions = tuple[Action | Choice, ...]

STARTS: tuple[Actions, ...] = (
    (),
    (press(re.compile(r"start|play|begin|go\b", re.IGNORECASE), seconds=0.05),),
    (Action("press", value="400 300"), Action("release", value="400 300")),
    (Action("key", value=" "),),
    (Action("key", value="Enter"),),
    (Action("key", value="ArrowRight"),),
    (Action("key", value="ArrowUp"),),
)
SOLID = ("rect", "circle", "arc", "poly", "frame", "image")
LARGEST_BALL = 60.0  # px across
MOST_BARS = 12
LEAST_WAY = 30.0  # px that a ball has to go in the time it is watched
DIGITS = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Thing:
    """Something of one size of which every frame shows one, and where its middle is."""

    at: Array  # (frames, 2)
    shape: tuple[float, float]  # px
    colour: str

    @property
    def steps(self) -> Array:
        return np.diff(self.at, axis=0)

    def way(self) -> float:
        return float(np.ptp(self.at, axis=0).max()) if len(self.at) else 0.0


def started(html: str, findings: Findings, seconds: float, every: int = 1) -> tuple[Actions, PageTrace] | None:
    """How to start the game, and what is seen of it then, without playing; None where that fails or nothing ever moves."""
    for start in STARTS:
        trace = run_page(html, frames=5, shapes=True, every=every, actions=(*start, Action("wait", seconds=seconds)))
        if trace.errors:
            findings.check("errors", False, "; ".join(trace.errors[:3]))
            return None
        if not trace.canvases:
            break
        if changes(frames_of_play(trace)):
            findings.check("errors", True, "")
            findings.check("moves", True, "")
            return start, trace
    findings.check("moves", False, "nothing moves by itself")
    return None


def frames_of_play(trace: PageTrace) -> Sequence[Frame]:
    """What is painted after the last action has begun."""
    return trace.frames[trace.acted[-1] if trace.acted else 0 :]


def changes(frames: Sequence[Frame]) -> bool:
    looks = {tuple(p[:6] for p in frame if p.op in SOLID or p.op == "line") for frame in frames}
    return len(looks) > 3


def edges(paint: Paint) -> tuple[float, float, float, float]:
    """Left, top, right, bottom; quick for the rectangles that games are made of."""
    if paint.op in ("rect", "clear") and not len(paint.points):
        return paint.x, paint.y, paint.x + paint.w, paint.y + paint.h
    return outline.bounds(paint)


def shape(paint: Paint) -> tuple[float, float]:
    left, top, right, bottom = edges(paint)
    return right - left, bottom - top


def middle(paint: Paint) -> tuple[float, float]:
    left, top, right, bottom = edges(paint)
    return (left + right) / 2, (top + bottom) / 2


def is_as_large(paint: Paint, size: tuple[float, float]) -> bool:
    w, h = shape(paint)
    return abs(w - size[0]) < 2 and abs(h - size[1]) < 2


def solid(picture: Picture, frame: Frame) -> list[Paint]:
    """What is painted, without what covers the canvas; thick lines count as bars."""
    bars = [_bar(p) if p.op == "line" and p.width >= 4 else p for p in frame]
    return [p for p in bars if p.op in SOLID and p.alpha > 0 and not picture.is_cover(p)]


def _bar(line: Paint) -> Paint:
    left, top, right, bottom = outline.bounds(line)
    half = line.width / 2
    across, down = (half, 0.0) if bottom - top > right - left else (0.0, half)
    return line._replace(op="rect", x=left - across, y=top - down, w=right - left + 2 * across, h=bottom - top + 2 * down, points=())


def things(picture: Picture, frames: Sequence[Frame]) -> list[Thing]:
    """Whatever nearly every frame shows at most once."""
    places: dict[tuple[str, int, int], list[tuple[int, Paint]]] = defaultdict(list)
    for number, frame in enumerate(frames):
        for paint in solid(picture, frame):
            w, h = shape(paint)
            places[paint.op, round(w), round(h)].append((number, paint))
    found = []
    for seen in places.values():
        often = len({number for number, _ in seen})
        if often >= 0.7 * len(frames) and len(seen) <= 1.1 * often:
            found.append(Thing(np.array([middle(p) for _, p in seen]), shape(seen[0][1]), seen[0][1].colour))
    return found


def ball_in(picture: Picture, frames: Sequence[Frame]) -> Thing | None:
    """The round or square thing that goes farthest, in both directions."""
    balls = [t for t in things(picture, frames) if max(t.shape) <= LARGEST_BALL and max(t.shape) < 1.6 * min(t.shape) + 1]
    balls = [ball for ball in balls if ball.way() >= LEAST_WAY]
    return max(balls, key=lambda ball: float(np.ptp(ball.at, axis=0).sum()), default=None)


def per_second(ball: Thing, seconds: float) -> float:
    """px: the median step times how many there are in a second."""
    return float(np.median(np.linalg.norm(ball.steps, axis=1))) * len(ball.at) / seconds


def bars(picture: Picture, frame: Frame, axis: int) -> list[Paint]:
    """What is longer than wide along this axis: paddles, bricks, pieces of a net."""
    return [p for p in solid(picture, frame) if shape(p)[axis] > 1.4 * shape(p)[1 - axis]]


def shifts(picture: Picture, before: Frame, after: Frame, axis: int) -> list[tuple[float, Paint]]:
    """How far each bar has gone along its axis, staying where it was across: the paddles."""
    first, second = bars(picture, before, axis), bars(picture, after, axis)
    found = []
    for was in first if len(first) <= MOST_BARS else _rare(first):
        across = middle(was)[1 - axis]
        alike, same = ([p for p in some if is_as_large(p, shape(was)) and abs(middle(p)[1 - axis] - across) < 3] for some in (first, second))
        if len(same) == len(alike) == 1:
            found.append((middle(same[0])[axis] - middle(was)[axis], same[0]))
    return found


def _rare(paints: Sequence[Paint]) -> list[Paint]:
    """Those of a size that only one or two have."""
    sizes = Counter(tuple(map(round, shape(p))) for p in paints)
    return [p for p in paints if sizes[tuple(map(round, shape(p)))] <= 2]


def steered_by_mouse(html: str, start: Actions, axis: int) -> list[tuple[float, Paint]]:
    """How far bars go with the mouse, on along the axis and also back: what goes only one way may go there by itself."""
    return _both_ways(html, start, axis, lambda size: [_mouse(size, axis, 0.25), _mouse(size, axis, 0.7)])


def steered_by_keys(html: str, start: Actions, back: Sequence[str], on: Sequence[str], axis: int) -> list[tuple[float, Paint]]:
    """The same for keys held down: those that lead back, and those that lead on."""
    for keys in zip(back, on, strict=True):
        held = [(*(Action("down", value=key, seconds=0.034) for _ in range(15)), Action("up", value=key)) for key in keys]
        if found := _both_ways(html, start, axis, lambda size, held=held: held):
            return found
    return []


def _both_ways(html: str, start: Actions, axis: int, parts: Callable[[tuple[int, int]], list[Actions]]) -> list[tuple[float, Paint]]:
    on, back = (_shifted(html, start, axis, parts, turned) for turned in (False, True))
    both = [
        (min(shift, -other), paint)
        for shift, paint in on
        for other, again in back
        if is_as_large(again, shape(paint)) and abs(middle(again)[1 - axis] - middle(paint)[1 - axis]) < 3
    ]
    return [(shift, paint) for shift, paint in both if shift > LEAST_WAY]


def _mouse(size: tuple[int, int], axis: int, share: float) -> Actions:
    place = [size[0] / 2, size[1] / 2]
    place[axis] = share * min(size[axis], (800, 600)[axis])
    return (Action("move", value=f"{place[0]:g} {place[1]:g}", seconds=0.02), Action("move", value=f"{place[0]:g} {place[1] + 1:g}", seconds=0.4))


def _shifted(html: str, start: Actions, axis: int, parts: Callable[[tuple[int, int]], list[Actions]], turned: bool) -> list[tuple[float, Paint]]:
    """How far the bars are, after the second part of what the visitor does, from where they were after the first."""
    size = run_page(html, frames=2).canvases[0]
    first, second = reversed(parts(size)) if turned else parts(size)
    trace = run_page(html, frames=5, shapes=True, every=3, actions=(*start, *first, *second, Action("wait")))
    mark, end = trace.acted[len(start) + len(first)], trace.acted[-1]
    if trace.errors or not 0 < mark < end:
        return []
    return shifts(Picture.of(trace), trace.frames[mark - 1], trace.frames[end - 1], axis)


def shown_numbers(trace: PageTrace) -> list[str]:
    """All texts with digits, of the canvas and of the elements, in the order of time."""
    painted = [p.text for frame in (trace.load, *trace.frames) for p in frame if p.op == "text" and p.alpha > 0]
    return [text for text in (*painted, *(own for shot in trace.texts for own in shot), trace.title) if DIGITS.search(text)]


def check_score(findings: Findings, facts: Mapping[str, Any], trace: PageTrace) -> None:
    """Only where it was asked for: a game may always show one."""
    if facts["score"]:
        findings.check("score", shown_numbers(trace), "no score is shown")
