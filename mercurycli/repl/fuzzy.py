"""Fuzzy matching of names: the letters of a query in order, the nearer together and to a name's start the better."""

from __future__ import annotations

from collections.abc import Iterable
from heapq import nsmallest

Rank = tuple[bool, bool, int, int, str]


def best(query: str, names: Iterable[str], limit: int) -> list[str]:
    ranked = ((rank(query, name), name) for name in names)
    return [name for _, name in nsmallest(limit, ((place, name) for place, name in ranked if place is not None))]


def rank(query: str, name: str) -> Rank | None:
    """Smaller is better; None where a letter is missing."""
    query, low = query.lower(), name.lower()
    last = low.rsplit("/", 1)[-1]
    reach = spread(query, low)
    if reach is None:
        return None
    return (not (last.startswith(query) or low.startswith(query)), query not in low, reach, len(name), name)


def spread(query: str, name: str) -> int | None:
    """How many letters of the name the query's letters lie apart, read from their last possible place backwards."""
    at = end = len(name)
    for letter in reversed(query):
        at = name.rfind(letter, 0, at)
        if at < 0:
            return None
        end = at + 1 if end == len(name) and letter == query[-1] else end
    return end - at
