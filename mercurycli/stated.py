"""What a wish states word for word and a program lacks: quoted texts, names, colours and numbers.

A draft that lacks one may still be right (two fields need no 2), so this is a reason to draw another one and to tell, not a fault. Of 44
pages of training wishes that did not do what was asked, 19 lacked something; of 204 that did, 10, half of them by lists of so many texts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import Literal

from .spoken_numbers import digits_for_words

_QUOTED = re.compile(r"\"([^\"]+)\"|(?<!\w)'([^']+)'(?!\w)|“([^”]+)”|`([^`]+)`")
_IDENTIFIER = re.compile(r"\b[A-Za-z]\w*_\w+\b|\b[a-z]+[A-Z]\w*\b")
_NAMED = re.compile(r"\b(?:called|named|titled|entitled|labell?ed)\s+(\w{2,})", re.IGNORECASE)
_NO_NAME = frozenset("the an with and when it as on in by for to of that which after like so something".split())
_NUMBER = re.compile(r"(?:(?<![\w.])|\bd(?=\d))(\d+)(?!\w|\.\d|\s+(?:number|input|field|operand|int|value|text|button)s?\b)")
_ESCAPE = re.compile(r"\\(?=['\"`])")
_NOT = re.compile(r"\b(?:no|not|without|except|never|instead of|rather than)(?: (?:the|a|an|any))? \w+", re.IGNORECASE)
_VALUES = re.compile(r"(?<![\w.])\d+(?:(?: ?, ?(?:and )?|,? and | & )\d+(?![\w.]\d)){2,}")
_IN_PROGRAM = re.compile(r"(?<![\w.#])\d+(?:\.\d+)?")
_LIST = re.compile(r"\[([^\[\]]*)\]")
_TEXT = re.compile(r"\"[^\"]*\"|'[^']*'")
COLOURS = frozenset(
    "aqua azure beige black blue brown chocolate coral crimson cyan fuchsia gold gray green grey indigo ivory khaki lavender lime magenta "
    "maroon navy olive orange orchid pink plum purple red salmon sienna silver teal tomato turquoise violet wheat white yellow".split()
)
_SAME = {"grey": "gray", "gray": "grey", "aqua": "cyan", "cyan": "aqua", "magenta": "fuchsia", "fuchsia": "magenta"}


def without_names(wish: str) -> str:
    """The wish without what it quotes and what it names."""
    return _IDENTIFIER.sub(" ", _NAMED.sub(" ", _QUOTED.sub(" ", wish)))


@dataclass(frozen=True, slots=True)
class Stated:
    kind: Literal["text", "name", "colour", "values", "number"]
    word: str


def missing(wish: str, program: str, language: str) -> tuple[Stated, ...]:
    """In the order of their kinds. Colours and numbers only of a page: in other code they are seldom literal."""
    text = _ESCAPE.sub("", unescape(program)).lower()  # 'Don\'t' and Q &amp; A
    words = set(re.findall(r"\w+", text))
    bare = bare_of(wish)
    quoted = [next(filter(None, groups)) for groups in _QUOTED.findall(digits_for_words(wish))]
    found = [Stated("text", each) for each in quoted if not re.search(rf"(?<!\w){re.escape(each.lower())}(?!\w)", text)]
    said = [*names_in(bare), *(stuttered(bare, words) if language == "python" else ())]
    found += [Stated("name", name) for name in said if name.lower() not in words]
    if language == "html":
        found += [Stated("colour", word) for word in colours_in(bare) if words.isdisjoint((word, _SAME.get(word, word)))]
        numbers = _IN_PROGRAM.findall(program)
        found += [Stated("values", values) for values in values_in(bare) if f", {values}," not in f", {', '.join(numbers)},"]
        numbers += [str(len(_TEXT.findall(items))) for items in _LIST.findall(program)]  # six jokes need no 6
        found += [Stated("number", number) for number in numbers_in(bare) if int(number) > 1 and number not in numbers]
    return tuple(dict.fromkeys(found))


def bare_of(wish: str) -> str:
    """The wish with its numbers in digits, without what it quotes and what it does not want."""
    return _NOT.sub(" ", _QUOTED.sub('""', digits_for_words(wish)))


def names_in(bare: str) -> list[str]:
    return [*_IDENTIFIER.findall(bare), *(name for name in _NAMED.findall(bare) if name.lower() not in _NO_NAME)]


def stuttered(bare: str, words: set[str]) -> list[str]:
    """Words of the wish that the program has only with their end said twice ("storpogg", "numum"): names of several pieces, copied."""
    return [
        word
        for word in re.findall(r"(?<!\w)[A-Za-z]\w{2,}", bare)
        if any(len(other) > len(word) and other.startswith(word.lower()) and word.lower().endswith(other[len(word) :]) for other in words)
    ]


def colours_in(bare: str) -> list[str]:
    return [word for word in re.findall(r"[a-z]+", bare.lower()) if word in COLOURS]


def values_in(bare: str) -> list[str]:
    """Rows of three numbers and more, as "3, 1, 2"."""
    return [", ".join(re.findall(r"\d+", row)) for row in _VALUES.findall(bare)]


def numbers_in(bare: str) -> list[str]:
    return _NUMBER.findall(bare)
