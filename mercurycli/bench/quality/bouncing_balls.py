"""Judge of "bouncing_balls": discs that move, stay inside and turn at the walls, and the facts about them.

Gravity is the median second difference of y away from floor and ceiling; a collision is a jump of the velocity away
from all walls and beside another ball. Both compare positions only, so it does not matter how the page is written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from mercurycli.bench.quality.page import run_page
from mercurycli.bench.quality.page_trace import Paint
from mercurycli.bench.quality.picture import Picture, check_background, check_colour
from mercurycli.bench.quality.verdict import Findings

Array = np.ndarray

FRAMES, FRAMES_OF_MANY, MORE_FRAMES = 600, 300, 1500
MANY = 30  # balls; so many show in less time what they do
SMALL, BIG = 8.0, 25.0  # px of radius
LEAST_GRAVITY = 0.01  # px per frame and frame


@dataclass(frozen=True, slots=True)
class Balls:
    """Trajectories of balls on one canvas."""

    at: Array  # (frames, balls, 2)
    radius: Array  # (balls,)
    size: Array  # (2,) of the canvas

    @classmethod
    def of(cls, picture: Picture, frames: list[list[Paint]]) -> Balls:
        at = np.array([[(p.x, p.y) for p in frame] for frame in frames], dtype=float)
        return cls(at, np.array([p.w for p in frames[0]], dtype=float), np.array([picture.width, picture.height], float))

    @property
    def velocity(self) -> Array:
        return np.diff(self.at, axis=0)  # (frames - 1, balls, 2)

    def away(self) -> Array:
        """Per frame, ball and axis: so far from both walls that it cannot touch them in this frame or the next two."""
        reach = np.abs(self.velocity[:-1]) * 2.5 + np.abs(self.velocity[1:]) + 3 + self.radius[:, None]
        near = np.minimum(self.at, self.size - self.at)  # distance to the nearer wall
        return np.minimum(np.minimum(near[:-2], near[1:-1]), near[2:]) > reach  # (frames - 2, balls, 2)

    def gravity(self) -> float | None:
        """px per frame and frame downwards; None where no ball is ever away from floor and ceiling."""
        bend = np.diff(self.velocity[:, :, 1], axis=0)
        samples = bend[self.away()[:, :, 1]]
        return float(np.median(samples)) if len(samples) >= 5 else None

    def turns(self) -> int:
        """How often a ball's velocity changes its sign at a wall."""
        flips = self.velocity[:-1] * self.velocity[1:] < 0
        near = np.minimum(self.at, self.size - self.at)[1:-1] <= self.radius[:, None] * 1.5 + np.abs(self.velocity[:-1]) * 2 + 3
        return int((flips & near).sum())

    def strayed(self) -> bool:
        """Whether a ball is out of sight for more than a moment: a fast one may overshoot the wall by a step or two."""
        slack = self.radius[:, None] + 0.5
        out = ((self.at < -slack) | (self.at > self.size + slack)).any(axis=2)
        return bool((out.sum(axis=0) > 8).any())

    def collisions(self) -> tuple[int, int]:
        """How often a velocity jumps beside another ball, and how often one ball passes through another."""
        keep = max(50, 2_000_000 // max(1, len(self.radius) ** 2))
        at, v = self.at[:keep], self.velocity[: keep - 1]
        free = Balls(at, self.radius, self.size).away().all(axis=2)  # (frames - 2, balls)
        pull = np.array([0.0, self.gravity() or 0.0])
        jump = np.linalg.norm(np.diff(v, axis=0) - pull, axis=2)
        speed = np.linalg.norm(v, axis=2)
        jumped = free & (jump > 0.3 * np.maximum(speed[:-1], speed[1:]) + 0.15)
        apart = np.linalg.norm(at[1:-1, :, None] - at[1:-1, None], axis=3)
        touch = self.radius[:, None] + self.radius[None]
        np.einsum("tii->ti", apart)[:] = np.inf
        beside = apart < touch + 2 * (speed[:-1, :, None] + speed[:-1, None]) + 2
        through = (apart < 0.6 * touch) & free[:, :, None] & free[:, None] & ~jumped[:, :, None] & ~jumped[:, None]
        return int((jumped & beside.any(axis=2)).sum()), int(through.sum())


def judge(facts: Mapping[str, Any], html: str, findings: Findings) -> None:
    picture, frames = _watch(html, findings, FRAMES if facts["count"] <= MANY else FRAMES_OF_MANY)
    if picture is None:
        return
    many = sorted({len(frame) for frame in frames})
    findings.check("count", many == [facts["count"]], f"{' to '.join(map(str, many[:: max(1, len(many) - 1)]))} balls, not {facts['count']}")
    check_colour(findings, facts["colour"], [p for frame in frames[::10] for p in frame])
    check_background(findings, facts["background"], picture.background())
    _check_size(findings, facts["size"], [p.w for p in frames[-1]])
    _check_clearing(findings, facts["trails"], picture)
    if len(many) == 1 and many[0]:
        _check_motion(findings, facts, html, Balls.of(picture, frames))


def _watch(html: str, findings: Findings, count: int, seed: int = 1) -> tuple[Picture | None, list[list[Paint]]]:
    trace = run_page(html, frames=count, seed=seed)
    if not findings.check("errors", not trace.errors, "; ".join(trace.errors[:3])):
        return None, []
    picture = Picture.of(trace)
    if not picture.frames:
        findings.check("moves", False, "nothing is drawn after the page has loaded")
        return None, []
    return picture, [f for f in picture.particles(lambda p: p.op == "circle") if f] or [[]]


def _check_size(findings: Findings, asked: str, radii: list[float]) -> None:
    if not radii:
        return
    low, mean, high = min(radii), sum(radii) / len(radii), max(radii)
    met = {"small": high <= SMALL, "big": low >= BIG, "normal": SMALL < mean < BIG}[asked]
    findings.check("size", met, f"radius {low:g} to {high:g} is not {asked}")


def _check_clearing(findings: Findings, trails: bool, picture: Picture) -> None:
    how = picture.clearing()
    if trails:
        findings.check("trails", how == "translucent", "frames are cleared, so nothing trails")
    else:
        findings.check("trails", how != "translucent", "a translucent fill leaves trails")
        findings.check("clearing", how != "none", "the frame before is never cleared")


def _check_motion(findings: Findings, facts: Mapping[str, Any], html: str, balls: Balls) -> None:
    if len(balls.at) < 10 or not findings.check("moves", (np.ptp(balls.at, axis=0).max(axis=1) > 0.5).all(), "a ball stands still"):
        findings.check("moves", len(balls.at) >= 10, "fewer than ten frames")
        return
    inside = findings.check("inside", not balls.strayed(), "a ball leaves the canvas")
    if inside:
        leap = (np.abs(balls.velocity) > 0.5 * balls.size).any()
        findings.check("bounce", not leap, "a ball jumps across the canvas")
        if not leap and not balls.turns():
            longer = _longer(html, len(balls.radius), 1)
            findings.check("bounce", longer is not None and longer.turns() > 0, "no ball turns at a wall")
    pull = balls.gravity()
    if pull is not None:
        asked = facts["gravity"]
        met = pull > LEAST_GRAVITY if asked else abs(pull) <= LEAST_GRAVITY
        findings.check("gravity", met, f"balls are pulled by {pull:.3f} px per frame and frame")
    _check_collisions(findings, facts["collisions"], html, balls)


def _check_collisions(findings: Findings, asked: bool, html: str, balls: Balls) -> None:
    """Balls that never met say nothing; then other seeds are tried, and at last the fact stays unchecked."""
    hits, through = balls.collisions()
    for seed in ((2, 3) if asked else (2,)) if len(balls.radius) > 1 else ():
        if hits or through > 2:
            break
        longer = _longer(html, len(balls.radius), seed)
        if longer is not None:
            hits, through = longer.collisions()
    if asked and (hits or through > 2):
        findings.check("collisions", hits > 0, "balls pass through each other")
    elif not asked:
        findings.check("collisions", hits == 0, "balls change their way where no wall is")


def _longer(html: str, count: int, seed: int) -> Balls | None:
    picture, frames = _watch(html, Findings(), MORE_FRAMES, seed)
    if picture is None or any(len(frame) != count for frame in frames):
        return None
    return Balls.of(picture, frames)
