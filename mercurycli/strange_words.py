"""Words of a wish that no wish of the model's training had: what it was never asked for it can hardly know.

Names, quoted texts and slips of the fingers are no such words.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from .source.slips import one_slip_apart
from .stated import without_names

_WORD = re.compile(r"[a-z]{3,}")
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


def near(word: str, known: Collection[str]) -> list[str]:
    return [other for other in known if other[0] == word[0] and abs(len(other) - len(word)) <= 1]
