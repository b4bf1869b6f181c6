"""The outline of what was painted: points of a path, ends of a line, corners of a rectangle; for pages run with shapes."""

from __future__ import annotations

import numpy as np

from mercurycli.bench.quality.page_trace import Paint

Array = np.ndarray


def points(paint: Paint) -> Array:
    """(points, 2); the middle only of what has no corners or was not kept."""
    if len(paint.points):
        return np.array(paint.points, dtype=float).reshape(-1, 2)
    x, y, w, h = paint.x, paint.y, paint.w, paint.h
    if paint.op == "line":
        return np.array([(x + w, y + h), (x, y)])
    if paint.op in ("rect", "frame", "clear", "image"):
        return np.array([(x, y), (x + w, y), (x + w, y + h), (x, y + h)])
    return np.array([(x, y)])


def middle(paint: Paint) -> Array:
    """(2,)"""
    if paint.op in ("rect", "frame", "clear", "image"):
        return np.array((paint.x + paint.w / 2, paint.y + paint.h / 2))
    return np.array((paint.x + paint.w / 2, paint.y + paint.h / 2) if paint.op == "line" else (paint.x, paint.y))


def bounds(paint: Paint) -> tuple[float, float, float, float]:
    """Left, top, right, bottom."""
    x, y, w, h = paint.x, paint.y, paint.w, paint.h
    if paint.op in ("circle", "arc"):
        return x - w, y - h, x + w, y + h
    if paint.op == "poly":
        return x - w / 2, y - h / 2, x + w / 2, y + h / 2
    corners = points(paint)
    left, top = corners.min(axis=0)
    right, bottom = corners.max(axis=0)
    return float(left), float(top), float(right), float(bottom)


def rectangle(paint: Paint) -> Array | None:
    """(4, 2): its corners in their order, however it was drawn; None if it is no rectangle."""
    if paint.op not in ("rect", "frame", "poly", "line"):
        return None
    p = points(paint)
    if len(p) == 5 and np.abs(p[0] - p[4]).max() < 0.5:  # drawn back to where it began
        p = p[:4]
    if len(p) != 4:
        return None
    sides = np.linalg.norm(np.roll(p, -1, axis=0) - p, axis=1)
    across = np.linalg.norm(p[2:] - p[:2], axis=1)
    slack = 0.06 * sides.max() + 0.5
    even = np.abs(sides[:2] - sides[2:]).max() <= slack and abs(across[0] - across[1]) <= slack
    return p if even and sides.min() > 0 else None


def length(paint: Paint) -> float:
    """The longest side of a small thing, the thickness of a short line included."""
    if (corners := rectangle(paint)) is not None and paint.op != "line":
        return float(np.linalg.norm(corners[1:3] - corners[:2], axis=1).max())
    if paint.op == "line":
        return max(float(np.hypot(paint.w, paint.h)), paint.width)
    return 2 * max(paint.w, paint.h) if paint.op in ("circle", "arc") else max(paint.w, paint.h)


def axis(paint: Paint) -> Array | None:
    """(2, 2): the two ends of a line or of a long thin rectangle; None if it is neither."""
    if (corners := rectangle(paint)) is not None:
        first, second = np.linalg.norm(corners[1:3] - corners[:2], axis=1)
        if max(first, second) < 2.5 * min(first, second):
            return None
        start = 0 if first < second else 1  # the short sides are opposite each other
        turned = np.roll(corners, -start, axis=0)
        return np.array([(turned[0] + turned[1]) / 2, (turned[2] + turned[3]) / 2])
    p = points(paint)
    return p[[0, -1]] if paint.op == "line" and len(p) >= 2 else None
