"""Judge of "dvd_logo": a text, with or without a box, that goes straight on until it turns at a wall.

"DVD" is the text where the wish says none, and any text will do. That the colour changes is judged only where it is asked
for: the logo everybody knows does it too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from mercurycli.bench.quality import outline
from mercurycli.bench.quality.page_trace import Paint
from mercurycli.bench.quality.picture import Picture, check_background, is_colour
from mercurycli.bench.quality.scene import check_speed, watch
from mercurycli.bench.quality.verdict import Findings

Array = np.ndarray

UNSTATED_TEXT = "DVD"
FRAMES, MORE_FRAMES = 900, 3600
SLOW, FAST = 150.0, 380.0  # px a second
SOON = 3  # frames after a turn in which the colour may change


@dataclass(frozen=True, slots=True)
class Logo:
    at: Array  # (frames, 2): where the text stands
    box: Array  # (frames, 4): left, top, right, bottom of the box around it, else of the place of the text
    colours: tuple[tuple[str, ...], ...]  # of the text and of what is behind it, by frame

    @classmethod
    def of(cls, picture: Picture, frames: Sequence[Sequence[Paint]], text: str) -> Logo:
        at, box, colours = [], [], []
        for frame in frames:
            letters = next((p for p in frame if p.op == "text" and p.text.strip() == text), None)
            if letters is None:
                continue
            behind = [p for p in frame if p.op in ("rect", "frame", "circle", "arc", "poly") and _holds(p, letters) and not picture.is_cover(p)]
            at.append((letters.x, letters.y))
            box.append(outline.bounds(behind[0] if behind else letters))
            colours.append(tuple(dict.fromkeys(p.colour for p in (*behind, letters))))
        return cls(np.array(at).reshape(-1, 2), np.array(box).reshape(-1, 4), tuple(colours))

    @property
    def steps(self) -> Array:
        return np.diff(self.at, axis=0)  # (frames - 1, 2)

    def turns(self, axis: int) -> list[int]:
        """The frames in which it turns round in that direction."""
        step = self.steps[:, axis]
        moving = np.flatnonzero(np.abs(step) > 1e-3)
        return [int(moving[i + 1]) for i in np.flatnonzero(np.diff(np.sign(step[moving])))]


def judge(facts: Mapping[str, Any], html: str, findings: Findings) -> None:
    picture = watch(html, findings, FRAMES, shapes=False)
    if picture is None:
        return
    text = _text(picture, facts["text"])
    if not findings.check("text", text, f"{', '.join(sorted(_texts(picture)))[:60] or 'no text'} is shown, not {facts['text']}"):
        return
    check_background(findings, facts["background"], picture.background())
    findings.check("clearing", picture.clearing() != "none", "the frame before is never cleared")
    logo = Logo.of(picture, picture.frames, text)
    per_second = len(picture.frames) * 60 / FRAMES
    if not (logo.turns(0) and logo.turns(1)) and (longer := watch(html, Findings(), MORE_FRAMES, shapes=False)) is not None:
        logo = Logo.of(longer, longer.frames, text)
    _check_colours(findings, facts, logo)
    moves = len(logo.steps) > 10 and (np.abs(logo.steps).mean(axis=0) > 0.02).all()
    if findings.check("moves", moves, "the logo does not move both across and down"):
        _check_bounces(findings, logo, picture)
        check_speed(findings, facts["speed"], float(np.median(np.linalg.norm(logo.steps, axis=1))) * per_second, SLOW, FAST, "px")


def _texts(picture: Picture) -> set[str]:
    return {p.text.strip() for frame in picture.frames for p in frame if p.op == "text" and p.text.strip()}


def _text(picture: Picture, asked: str) -> str:
    """The text as it is painted; one in several lines is known by its first."""
    shown = _texts(picture)
    if asked == UNSTATED_TEXT:
        return next(iter(sorted(shown, key=lambda text: (text.casefold() != "dvd", text))), "")
    whole = next((text for text in shown if text.casefold() == asked.casefold()), "")
    words = [p.text.strip() for p in picture.frames[-1] if p.op == "text"]
    return whole or (words[0] if words and " ".join(words).casefold() == asked.casefold() else "")


def _holds(paint: Paint, letters: Paint) -> bool:
    left, top, right, bottom = outline.bounds(paint)
    return left - 5 <= letters.x <= right + 5 and top - 5 <= letters.y <= bottom + 5


def _check_colours(findings: Findings, facts: Mapping[str, Any], logo: Logo) -> None:
    first = min([*logo.turns(0), *logo.turns(1), len(logo.colours)]) if facts["changing"] else len(logo.colours)
    if facts["colour"] is not None:
        before = logo.colours[: max(1, first - 1)]
        wrong = next((colours for colours in before if not any(is_colour(colour, facts["colour"]) for colour in colours)), None)
        findings.check("colour", wrong is None, f"{' and '.join(wrong or ())} is not {facts['colour']}")
    if facts["changing"]:
        turns = sorted({*logo.turns(0), *logo.turns(1)})
        kept = [t for t in turns if len(set(logo.colours[max(0, t - SOON) : t + SOON + 1])) == 1]
        findings.check("changing", turns and len(kept) <= len(turns) / 3, "the colour does not change when it bounces")


def _check_bounces(findings: Findings, logo: Logo, picture: Picture) -> None:
    turns = [logo.turns(0), logo.turns(1)]
    findings.check("bounce", all(turns), "it never turns at a wall")
    findings.check("bounce", max(map(len, turns)) < 0.2 * len(logo.at), "it trembles where it is")
    slack = 2 * np.abs(logo.steps).max(axis=0) + 3  # a fast one may overshoot the wall
    findings.check("bounce", (np.abs(logo.steps).max(axis=0) < 0.3 * np.array([picture.width, picture.height])).all(), "it jumps across the canvas")
    out = (logo.box[:, :2] < -slack) | (logo.box[:, 2:] > (picture.width, picture.height) + slack)
    findings.check("inside", not out.any(), "it leaves the canvas")
