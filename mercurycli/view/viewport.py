"""Which lines of a page are on screen: a window that moves no further than it must to keep the work in sight."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median_low


def follow(total: int, height: int, activity: Sequence[int], top: int) -> int:
    """The new first line of a window of ``height`` lines on ``total``, when ``top`` was the last one.

    The middle one of the lines just written on is followed, so that a stray token far away does not tear the window
    along, and a quarter of the window is kept around it, so that what comes next is in sight too.
    """
    focus, margin = median_low(activity), height // 4
    top = max(min(top, focus - margin), focus + margin + 1 - height)
    return max(0, min(top, total - height))


def window(total: int, height: int, activity: Sequence[int], top: int) -> tuple[int, int]:
    """First and last-plus-one line to show where ``height`` rows must also hold what says how much is left out."""
    if total <= height:
        return 0, total
    if height < 4:  # too little room to spend on saying so
        start = follow(total, height, activity, top)
        return start, start + height
    start = follow(total, height - 2, activity, top)
    if start <= 1:  # at an end there is only one thing to say, so there is room for a line more
        return 0, height - 1
    if start + height - 2 >= total - 1:
        return total - height + 1, total
    return start, start + height - 2
