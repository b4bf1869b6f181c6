"""Breaks code the way people do, so that the model learns to mend it."""

from __future__ import annotations

import random
from collections.abc import Callable

BRACKETS_AND_SIGNS = "()[]{}:,;.=\"'`<>+-*/"


def delete_sign(rng: random.Random, text: str) -> str:
    places = [i for i, char in enumerate(text) if char in BRACKETS_AND_SIGNS]
    if not places:
        return text
    at = rng.choice(places)
    return text[:at] + text[at + 1 :]


def insert_sign(rng: random.Random, text: str) -> str:
    at = rng.randint(0, len(text))
    return text[:at] + rng.choice("()[]{}:,\"'") + text[at:]


def replace_sign(rng: random.Random, text: str) -> str:
    places = [i for i, char in enumerate(text) if char in BRACKETS_AND_SIGNS]
    if not places:
        return text
    at = rng.choice(places)
    return text[:at] + rng.choice(BRACKETS_AND_SIGNS) + text[at + 1 :]


def misspell(rng: random.Random, text: str) -> str:
    places = [i for i in range(len(text) - 1) if text[i].isalpha() and text[i + 1].isalpha()]
    if not places:
        return text
    at = rng.choice(places)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :] if rng.random() < 0.5 else text[:at] + text[at + 1 :]


def shift_indent(rng: random.Random, text: str) -> str:
    lines = text.split("\n")
    at = rng.choice([i for i, line in enumerate(lines) if line.strip()] or [0])
    line = lines[at]
    lines[at] = "  " + line if rng.random() < 0.5 else line.removeprefix("  ")
    return "\n".join(lines)


def truncate(rng: random.Random, text: str) -> str:
    return text[: rng.randint(max(1, len(text) // 3), len(text))]


FAULTS: tuple[Callable[[random.Random, str], str], ...] = (
    delete_sign, delete_sign, delete_sign, replace_sign, replace_sign, insert_sign, insert_sign, misspell, misspell, shift_indent, truncate,
)  # fmt: skip


def break_code(rng: random.Random, text: str) -> str:
    """The text with one fault, sometimes two, one time in twenty none (so that copying is learnt as well)."""
    if rng.random() < 0.05:
        return text
    for _ in range(1 if rng.random() < 0.75 else 2):
        text = rng.choice(FAULTS)(rng, text)
    return text
