"""What a canvas shows over time: its size, how each frame is cleared, its background, and the particles drawn on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from mercurycli.bench.quality.colour import normal_colour
from mercurycli.bench.quality.page_trace import Paint, PageTrace
from mercurycli.bench.quality.stylesheet import Stylesheet
from mercurycli.bench.quality.verdict import Findings

Clearing = Literal["whole", "translucent", "none"]
_OPAQUE = 0.97  # a fill of at least this alpha hides what was there
_LARGEST = 40.0  # px; a larger rectangle is scenery, not a particle


@dataclass(frozen=True, slots=True)
class Picture:
    trace: PageTrace
    width: int
    height: int
    number: int  # of the canvas that is painted most
    frames: tuple[tuple[Paint, ...], ...]  # what was painted after loading, all canvases together

    @classmethod
    def of(cls, trace: PageTrace) -> Picture:
        some = [*trace.load, *(paint for frame in trace.frames[:20] for paint in frame)]
        number = Counter(paint.canvas for paint in some).most_common(1)[0][0] if some else 0
        width, height = trace.canvases[number] if number < len(trace.canvases) else (300, 150)
        return cls(trace, width, height, number, trace.frames)

    def is_cover(self, paint: Paint) -> bool:
        """Whether it paints or clears (nearly) the whole canvas."""
        if paint.w < 0.97 * self.width or paint.op not in ("rect", "clear") or paint.alpha <= 0:
            return False
        seen_w = min(paint.x + paint.w, self.width) - max(paint.x, 0)
        seen_h = min(paint.y + paint.h, self.height) - max(paint.y, 0)
        return seen_w >= 0.97 * self.width and seen_h >= 0.97 * self.height

    def clearing(self) -> Clearing:
        """How most frames get rid of the one before."""
        return Counter(map(self._clearing, self.frames)).most_common(1)[0][0] if self.frames else "none"

    def _clearing(self, frame: Sequence[Paint]) -> Clearing:
        covers = [paint for paint in frame if self.is_cover(paint)]
        if any(paint.op == "clear" or paint.alpha >= _OPAQUE for paint in covers):
            return "whole"
        return "translucent" if covers else "none"

    def background(self) -> tuple[str, ...]:
        """The colour the frames are filled with, else that of the canvas, of what is around it, of the body."""
        middle = self.frames[len(self.frames) // 2] if self.frames else ()
        for paints in (middle, self.trace.load):
            fills = [paint for paint in paints if paint.op == "rect" and self.is_cover(paint)]
            if fills:
                return tuple(fills[-1].colour.split())
            if any(paint.op == "clear" and self.is_cover(paint) for paint in paints):
                break  # cleared to nothing: the page behind it is seen
        sheet = Stylesheet.of(self.trace)
        return sheet.background(sheet.first("canvas")) or sheet.background(sheet.first("body"))

    def particles(self, is_one: Callable[[Paint], bool]) -> list[list[Paint]]:
        """The paints of each frame that are particles. Fill and outline of one disc are one particle."""
        return [_discs([p for p in frame if p.alpha > 0 and is_one(p)]) for frame in self.frames]

    def is_small(self, paint: Paint) -> bool:
        return paint.op in ("rect", "circle") and paint.w <= _LARGEST and paint.h <= _LARGEST


def _discs(paints: list[Paint]) -> list[Paint]:
    kept: list[Paint] = []
    for paint in paints:
        last = kept[-1] if kept else None
        if last and last.op == paint.op == "circle" and abs(last.x - paint.x) + abs(last.y - paint.y) < 1e-3:
            if paint.w > last.w + 1:  # a disc around the one before: the larger one is the particle
                kept[-1] = paint
        else:
            kept.append(paint)
    return kept


def is_colour(got: str, asked: str) -> bool:
    """``got`` is a Paint's colour, where a gradient is that of any of its stops."""
    return normal_colour(asked) in got.split()


def check_colour(findings: Findings, asked: str | None, paints: Sequence[Paint]) -> None:
    if asked is not None and paints:
        other = next((p.colour for p in paints if not is_colour(p.colour, asked)), None)
        findings.check("colour", other is None, f"{other} is not {asked}")


def check_background(findings: Findings, asked: str | None, got: tuple[str, ...]) -> None:
    if asked is not None:
        findings.check("background", normal_colour(asked) in got, f"{' '.join(got) or 'none'} is not {asked}")
