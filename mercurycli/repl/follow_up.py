"""What counts as a follow-up, and what wish it makes together with the last one. The whole rule stands here.

A line is a follow-up if there is a last wish and the line, its politeness left out (``POLITE``),

- opens with a word that goes on from something (``OPENERS``: "add", "now", "the same", "next:"), or
- points back (``POINTERS``: "it", "them" among its first words; "ones" anywhere near its start), or
- speaks of "the …" as of something that is there (``SPOKEN_OF``), or
- is short and names a quality or a part only (``QUALITY``: "in crimson", "a white background", "as a one-liner").

``/gen WISH`` is always a new wish. A model that can change a program is asked for the change (``generating.change``); any
other, and this one where nothing came of it, is asked again for one longer wish. The lists were made on sentences of the
recipe's training part; ``python -m recipe.follow_ups`` counts how often the rule is right on the part that was held out.
"""

from __future__ import annotations

import re

POLITE = re.compile(
    r"^(?:(?:please|kindly|just|can you|could you|would you|can we|i'd like|i would like|i want|i need|let's have it|and|but|so)\b[\s,:]*)+"
)
OPENERS = re.compile(
    r"(?:add|also|and|but|instead|more|fewer|less|now|with|without|change|rename|remove|replace|no|not|only|then|next|ok|okay|hmm|again"
    r"|one more thing|this time|(?:the )?same|nice(?=,)|switch|drop|delete|take away|get rid|leave out|turn (?:off|on|into)|set"
    r"|go for|try(?! to)|let there be|there should be|use(?! a canvas)|have|including|documented?|annotated?|rewrite"
    r"|shorter|longer|bigger|smaller|faster|slower)\b"
)
POINTERS = frozenset(["it", "them", "they", "these", "those", "this"])
POINTED, ONES = 3, 6  # words a pointer is looked for in, and "ones"
THERE = r"(?:the|its|their|that) "
SPOKEN_OF = re.compile(
    rf"(?:make|turn|paint|colou?r|drop|use|give) {THERE}"
    rf"|{THERE}(?!task|code)(?:\w+ ){{1,3}}(?:should|must|is|are|says|reads)\b"
)
QUALITY = re.compile(
    r"(?:in(?! python)|on|as|by|at|for|via|using|through|over|from|called|named|titled|labell?ed|saying|painted|colou?red)\b"
    r"|(?:an? )?(?:\w+ )?(?:background|backdrop|docstring|type hints|annotations)\b"
)
SHORT = 6  # words
FILLERS = re.compile(r"^(now|also|and|but|then|instead|please)\b[\s,]*", re.IGNORECASE)
MADE = re.compile(r"^(?:make|turn|paint|colou?r)\s+(?:it|them|this|these|those)\s+(?=\S)", re.IGNORECASE)


def is_follow_up(line: str, last_wish: str) -> bool:
    text = line.strip().lower()
    words = re.findall(r"[\w']+", text)
    if not last_wish or not words:
        return False
    rest = POLITE.sub("", text)
    if OPENERS.match(text) or OPENERS.match(rest) or SPOKEN_OF.match(rest):
        return True
    said = re.findall(r"[\w']+", rest)
    if not POINTERS.isdisjoint(said[:POINTED]) or ("ones" in words[:ONES] and "zeros" not in words):
        return True
    return len(said) <= SHORT and QUALITY.match(rest) is not None


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
