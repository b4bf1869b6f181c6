"""Judge of "snow": flakes that fall, come again from the top, and drift together when there is wind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from mercurycli.bench.quality.motion import Motion
from mercurycli.bench.quality.page import run_page
from mercurycli.bench.quality.page_trace import Paint
from mercurycli.bench.quality.picture import Picture, check_background, check_colour
from mercurycli.bench.quality.verdict import Findings

FRAMES, MORE_FRAMES = 160, 1200
MOST_PAINTS = 12_000  # looked at in one run


def judge(facts: Mapping[str, Any], html: str, findings: Findings) -> None:
    kept = kept_frames(facts["count"])
    picture, frames = _watch(html, findings, FRAMES, kept)
    if picture is None:
        return
    check_count(findings, facts["count"], "flakes", frames)
    flakes = [p for frame in frames[::8] for p in frame]
    check_colour(findings, facts["colour"], flakes)
    check_background(findings, facts["background"], picture.background())
    findings.check("clearing", picture.clearing() != "none", "the frame before is never cleared")
    if not flakes:
        return
    motion = Motion.of(frames, picture.height / 4)
    if not findings.check("falls", motion.falls(), "the flakes do not fall"):
        return
    drift = _drifts(motion)
    findings.check("wind", drift == facts["wind"], "all flakes drift to one side" if drift else "the flakes fall straight")
    back = motion.returns(picture.height)
    if not back:
        picture, frames = _watch(html, Findings(), MORE_FRAMES, kept)
        back = picture is not None and Motion.of(frames, picture.height / 4).returns(picture.height)
    findings.check("returns", back, "none comes back to the top")


def check_count(findings: Findings, asked: int, what: str, frames: Sequence[Sequence[Paint]]) -> None:
    """Exactly ``asked`` in every frame; where their number changes (some are out of sight), at most and nearly so many."""
    many = sorted(len(frame) for frame in frames[len(frames) // 4 :]) or [0]
    met = many[0] == asked if many[0] == many[-1] else 0.6 * asked <= many[-1] <= asked and many[len(many) // 2] >= 0.4 * asked
    findings.check("count", met, f"{many[0]} to {many[-1]} {what}, not {asked}")


def kept_frames(particles: int) -> int:
    """How many frames are worth keeping: fewer of a busy picture, which shows as much in each."""
    return max(24, min(80, MOST_PAINTS // max(1, particles)))


def _watch(html: str, findings: Findings, count: int, kept: int) -> tuple[Picture | None, list[list[Paint]]]:
    """``kept`` frames, taken from as many as ``count``: a flake needs long to reach the ground."""
    trace = run_page(html, frames=count, every=count // kept)
    if not findings.check("errors", not trace.errors, "; ".join(trace.errors[:3])):
        return None, []
    picture = Picture.of(trace)
    if not picture.frames:
        findings.check("falls", False, "nothing is drawn after the page has loaded")
        return None, []
    return picture, picture.particles(lambda p: picture.is_small(p) or (p.op == "text" and len(p.text.strip()) == 1))


def _drifts(motion: Motion) -> bool:
    """Whether nearly all flakes go to the same side, over the whole time or, for gusts, over a sixth of it."""
    t, dx, dy = motion.moving[:, 0], motion.moving[:, 3], motion.moving[:, 4]

    def together(some: np.ndarray) -> bool:
        return bool(abs(some.mean()) > max(0.05, 0.03 * dy.mean()) and np.mean(np.sign(some) == np.sign(some.mean())) >= 0.8)

    windows = np.array_split(dx[np.argsort(t, kind="stable")], 6)
    return together(dx) or sum(map(together, windows)) >= 3
