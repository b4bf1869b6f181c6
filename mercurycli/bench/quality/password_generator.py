"""Judge of "password_generator": each click shows another password, as long and of such signs as was asked.

Twelve signs are what nobody asked for: then any length will do that a password may have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from mercurycli.bench.quality.page import Action, run_page
from mercurycli.bench.quality.place import Place, places
from mercurycli.bench.quality.screen import opened, ran
from mercurycli.bench.quality.verdict import Findings

MAKE = re.compile(r"generat|creat|make|new|password|random|\bget\b|show", re.IGNORECASE)
CLICKS = 24  # after which each kind of sign has come up
UNASKED, LEAST = 12, 6


def judge(facts: Mapping[str, Any], html: str, findings: Findings) -> None:
    page = opened(html, findings, facts["label"], MAKE)
    if page is None:
        return
    screen, button = page
    screen.check_button_colour(findings, facts, button)
    trace = run_page(html, frames=3, actions=[Action("click", button.number, seconds=0.2)] * CLICKS)
    if not ran(findings, trace):
        return
    found = [words for place in places(trace) for words in _changing(place) if any(re.search("[A-Za-z]", word) for word in words)]
    if not findings.check("generates", found, f"{CLICKS} clicks do not each show another password"):
        return
    passwords = found[0]
    wrong = next((word for word in passwords if not _long_enough(word, facts["length"])), "")
    findings.check("length", not wrong, f"{wrong!r} has {len(wrong)} characters, not {facts['length']}")
    signs = "".join(passwords)
    digits = re.search(r"\d", signs)
    findings.check("digits", bool(digits) == facts["digits"], f"{passwords[-1]!r} and the others have {'digits' if digits else 'no digits'}")
    if facts["symbols"]:
        findings.check("symbols", re.search(r"[^A-Za-z0-9]", signs), f"{passwords[-1]!r} and the others have no symbols")


def _long_enough(password: str, length: int) -> bool:
    return len(password) >= LEAST if length == UNASKED else len(password) == length


def _changing(place: Place) -> Iterator[tuple[str, ...]]:
    """Words of its text, counted from the front and from the back, that are another one after each click."""
    rows = [text.split() for text in place.texts]
    shortest = min(map(len, rows))
    for at in (*range(shortest), *range(-shortest, 0)):
        words = tuple(row[at] for row in rows)
        if len(set(words)) == len(words):
            yield words
