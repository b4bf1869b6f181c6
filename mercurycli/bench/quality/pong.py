"""Judge of "pong": a ball between two paddles, of which one is steered with the mouse or the keys and the other plays by itself.

Which side the visitor has does not matter. Unless the arrow keys are asked for, mouse or keys will do. A middle line is judged
only where it is asked for: many games of this kind have one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from mercurycli.bench.quality import game_play
from mercurycli.bench.quality.game_play import Actions, frames_of_play
from mercurycli.bench.quality.page import Action, run_page
from mercurycli.bench.quality.page_trace import Paint, PageTrace
from mercurycli.bench.quality.picture import Picture, check_background, check_colour
from mercurycli.bench.quality.scene import check_size, check_speed
from mercurycli.bench.quality.verdict import Findings

WATCHED, MISSED = 8.0, 40.0  # seconds
SMALL, BIG = 80.0, 140.0  # px of paddle
SLOW, FAST = 220.0, 330.0  # px a second
SIDE = 0.3  # of the width: where a paddle is
PIECES = 4  # of a dashed line at least


def judge(facts: Mapping[str, Any], html: str, findings: Findings) -> None:
    if (game := game_play.started(html, findings, WATCHED, every=2)) is None:
        return
    start, trace = game
    picture, frames = Picture.of(trace), frames_of_play(trace)
    check_background(findings, facts["background"], picture.background())
    ball = game_play.ball_in(picture, frames)
    if findings.check("ball", ball is not None, "no ball flies around") and ball is not None:
        soon = game_play.ball_in(picture, frames[: len(frames) // 4]) or ball
        check_speed(findings, facts["speed"], game_play.per_second(soon, WATCHED * len(soon.at) / len(frames)), SLOW, FAST, "px")
    steered = _steered(facts, html, start, picture)
    what = "the arrow keys move" if facts["keys"] else "neither the mouse nor the keys move"
    if not findings.check("keys" if facts["keys"] else "paddle", steered is not None, f"{what} no paddle" if facts["keys"] else f"{what} a paddle"):
        return
    assert steered is not None
    left = game_play.middle(steered)[0] < picture.width / 2
    others = [t for t in game_play.things(picture, frames) if _is_side(picture, t.at[0, 0], not left) and t.shape[1] > t.shape[0]]
    others += _twins(picture, trace, steered, not left)
    moving = [t for t in others if t.way() > game_play.LEAST_WAY]
    findings.check("computer", moving, "no other paddle plays by itself")
    check_size(findings, facts["size"], game_play.shape(steered)[1], SMALL, BIG)
    check_colour(findings, facts["colour"], [steered])
    _check_net(findings, facts, picture, frames[len(frames) // 2])
    _check_score(findings, facts, html, start, trace)


def _is_side(picture: Picture, x: float, left: bool) -> bool:
    return x < SIDE * picture.width if left else x > (1 - SIDE) * picture.width


def _twins(picture: Picture, trace: PageTrace, steered: Paint, left: bool) -> list[game_play.Thing]:
    """The paddle of the same size as the steered one, on the other side."""
    size = game_play.shape(steered)
    found = [
        game_play.middle(p)
        for frame in frames_of_play(trace)
        for p in game_play.bars(picture, frame, 1)
        if game_play.is_as_large(p, size) and _is_side(picture, game_play.middle(p)[0], left)
    ]
    return [game_play.Thing(np.array(found), size, steered.colour)] if found else []


def _steered(facts: Mapping[str, Any], html: str, start: Actions, picture: Picture) -> Paint | None:
    """The bar at a side that goes where the mouse or the keys want it."""
    keys = (("ArrowUp", "w"), ("ArrowDown", "s"))
    tries = [lambda: (game_play.steered_by_keys(html, start, *keys, 1), game_play.LEAST_WAY)]
    if not facts["keys"]:
        tries.insert(0, lambda: (game_play.steered_by_mouse(html, start, 1), 0.3 * min(picture.height, 600)))
    for attempt in tries:
        found, least = attempt()
        sides = [each for each in found if any(_is_side(picture, game_play.middle(each[1])[0], left) for left in (True, False))]
        shift, paint = max(sides, key=lambda each: each[0], default=(0.0, None))
        if shift > least:
            return paint
    return None


def _check_net(findings: Findings, facts: Mapping[str, Any], picture: Picture, frame: game_play.Frame) -> None:
    if facts["net"]:
        near = 0.02 * picture.width + 2
        pieces = [p for p in game_play.solid(picture, frame) if abs(game_play.middle(p)[0] - picture.width / 2) < near]
        long = [p for p in frame if p.op == "line" and abs(game_play.middle(p)[0] - picture.width / 2) < near and abs(p.h) > 0.5 * picture.height]
        findings.check("net", long or len(pieces) >= PIECES, "there is no dashed line in the middle")


def _check_score(findings: Findings, facts: Mapping[str, Any], html: str, start: Actions, trace: PageTrace) -> None:
    """It is there, and it changes when nobody plays."""
    if not facts["score"]:
        findings.check("score", not game_play.shown_numbers(trace), "a score is shown")
    elif findings.check("score", game_play.shown_numbers(trace), "no score is shown"):
        corner = Action("move", value="400 2", seconds=MISSED)
        missed = run_page(html, frames=5, every=30, actions=(*start, corner))
        findings.check("score", len(set(game_play.shown_numbers(missed))) > 1, "the score never changes")
