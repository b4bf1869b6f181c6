"""Judge of "rain": drops, drawn as short lines or whatever is small, that fall and come again from the top.

Wind is judged only where it is asked for: slanting rain is rain too. 200 is the number where the wish says none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from mercurycli.bench.quality.motion import Motion
from mercurycli.bench.quality.page_trace import Paint
from mercurycli.bench.quality.picture import Picture
from mercurycli.bench.quality.scene import check_amount, check_scene, pieces, watch
from mercurycli.bench.quality.snow import kept_frames
from mercurycli.bench.quality.verdict import Findings

UNSTATED_COUNT = 200
FRAMES, MORE_FRAMES = 100, 900
OPS = ("line", "rect", "circle", "arc", "poly")


def judge(facts: Mapping[str, Any], html: str, findings: Findings) -> None:
    kept = min(50, kept_frames(facts["count"]))
    picture = watch(html, findings, FRAMES, every=FRAMES // kept, drawn="falls", shapes=False)
    if picture is None:
        return
    frames = _drops(picture)
    check_amount(findings, facts["count"], UNSTATED_COUNT, "drops", frames)
    check_scene(findings, facts, picture, [p for frame in frames[::5] for p in frame])
    motion = Motion.of(frames, picture.height / 4)
    if not findings.check("falls", motion.falls(), "the drops do not fall"):
        return
    if facts["wind"]:
        findings.check("wind", _drifts(motion), "the drops fall straight down")
    back = _returns(frames, picture, 4)
    if not back and (longer := watch(html, Findings(), MORE_FRAMES, every=12, shapes=False)) is not None:
        back = _returns(_drops(longer), longer, 2)
    findings.check("returns", back, "none comes back to the top")


def _drops(picture: Picture) -> list[list[Paint]]:
    """The kind of small thing that is painted most: what splashes on the ground is no drop."""
    frames = [pieces(picture, frame, *OPS) for frame in picture.frames]
    most = Counter(p.op for frame in frames for p in frame).most_common(1)
    return [[p for p in frame if p.op == most[0][0]] for frame in frames] if most else frames


def _returns(frames: Sequence[Sequence[Paint]], picture: Picture, share: int) -> bool:
    """Of places from side to side only a trace is left: a drop that wind takes out on one side comes in on the other, not from the top."""
    narrow = [[p._replace(x=p.x / 20) for p in frame] for frame in frames]
    return Motion.of(narrow, picture.height / share).returns(picture.height)


def _drifts(motion: Motion) -> bool:
    """Nearly all to the same side."""
    dx, dy = motion.moving[:, 3], motion.moving[:, 4]
    return bool(abs(dx.mean()) > max(0.05, 0.03 * dy.mean()) and np.mean(np.sign(dx) == np.sign(dx.mean())) >= 0.8)
