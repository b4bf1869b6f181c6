"""Judge of "breakout": a ball that moves, a wall of bricks that loses some when the ball comes back up, and a paddle that is steered.

Bricks are bars of one size, drawn in every frame. The paddle may follow the mouse or the arrow keys. 5 rows and 8 columns stand
where the wish says nothing of them; then any wall will do. To see bricks go, the mouse waits where the ball comes down.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from mercurycli.bench.quality import game_play
from mercurycli.bench.quality.game_play import Actions, Frame, Thing, frames_of_play
from mercurycli.bench.quality.page import Action, run_page
from mercurycli.bench.quality.page_trace import Paint, PageTrace
from mercurycli.bench.quality.picture import Picture, check_background, check_colour
from mercurycli.bench.quality.scene import check_size, check_speed
from mercurycli.bench.quality.verdict import Findings

UNSTATED = {"rows": 5, "columns": 8}
FEWEST = 4  # bricks
WATCHED, PLAYED = 5.0, 15.0  # seconds
SELDOM = 15  # of the frames one is enough to count bricks
SMALL, BIG = 80.0, 140.0  # px of paddle
SLOW, FAST = 190.0, 310.0  # px a second
LOWER = 0.6  # of the height: where the paddle is


def judge(facts: Mapping[str, Any], html: str, findings: Findings) -> None:
    if (game := game_play.started(html, findings, WATCHED, every=2)) is None:
        return
    start, trace = game
    picture, frames = Picture.of(trace), frames_of_play(trace)
    bricks = _bricks(picture, [trace.load, *trace.frames[:10]])
    if not findings.check("bricks", len(bricks) >= FEWEST, "there is no wall of bricks"):
        return
    _check_wall(findings, facts, bricks)
    check_colour(findings, facts["colour"], bricks)
    check_background(findings, facts["background"], picture.background())
    ball = game_play.ball_in(picture, frames)
    if findings.check("ball", ball is not None, "no ball flies around") and ball is not None:
        soon = game_play.ball_in(picture, frames[: len(frames) // 4]) or ball
        check_speed(findings, facts["speed"], game_play.per_second(soon, WATCHED * len(soon.at) / len(frames)), SLOW, FAST, "px")
        findings.check("bricks", _some_go(picture, html, start, trace, bricks, ball), "no brick ever vanishes")
    paddle = _paddle(html, start, picture)
    if findings.check("paddle", paddle is not None, "neither the mouse nor the arrow keys move a paddle") and paddle is not None:
        check_size(findings, facts["size"], game_play.shape(paddle)[0], SMALL, BIG)
    game_play.check_score(findings, facts, trace)


def _bricks(picture: Picture, frames: Sequence[Frame]) -> list[Paint]:
    """The largest number of bars of one size, in the frame that has most."""
    best: list[Paint] = []
    for frame in frames:
        groups: dict[tuple[str, int, int], list[Paint]] = defaultdict(list)
        for p in game_play.solid(picture, frame):
            if game_play.middle(p)[1] < LOWER * picture.height:
                w, h = game_play.shape(p)
                groups[p.op, round(w / 2), round(h / 2)].append(p)
        best = max((best, *groups.values()), key=len)
    return best


def _check_wall(findings: Findings, facts: Mapping[str, Any], bricks: Sequence[Paint]) -> None:
    places = np.array([game_play.middle(p) for p in bricks])
    many = {"columns": _distinct(places[:, 0]), "rows": _distinct(places[:, 1])}
    for field, unstated in UNSTATED.items():
        if facts[field] != unstated:
            findings.check(field, many[field] == facts[field], f"{many[field]} {field}, not {facts[field]}")
    if all(facts[field] != unstated for field, unstated in UNSTATED.items()):
        whole = facts["rows"] * facts["columns"]
        findings.check("bricks", len(bricks) == whole, f"{len(bricks)} bricks, not {whole}")


def _distinct(values: np.ndarray) -> int:
    return int((np.diff(np.sort(values)) > 2).sum()) + 1


def _some_go(picture: Picture, html: str, start: Actions, trace: PageTrace, bricks: list[Paint], ball: Thing) -> bool:
    """Whether the wall gets smaller: without a player, or else with the paddle where the ball comes down first."""
    if _fewest(picture, frames_of_play(trace)[::SELDOM], bricks) < len(bricks):
        return True
    low = float(np.quantile(ball.at[:, 1], 0.95))
    for down in ball.at[np.flatnonzero(ball.at[:, 1] >= min(low, picture.height - 40))[:1], 0]:
        for aside in (5, 15, -10):
            move = Action("move", value=f"{down + aside:g} {0.9 * picture.height:g}", seconds=PLAYED)
            played = run_page(html, frames=5, shapes=True, every=SELDOM, actions=(*start, move))
            if _fewest(picture, frames_of_play(played), bricks) < len(bricks):
                return True
    return False


def _fewest(picture: Picture, frames: Sequence[Frame], bricks: list[Paint]) -> int:
    """The fewest bricks that a frame shows which shows some: between two games there may be none."""
    kind, size = bricks[0].op, game_play.shape(bricks[0])
    fits = (
        sum(p.op == kind and game_play.is_as_large(p, size) and game_play.middle(p)[1] < LOWER * picture.height for p in frame) for frame in frames
    )
    return min((count for count in fits if count), default=len(bricks))


def _paddle(html: str, start: Actions, picture: Picture) -> Paint | None:
    """The low bar that goes where the mouse or the keys want it."""
    tries = (
        lambda: (game_play.steered_by_mouse(html, start, 0), 0.2 * min(picture.width, 800)),
        lambda: (game_play.steered_by_keys(html, start, ("ArrowLeft", "a"), ("ArrowRight", "d"), 0), game_play.LEAST_WAY),
    )
    for attempt in tries:
        found, least = attempt()
        for shift, paint in found:
            if shift > least and game_play.middle(paint)[1] > LOWER * picture.height:
                return paint
    return None
