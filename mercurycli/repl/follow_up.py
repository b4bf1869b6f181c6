"""What counts as a follow-up, and what wish it makes together with the last one. The whole rule stands here.

A line is a follow-up if there is a last wish and it opens with one of ``OPENERS``, or one of its first three words
points back (``POINTERS``). ``/gen WISH`` is always a new wish. A model that can change a program is asked for the change
(``generating.change``); any other, and this one where nothing came of it, is asked again for one longer wish.
"""

from __future__ import annotations

import re

OPENERS = frozenset(["add", "also", "and", "but", "instead", "more", "fewer", "less", "now", "with", "without"])
POINTERS = frozenset(["it", "them", "they", "these", "those", "this"])
POINTED = 3  # words a pointer is looked for in
FILLERS = re.compile(r"^(now|also|and|but|then|instead|please)\b[\s,]*", re.IGNORECASE)
MADE = re.compile(r"^(?:make|turn|paint|colou?r)\s+(?:it|them|this|these|those)\s+(?=\S)", re.IGNORECASE)


def is_follow_up(line: str, last_wish: str) -> bool:
    words = re.findall(r"[\w']+", line.lower())
    return bool(last_wish and words) and (words[0] in OPENERS or not POINTERS.isdisjoint(words[:POINTED]))


def joined(last_wish: str, line: str) -> str:
    """One wish of two: "balls" and "make them red" are "balls, red"; "add gravity" makes them "balls with gravity"."""
    wish, more = last_wish.strip().rstrip(".,;!"), line.strip()
    while (shorter := FILLERS.sub("", more)) not in (more, ""):
        more = shorter
    opener, _, rest = more.partition(" ")
    if opener.lower() == "add" and rest:
        return f"{wish} with {rest}"
    if opener.lower() in ("with", "without", "in", "as"):
        return f"{wish} {more}"
    return f"{wish}, {MADE.sub('', more)}"
