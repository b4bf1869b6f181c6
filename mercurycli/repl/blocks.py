'''Wishes of several lines between two ``"""``, as a person types them and as a script holds them.'''

from __future__ import annotations

FENCE = '"""'


def is_open(text: str) -> bool:
    """Whether a block was begun and not yet ended: Enter then means another line."""
    start = text.lstrip()
    return start.startswith(FENCE) and FENCE not in start[len(FENCE) :]


def unfenced(text: str) -> str:
    """What stands in the block; a text without one as it is, its ends trimmed."""
    text = text.strip()
    if text.startswith(FENCE):
        text = text[len(FENCE) :]
        text = text.removesuffix(FENCE)
    return text.strip()
