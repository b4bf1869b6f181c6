"""Breaks code the way people do: a token deleted, doubled, swapped or replaced, a sign left out, a word misspelt.

The benchmark of repair breaks code with it; so does the recipe, which teaches the model to mend (other code, see the card).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping

from ..source.slips import KEYWORDS, LEXEME

BRACKETS_AND_SIGNS = "()[]{}:,;.=\"'`<>+-*/"
ALL_KEYWORDS = frozenset(word for words in KEYWORDS.values() for word in words)

Corruption = Callable[[random.Random, str], str]  # of a line, or of several; the same text where it finds nothing to break


def delete_one_of(rng: random.Random, text: str, signs: str) -> str:
    places = [i for i, char in enumerate(text) if char in signs]
    if not places:
        return text
    at = rng.choice(places)
    return text[:at] + text[at + 1 :]


def delete_sign(rng: random.Random, text: str) -> str:
    return delete_one_of(rng, text, BRACKETS_AND_SIGNS)


def delete_colon(rng: random.Random, text: str) -> str:
    return delete_one_of(rng, text, ":")


def delete_bracket(rng: random.Random, text: str) -> str:
    return delete_one_of(rng, text, "()[]{}")


def delete_quote(rng: random.Random, text: str) -> str:
    return delete_one_of(rng, text, "\"'`")


def replace_sign(rng: random.Random, text: str) -> str:
    places = [i for i, char in enumerate(text) if char in BRACKETS_AND_SIGNS]
    if not places:
        return text
    at = rng.choice(places)
    return text[:at] + rng.choice(BRACKETS_AND_SIGNS) + text[at + 1 :]


def misspell_at(rng: random.Random, text: str, places: list[int]) -> str:
    """Two letters swapped, or one missing, at one of the places."""
    if not places:
        return text
    at = rng.choice(places)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :] if rng.random() < 0.5 else text[:at] + text[at + 1 :]


def misspell_keyword(rng: random.Random, text: str) -> str:
    words = [match for match in LEXEME.finditer(text) if match[0] in ALL_KEYWORDS]
    return misspell_at(rng, text, [at for word in words for at in range(word.start(), word.end() - 1)])


def _at_a_lexeme(rng: random.Random, text: str, change: Callable[[list[str], int], None]) -> str:
    """The text with ``change`` applied to its pieces at a lexeme's place; white space between them stays."""
    matches = list(LEXEME.finditer(text))
    if len(matches) < 2:
        return text
    pieces, at = [], 0
    for match in matches:
        pieces += [text[at : match.start()], match[0]]
        at = match.end()
    change(pieces, 2 * rng.randrange(len(matches) - 1) + 1)
    return "".join(pieces) + text[at:]


def delete_token(rng: random.Random, text: str) -> str:
    def change(pieces: list[str], at: int) -> None:
        pieces[at] = ""

    return _at_a_lexeme(rng, text, change)


def duplicate_token(rng: random.Random, text: str) -> str:
    def change(pieces: list[str], at: int) -> None:
        pieces[at] += (" " if pieces[at][0].isalnum() else "") + pieces[at]

    return _at_a_lexeme(rng, text, change)


def swap_tokens(rng: random.Random, text: str) -> str:
    def change(pieces: list[str], at: int) -> None:
        pieces[at], pieces[at + 2] = pieces[at + 2], pieces[at]

    return _at_a_lexeme(rng, text, change)


def shift_indent(rng: random.Random, text: str) -> str:
    lines = text.split("\n")
    at = rng.choice([i for i, line in enumerate(lines) if line.strip()] or [0])
    line = lines[at]
    lines[at] = "  " + line if rng.random() < 0.5 else line.removeprefix("  ")
    return "\n".join(lines)


KINDS: Mapping[str, Corruption] = {
    "token deleted": delete_token, "token doubled": duplicate_token, "tokens swapped": swap_tokens, "sign replaced": replace_sign,
    "colon dropped": delete_colon, "bracket dropped": delete_bracket, "quote dropped": delete_quote, "indentation": shift_indent,
    "keyword misspelt": misspell_keyword,
}  # fmt: skip
