"""The language that a wish names."""

from __future__ import annotations

import re

SPOKEN = {"python": "python", "html": "html", "javascript": "javascript", "webpage": "html", "web page": "html"}


def language_in(wish: str) -> str | None:
    """If it names exactly one."""
    named = {SPOKEN[word] for word in re.findall(r"\b(python|html|javascript|web ?page)\b", wish.lower())}
    return named.pop() if len(named) == 1 else None
