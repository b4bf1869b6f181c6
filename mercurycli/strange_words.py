"""Words of a wish that no wish of the model's training had: what it was never asked for it can hardly know.

Names, quoted texts and slips of the fingers are no such words. A slip is read as the word that was meant, where it can be one only: of 90
training wishes with a slip the model did 58 as they were typed and 66 as they were meant.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from .source.slips import one_slip_apart
from .stated import without_names

_WORD = re.compile(r"[a-z]{3,}")
_TYPED = re.compile(r"(?<![\w'-])[A-Za-z]{4,}(?![\w'-])")
SHORTEST, LONG = 5, 7  # letters of a word that a slip is looked for in, and in which one letter may be plainly wrong
_NAME_SAID = re.compile(r"\b(?:name\s+(?:is|it|be)|is|be|name|def|function)\s+\w+")  # "its name is total"


def words_of(wish: str) -> list[str]:
    """In lower case; of training wishes, what is to be known."""
    return _WORD.findall(without_names(wish).lower())


def strange(wish: str, known: Collection[str]) -> tuple[str, ...]:
    """Each once, in the order of the wish; none where nothing is known of the training."""
    if not known:
        return ()
    said = _NAME_SAID.sub(" ", without_names(wish)).lower()
    new = (word for word in _WORD.findall(said) if word not in known)
    return tuple(dict.fromkeys(word for word in new if not any(one_slip_apart(word, other) for other in near(word, known))))


def as_meant(wish: str, known: Collection[str]) -> tuple[str, dict[str, str]]:
    """The wish with slips of the fingers mended, and which words were. Quoted texts and names are left alone."""
    plain = set(re.findall(r"[a-z]+", without_names(wish).lower()))
    mended: dict[str, str] = {}

    def meant(match: re.Match[str]) -> str:
        word = match[0].lower()
        if word not in plain or word in known:
            return match[0]
        found = [other for other in near(word, known) if fingers_slipped(word, other)]
        if len(found) != 1:
            return match[0]
        mended[word] = found[0]
        return found[0]

    parts = re.split(r"(\"[^\"]*\"|(?<!\w)'[^']*'(?!\w)|“[^”]*”|`[^`]*`)", wish)
    return "".join(part if at % 2 else _TYPED.sub(meant, part) for at, part in enumerate(parts)), mended


def fingers_slipped(word: str, meant: str) -> bool:
    """Two letters swapped, one left out or one doubled, or in a longer word one wrong; never the first one."""
    if not one_slip_apart(word, meant) or len(meant) < SHORTEST:
        return False
    if len(word) > len(meant):
        return any(a == b and word[:at] + word[at + 1 :] == meant for at, (a, b) in enumerate(zip(word, word[1:], strict=False)))
    return len(word) < len(meant) and word[-1] == meant[-1] or sorted(word) == sorted(meant) or len(word) == len(meant) >= LONG


def near(word: str, known: Collection[str]) -> list[str]:
    return [other for other in known if other[0] == word[0] and abs(len(other) - len(word)) <= 1]
