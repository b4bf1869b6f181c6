"""What counts as a follow-up, and what wish it makes together with the last one. The whole rule stands here.

A line is a follow-up if there is a last wish and it opens with one of ``OPENERS``, or one of its first three words
points back (``POINTERS``), or it speaks of "the …" as of something that is there (``SPOKEN_OF``). ``/gen WISH`` is
always a new wish. A model that can change a program is asked for the change (``generating.change``); any other, and
this one where nothing came of it, is asked again for one longer wish.
"""

from __future__ import annotations

import re

OPENERS = frozenset(["add", "also", "and", "but", "instead", "more", "fewer", "less", "now", "with", "without",
                     "change", "rename", "remove", "replace", "no"])  # fmt: skip
POINTERS = frozenset(["it", "them", "they", "these", "those", "this"])
SPOKEN_OF = re.compile(
    r"(?:please |can you |could you )?(?:make|turn|paint|colou?r|drop|use|give) (?:the|its|their|that)\b"
    r"|(?:the|its) (?:\w+ ){1,3}(?:should|must|is|are)\b"
)
POINTED = 3  # words a pointer is looked for in
FILLERS = re.compile(r"^(now|also|and|but|then|instead|please)\b[\s,]*", re.IGNORECASE)
MADE = re.compile(r"^(?:make|turn|paint|colou?r)\s+(?:it|them|this|these|those)\s+(?=\S)", re.IGNORECASE)


def is_follow_up(line: str, last_wish: str) -> bool:
    words = re.findall(r"[\w']+", line.lower())
    if not last_wish or not words:
        return False
    return words[0] in OPENERS or not POINTERS.isdisjoint(words[:POINTED]) or bool(SPOKEN_OF.match(line.strip().lower()))


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
