"""What the wishes that a checkpoint was trained on are made of: of each kind of program how many there were, and how many had each word."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import exp, log
from typing import Any

SMOOTHED = 0.05  # of a word's share among the wishes of one kind: as many of all wishes as of that kind would do
MOST_KINDS, MOST_WISHES = 10_000, 10**9
FEATURES = ("evidence", "share")  # of a kind that is known; of its words those that are strange


@dataclass(frozen=True)
class KnownWishes:
    """Empty where a checkpoint does not tell. ``weights`` of a logistic regression on ``FEATURES``; none: any strange word is a doubt."""

    kinds: tuple[int, ...] = ()  # wishes of each kind
    words: Mapping[str, Sequence[int]] = field(default_factory=dict)  # of each word the kinds whose wishes have it: number, count, number, …
    weights: Mapping[str, float] = field(default_factory=dict)  # of each feature, and "bias"
    limit: float = 0.5  # a probability from which on a wish is doubted

    @cached_property
    def known(self) -> frozenset[str]:
        return frozenset(self.words)

    def counts(self, word: str) -> dict[int, int]:
        """By kind. What a file says that cannot be is passed over here, so that a long one is read in no time."""
        numbers = self.words.get(word, ())
        pairs = zip(numbers[::2], numbers[1::2], strict=False)
        whole = ((kind, count) for kind, count in pairs if isinstance(kind, int) and isinstance(count, int))
        return {kind: count for kind, count in whole if 0 <= kind < len(self.kinds) and 0 < count <= self.kinds[kind]}

    def evidence(self, words: Iterable[str]) -> float:
        """How much likelier its known words are in a wish of the kind that has them oftenest than in any wish, in nats (naive Bayes)."""
        if not self.kinds:
            return 0.0
        total, none = sum(self.kinds), log(SMOOTHED)
        sums = [0.0] * len(self.kinds)
        for word in dict.fromkeys(words):
            if not (found := self.counts(word)):
                continue
            rate = sum(found.values()) / total
            for kind, size in enumerate(self.kinds):
                count = found.get(kind, 0)
                sums[kind] += log((1.0 - SMOOTHED) * count / size / rate + SMOOTHED) if count else none
        return max(sums, default=0.0)

    def features(self, words: Iterable[str], strange: Iterable[str]) -> tuple[float, ...]:
        """As ``FEATURES``: of the words of a wish, and those of them that are strange."""
        known, new = [word for word in dict.fromkeys(words) if word in self.words], len(set(strange))
        return self.evidence(known), new / max(new + len(known), 1)

    def doubt(self, words: Iterable[str], strange: Iterable[str]) -> float:
        """How likely such a wish is for another kind of program."""
        if not self.words:
            return 0.0
        if not self.weights:
            return float(any(True for _ in strange))
        found = zip(FEATURES, self.features(words, strange), strict=True)
        score = self.weights.get("bias", 0.0) + sum(self.weights.get(name, 0.0) * value for name, value in found)
        return 1.0 / (1.0 + exp(-max(-40.0, min(40.0, score))))

    def doubts(self, words: Iterable[str], strange: Iterable[str]) -> bool:
        return self.doubt(words, strange) >= self.limit

    def written(self) -> str:
        found = {"kinds": self.kinds, "words": dict(sorted(self.words.items())), "weights": dict(self.weights), "limit": self.limit}
        return json.dumps(found, separators=(",", ":")) + "\n"


def read(text: str) -> KnownWishes:
    """What ``written`` wrote; empty where it is anything else, since it is told for notes alone."""
    try:
        found: Any = json.loads(text)
        kinds = tuple(int(size) for size in found["kinds"][:MOST_KINDS])
        words = {word: tuple(numbers) for word, numbers in found["words"].items() if word.isalpha()}
        weights = {name: float(found["weights"][name]) for name in ("bias", *FEATURES) if name in found["weights"]}
        limit = float(found["limit"])
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError):
        return KnownWishes()
    return KnownWishes(kinds, words, weights, limit) if all(0 < size <= MOST_WISHES for size in kinds) else KnownWishes()
