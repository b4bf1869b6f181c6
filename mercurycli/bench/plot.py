"""What ``bench speed`` measured as one SVG: tokens settled a pass, time a pass, quality against speed."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

WIDTH, HEIGHT, MARGIN = 360, 260, 48  # of one panel, in pixels
COLOURS = ("#1668b8", "#c2571a", "#5b5b5b", "#2c8a4b", "#8a3fb0")  # told apart by the colour-blind, and by their signs as well
SIGNS = ("circle", "square", "cross", "circle", "square")


@dataclass(frozen=True, slots=True)
class Axis:
    """From values to pixels, linear or by powers of ten."""

    least: float
    most: float
    start: float
    end: float
    powers: bool = False

    def at(self, value: float) -> float:
        low, high, value = (math.log10(v) if self.powers else v for v in (self.least, self.most, value))
        return self.start + (self.end - self.start) * (value - low) / ((high - low) or 1.0)

    def ticks(self) -> list[float]:
        if self.powers:
            return [10.0**p for p in range(math.ceil(math.log10(self.least)), math.floor(math.log10(self.most)) + 1)]
        step = 10 ** math.floor(math.log10((self.most - self.least) or 1.0))
        step = next(s for s in (step / 5, step / 2, step, 2 * step) if (self.most - self.least) / s <= 6)
        return [step * n for n in range(math.ceil(self.least / step), math.floor(self.most / step + 1e-9) + 1)]


def axes_for(xs: Sequence[float], ys: Sequence[float], *, powers_x: bool = False, powers_y: bool = False) -> tuple[Axis, Axis]:
    def ends(values: Sequence[float], powers: bool) -> tuple[float, float]:
        if powers:
            return 10 ** math.floor(math.log10(min(values))), 10 ** (math.floor(math.log10(max(values))) + 1)
        return 0.0, max(max(values) * 1.05, 1e-9)

    return Axis(*ends(xs, powers_x), MARGIN, WIDTH - 12, powers_x), Axis(*ends(ys, powers_y), HEIGHT - MARGIN, 28, powers_y)


def sign(kind: str, x: float, y: float, colour: str, size: float = 3.0) -> str:
    if kind == "circle":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size}" fill="{colour}"/>'
    if kind == "square":
        return f'<rect x="{x - size:.1f}" y="{y - size:.1f}" width="{2 * size}" height="{2 * size}" fill="{colour}"/>'
    lines = f"M{x - size:.1f} {y - size:.1f}l{2 * size} {2 * size}m0 {-2 * size}l{-2 * size} {2 * size}"
    return f'<path d="{lines}" stroke="{colour}" fill="none"/>'


def frame(title: str, below: str, beside: str, x: Axis, y: Axis) -> list[str]:
    parts = [f'<text x="{MARGIN}" y="16" font-weight="bold">{escape(title)}</text>']
    parts.append(f'<path d="M{x.start} {y.end}V{y.start}H{x.end}" stroke="#333" fill="none"/>')
    for tick in x.ticks():
        parts.append(f'<text x="{x.at(tick):.1f}" y="{y.start + 14}" text-anchor="middle">{tick:g}</text>')
    for tick in y.ticks():
        parts.append(f'<path d="M{x.start} {y.at(tick):.1f}H{x.end}" stroke="#ddd"/>')
        parts.append(f'<text x="{x.start - 4}" y="{y.at(tick) + 3:.1f}" text-anchor="end">{tick:g}</text>')
    parts.append(f'<text x="{(x.start + x.end) / 2}" y="{HEIGHT - 14}" text-anchor="middle">{escape(below)}</text>')
    parts.append(f'<text transform="translate(11 {(y.start + y.end) / 2}) rotate(-90)" text-anchor="middle">{escape(beside)}</text>')
    return parts


def points(rows: dict[str, list[tuple[float, float]]], title: str, below: str, beside: str, **powers: bool) -> list[str]:
    """A panel with one sign a point, a colour and a kind of sign for each row."""
    everything = [point for row in rows.values() for point in row]
    if not everything:
        return []
    x, y = axes_for([p[0] for p in everything], [p[1] for p in everything], **powers)
    parts = frame(title, below, beside, x, y)
    for number, row in enumerate(rows.values()):
        colour, kind = COLOURS[number % len(COLOURS)], SIGNS[number % len(SIGNS)]
        parts += [sign(kind, x.at(a), y.at(b), colour) for a, b in row]
    return parts


def svg(result: dict[str, Any]) -> str:
    """The picture of a result of ``bench.speed.run``."""
    modes = list(result["modes"])
    wish = max(result["wishes"], key=lambda name: result["wishes"][name][modes[0]]["tokens"])
    shown = result["wishes"][wish]
    settled = {mode: [(n, float(of or 0.5)) for n, of in enumerate(shown[mode]["settled"], 1)] for mode in modes}
    seconds = {mode: [(n, 1000 * of) for n, of in enumerate(shown[mode]["pass_seconds"], 1)] for mode in modes}
    quality = {mode: _quality(result["modes"][mode]) for mode in modes}
    panels = [
        points(settled, "tokens settled in each pass", "pass", "tokens", powers_x=True, powers_y=True),
        points(seconds, "time of each pass", "pass", "ms", powers_x=True),
        points(quality, "quality against speed", "tokens per second", "% of programs right (or that parse)", powers_x=True),
    ]
    width, height = WIDTH * len(panels), HEIGHT + 44
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" font-family="sans-serif" font-size="10">']
    parts.append(f'<rect width="{width}" height="{height}" fill="white"/>')
    for number, panel in enumerate(panels):
        parts.append(f'<g transform="translate({number * WIDTH} 0)">{"".join(panel)}</g>')
    for number, mode in enumerate(modes):
        colour, kind = COLOURS[number % len(COLOURS)], SIGNS[number % len(SIGNS)]
        left, title = MARGIN + 180 * number, escape(mode.replace("_", " "))
        parts.append(sign(kind, left, HEIGHT + 6, colour) + f'<text x="{left + 8}" y="{HEIGHT + 9}">{title}</text>')
    machine = f"{result['machine']['model']}, {result['machine']['processor']}"
    note = f"passes: “{wish}”; {len(result['wishes'])} wishes, {result['runs']} runs; {machine}"
    parts.append(f'<text x="{MARGIN}" y="{HEIGHT + 30}">{escape(note)}</text></svg>')
    return "\n".join(parts) + "\n"


def _quality(mode: dict[str, Any]) -> list[tuple[float, float]]:
    share = mode["parse_rate"] if mode["pass_rate"] is None else mode["pass_rate"]
    return [(mode["tokens_per_second"], 100 * share)]
