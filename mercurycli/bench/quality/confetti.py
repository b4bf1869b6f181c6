"""Judge of "confetti": many small pieces that come down, turning and swinging as they like.

They may be thrown up first, and need not come again. 100 is the number where the wish says none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from mercurycli.bench.quality import outline
from mercurycli.bench.quality.motion import Motion
from mercurycli.bench.quality.page_trace import Paint
from mercurycli.bench.quality.scene import check_amount, check_scene, check_size, pieces, watch
from mercurycli.bench.quality.snow import kept_frames
from mercurycli.bench.quality.verdict import Findings

UNSTATED_COUNT = 100
FRAMES = 160
OPS = ("rect", "poly", "line", "circle", "arc")
SMALL, BIG = 9.0, 15.0  # px of the longest side


def judge(facts: Mapping[str, Any], html: str, findings: Findings) -> None:
    picture = watch(html, findings, FRAMES, every=FRAMES // kept_frames(facts["count"]), drawn="falls")
    if picture is None:
        return
    frames = [_filled(pieces(picture, frame, *OPS)) for frame in picture.frames]
    seen = [p for frame in frames[::8] for p in frame]
    check_amount(findings, facts["count"], UNSTATED_COUNT, "pieces", frames)
    check_scene(findings, facts, picture, seen)
    if seen:  # a piece that turns over looks narrow for a moment: the larger ones show their size
        check_size(findings, facts["size"], float(np.quantile([outline.length(p) for p in seen], 0.8)), SMALL, BIG)
    moved = [[p._replace(op="poly", x=x, y=y) for p in frame for x, y in (outline.middle(p),)] for frame in frames]
    late = Motion.of(moved[len(moved) // 3 :], picture.height / 4)
    findings.check("falls", late.falls() or Motion.of(moved, picture.height / 4).falls(), "the pieces do not fall")


def _filled(paints: Sequence[Paint]) -> list[Paint]:
    """Without the outlines of pieces that are filled too."""
    return [p for p in paints if p.op == "line" or not p.width] or list(paints)
