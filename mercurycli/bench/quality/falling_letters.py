"""Judge of "falling_letters": single characters of one alphabet that fall, column by column, and come again from the top."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mercurycli.bench.quality.motion import Motion
from mercurycli.bench.quality.page import run_page
from mercurycli.bench.quality.page_trace import Paint
from mercurycli.bench.quality.picture import Picture, check_background, check_colour
from mercurycli.bench.quality.verdict import Findings

FRAMES, MORE_FRAMES = 200, 900


def judge(facts: Mapping[str, Any], html: str, findings: Findings) -> None:
    picture, frames = _watch(html, findings, FRAMES)
    if picture is None:
        return
    letters = [paint for frame in frames[::4] for paint in frame]
    if not findings.check("text", letters, "no character is drawn"):
        return
    _check_alphabet(findings, facts["characters"], letters)
    check_colour(findings, facts["colour"], letters)
    check_background(findings, facts["background"], picture.background())
    findings.check("clearing", picture.clearing() != "none", "the frame before is never cleared or dimmed")
    if facts["size"] is not None:
        px = sorted({round(p.h, 1) for p in letters})
        findings.check("size", px == [facts["size"]], f"{px[0]:g} to {px[-1]:g} px, not {facts['size']}")
    motion = Motion.of(frames, picture.height / 4)
    if not findings.check("falls", motion.falls(), "the characters do not fall"):
        return
    if not motion.returns(picture.height):
        picture, frames = _watch(html, Findings(), MORE_FRAMES)
        back = picture is not None and Motion.of(frames, picture.height / 4).returns(picture.height)
        findings.check("returns", back, "none comes back to the top")
    else:
        findings.check("returns", True, "")


def _watch(html: str, findings: Findings, count: int) -> tuple[Picture | None, list[list[Paint]]]:
    trace = run_page(html, frames=count, every=max(2, count // 200))
    if not findings.check("errors", not trace.errors, "; ".join(trace.errors[:3])):
        return None, []
    picture = Picture.of(trace)
    if not picture.frames:
        findings.check("falls", False, "nothing is drawn after the page has loaded")
        return None, []
    return picture, [f for f in picture.particles(lambda p: p.op == "text" and p.text.strip() != "") if f]


def _check_alphabet(findings: Findings, asked: str, letters: list[Paint]) -> None:
    words = {p.text.strip() for p in letters}
    long = next((w for w in words if len(w) > 1), None)
    if not findings.check("characters", long is None, f"{long!r} is more than one character"):
        return
    if asked == "letters":
        met = all(w.isalpha() for w in words)
    elif asked == "digits":
        met = words <= set("0123456789") and bool(words - {"0", "1"})
    else:
        met = words == {"0", "1"}
    findings.check("characters", met, f"{''.join(sorted(words))[:40]} are not {asked}")
