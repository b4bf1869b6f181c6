"""Text from outside, made safe to show: what a terminal would obey, hide or reorder is spelled out instead.

Beyond the C0 and C1 control characters this concerns the invisible and bidirectional format characters ("Trojan
Source", CVE-2021-42574) and lone surrogates, which no encoder would take. Python's ``str.isprintable`` draws the line
(Unicode categories Other and Separator); spaces pass.
"""

from __future__ import annotations

import unicodedata

ZERO_WIDTH_JOINER = "\u200d"
WIDE_SELECTOR = "\ufe0f"  # asks for the emoji form of the character before it, which is two cells wide


def visible(text: str, encoding: str = "utf-8") -> str:
    """``text`` with newlines and tabs kept and everything else that does not show replaced by something that does."""
    if not text.isprintable():
        text = text.replace("\r\n", "\n")
        text = "".join(map(_shown, text, " " + text))  # each with the one before it
    if not encoding.lower().startswith("utf"):
        text = text.encode(encoding, "replace").decode(encoding)
    return text


def visible_line(text: str, encoding: str = "utf-8") -> str:
    """The same on one line, for messages."""
    return visible(" ".join(text.split()), encoding)


def cells(text: str) -> int:
    """Terminal cells ``text`` takes at most: joined emoji count apart, as many terminals draw them so."""
    if text.isascii():
        return len(text)
    from rich.cells import get_character_cell_size  # messages are shown without it

    return sum(map(get_character_cell_size, text)) + text.count(WIDE_SELECTOR)


def _shown(character: str, before: str) -> str:
    if character.isprintable() or character in "\n\t":
        return character
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)  # ␛ and its like: Unicode's control pictures
    if code == 0x7F:
        return "␡"
    if unicodedata.category(character) == "Zs" or (character == ZERO_WIDTH_JOINER and _joins(before)):
        return character
    return f"<U+{code:04X}>"


def _joins(before: str) -> bool:
    """A joiner is at home between emoji only; anywhere else it makes two different names look alike."""
    return before == WIDE_SELECTOR or unicodedata.category(before) in ("So", "Sk")
