"""A page that draws on a canvas, watched for a while, and what many families of such pages are asked: how many, how fast, on what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from mercurycli.bench.quality.page import run_page
from mercurycli.bench.quality.page_trace import Paint
from mercurycli.bench.quality.picture import Picture, check_background, check_colour
from mercurycli.bench.quality.snow import check_count
from mercurycli.bench.quality.verdict import Findings

MANY_TIMES = 8  # so much more or less of something is still what "some" of it may mean
LARGEST_PIECE = 100.0  # px


def watch(html: str, findings: Findings, frames: int, *, drawn: str = "moves", **options: Any) -> Picture | None:
    """The page run with shapes; None, and a failure of "errors" or of the fact ``drawn``, where there is nothing to judge."""
    trace = run_page(html, frames=frames, **{"shapes": True, **options})
    if not findings.check("errors", not trace.errors, "; ".join(trace.errors[:3])):
        return None
    picture = Picture.of(trace)
    return picture if findings.check(drawn, picture.frames, "nothing is drawn after the page has loaded") else None


def pieces(picture: Picture, frame: Sequence[Paint], *ops: str) -> list[Paint]:
    """What is painted of these kinds and is neither invisible nor as large as scenery."""
    return [p for p in frame if p.op in ops and p.alpha > 0 and max(abs(p.w), abs(p.h)) <= LARGEST_PIECE and not picture.is_cover(p)]


def check_scene(findings: Findings, facts: Mapping[str, Any], picture: Picture, paints: Sequence[Paint], *, animated: bool = True) -> None:
    """Colours as asked and, in an animation, each frame cleared. Where no colour was asked for, one that can be seen."""
    behind = picture.background()
    check_colour(findings, facts["colour"], paints)
    if facts["colour"] is None and paints:
        findings.check("visible", any(p.colour not in (behind or ("#ffffff",)) for p in paints), "all is in the colour of the background")
    check_background(findings, facts["background"], behind)
    if animated:
        findings.check("clearing", picture.clearing() != "none", "the frame before is never cleared")


def check_amount(findings: Findings, asked: int, unstated: int, what: str, frames: Sequence[Sequence[Paint]]) -> None:
    """As many as asked. ``unstated`` stands where the wish says no number: then about so many, for any would do."""
    if asked != unstated:
        return check_count(findings, asked, what, frames)
    most = max(map(len, frames), default=0)
    findings.check("count", unstated / MANY_TIMES <= most <= unstated * MANY_TIMES, f"{most} {what} are too few or too many")


def check_speed(findings: Findings, asked: str, rate: float, slow: float, fast: float, unit: str) -> None:
    """``slow`` and ``fast`` are the bounds; a speed nobody asked for is any that can be seen."""
    if asked != "normal":
        met = rate <= slow if asked == "slow" else rate >= fast
        findings.check("speed", met, f"{rate:.3g} {unit} a second is not {asked}")


def check_size(findings: Findings, asked: str, size: float, small: float, big: float) -> None:
    if asked != "normal":
        met = size <= small if asked == "small" else size >= big
        findings.check("size", met, f"{size:.3g} px is not {asked}")
