"""Breaks training code, so that the model learns to mend it."""

from __future__ import annotations

import random

from mercurycli.bench import corruption
from mercurycli.bench.corruption import Corruption

STRUCTURE = "()[]{}:\"'`,"  # what a parser misses at once


def delete_structure(rng: random.Random, text: str) -> str:
    return corruption.delete_one_of(rng, text, STRUCTURE)


def insert_sign(rng: random.Random, text: str) -> str:
    at = rng.randint(0, len(text))
    return text[:at] + rng.choice("()[]{}:,\"'") + text[at:]


def misspell(rng: random.Random, text: str) -> str:
    return corruption.misspell_at(rng, text, [i for i in range(len(text) - 1) if text[i].isalpha() and text[i + 1].isalpha()])


def truncate(rng: random.Random, text: str) -> str:
    return text[: rng.randint(max(1, len(text) // 3), len(text))]


FAULTS: tuple[Corruption, ...] = (
    delete_structure, delete_structure, delete_structure, corruption.delete_sign, corruption.replace_sign, insert_sign,
    corruption.delete_token, corruption.duplicate_token, corruption.swap_tokens, misspell, corruption.misspell_keyword,
    corruption.misspell_keyword, corruption.shift_indent, truncate,
)  # fmt: skip


def break_code(rng: random.Random, text: str) -> str:
    """The text with one fault, sometimes two, one time in twenty none (so that copying is learnt as well)."""
    if rng.random() < 0.05:
        return text
    for _ in range(1 if rng.random() < 0.85 else 2):
        text = rng.choice(FAULTS)(rng, text)
    return text
