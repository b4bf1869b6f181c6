"""Judge of "starfield": as many stars as asked, moving outward from the middle of the canvas."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from mercurycli.bench.quality.motion import Motion
from mercurycli.bench.quality.page import run_page
from mercurycli.bench.quality.picture import Picture, check_background, check_colour
from mercurycli.bench.quality.snow import check_count, kept_frames
from mercurycli.bench.quality.verdict import Findings

FEWEST = 30  # frames: the stars of a picture with many show enough in that time


def judge(facts: Mapping[str, Any], html: str, findings: Findings) -> None:
    trace = run_page(html, frames=max(FEWEST, kept_frames(facts["count"])))
    if not findings.check("errors", not trace.errors, "; ".join(trace.errors[:3])):
        return
    picture = Picture.of(trace)
    if not findings.check("moves", picture.frames, "nothing is drawn after the page has loaded"):
        return
    frames = picture.particles(lambda p: picture.is_small(p) or p.op == "line")
    check_count(findings, facts["count"], "stars", frames)
    stars = [p for frame in frames[::5] for p in frame]
    check_colour(findings, facts["colour"], stars)
    check_background(findings, facts["background"], picture.background())
    findings.check("clearing", picture.clearing() != "none", "the frame before is never cleared")
    if not stars:
        return
    motion = Motion.of(frames, min(picture.width, picture.height) / 5)
    if findings.check("moves", len(motion.moving) > 0.3 * len(motion.steps), "the stars stand still"):
        findings.check("outward", _outward(motion, picture), "the stars do not move outward from the middle")


def _outward(motion: Motion, picture: Picture) -> bool:
    seen = motion.moving[((motion.moving[:, 1:3] > 0) & (motion.moving[:, 1:3] < (picture.width, picture.height))).all(axis=1)]
    if not len(seen):  # of one or two stars, all may fly outside
        seen = motion.moving
    from_middle = seen[:, 1:3] - (picture.width / 2, picture.height / 2)
    along = (from_middle * seen[:, 3:]).sum(axis=1)
    radial = along / np.maximum(1.0, np.linalg.norm(from_middle, axis=1))
    return bool(np.median(radial) > 0 and np.mean(radial > 0) > 0.75)
