"""A module of page families as one thing to draw training and evaluation pages from."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from . import page_ways, way_wishes
from .program import Program
from .wording import Split, compose, is_held_out

Facts = dict[str, Any]
COLOUR_FIELDS = ("colour", "background")
WAY_SHARE = 0.08  # of training pages, those whose wish says how to write them


def is_held_out_combination(family: str, stated: Mapping[str, Any]) -> bool:
    """One pair of stated values in twelve never appears in training, alone or in larger company."""
    values = sorted(f"{family} {field}={value}" for field, value in stated.items())
    return any(is_held_out(f"{a} & {b}", one_in=12) for i, a in enumerate(values) for b in values[i + 1 :])


def any_count(rng: random.Random, shares: tuple[float, ...]) -> int:
    """A count of one digit, of two, of three…, as often as ``shares`` say. Half of those of several digits are round."""
    digits = rng.choices(range(1, len(shares) + 1), shares)[0]
    round_to = rng.choice((1, 5, 10)) if digits == 2 else rng.choice((1, 10, 50, 100)) if digits > 2 else 1
    return rng.randint(-(-(10 ** (digits - 1)) // round_to), (10**digits - 1) // round_to) * round_to


@dataclass(frozen=True, slots=True)
class PageSource:
    pages: Mapping[str, Callable[[Facts], str]]
    defaults: Mapping[str, Facts]
    draw_value: Callable[[random.Random, str, str, Facts], Any]
    wish_for: Callable[..., str]  # (rng, split, family, stated), and how to put the words together if not as a wish
    leading: Mapping[str, tuple[str, float]] = field(default_factory=dict)  # a family's main field, and how often it is stated
    colour_share: float = 0.0  # of training wishes that state each colour: one token among many, and slow to learn
    count_share: float = 0.0  # of training wishes that state the count: with how many digits it has, all behind it moves
    weights: Mapping[str, float] = field(default_factory=dict)  # of families, where none is asked for

    def sample(self, rng: random.Random, split: Split, family: str | None = None, *, combination: bool = False) -> Program:
        """A random page, written the canonical way. ``combination`` asks for a held-out pair of stated values (worded as in training)."""
        family, stated = self._wanted(rng, split, family, combination)
        facts = {**self.defaults[family], **stated}
        return Program(family, "html", self.wish_for(rng, split, family, stated), self.pages[family](facts), facts)

    def sample_any_way(self, rng: random.Random, split: Split, family: str | None = None, *, combination: bool = False) -> Program:
        """A random page; a small share of training wishes say how it is to be written.

        Evaluation pages are drawn as if there were no ways: what was frozen could be drawn again.
        """
        if split != "train" or combination or rng.random() >= WAY_SHARE:
            return self.sample(rng, split, family, combination=combination)
        family = family or self._any_family(rng)
        ways = page_ways.WAYS.get(family)
        return self.sample_in_way(rng, family, rng.choice(ways)) if ways else self.sample(rng, split, family)

    def sample_in_way(self, rng: random.Random, family: str, way: str) -> Program:
        """A random training page whose wish states this way to write it."""
        family, stated = self._wanted(rng, "train", family, combination=False)
        facts = {**self.defaults[family], **stated}
        code = page_ways.in_way(family, way, self.pages[family](facts))
        phrases = way_wishes.phrases(family, way)

        def compose_with_way(
            rng: random.Random, split: Split, nouns: Sequence[str], features: Mapping[str, Sequence[str]], values: Mapping[str, str]
        ) -> str:
            return compose(rng, split, nouns, {**features, "way": phrases}, {**values, "way": way})

        wish = self.wish_for(rng, "train", family, stated, compose_with_way)
        return Program(family, "html", wish, code, {**facts, "way": way})

    def _any_family(self, rng: random.Random) -> str:
        return rng.choices(tuple(self.pages), [self.weights.get(name, 1.0) for name in self.pages])[0]

    def _wanted(self, rng: random.Random, split: Split, family: str | None, combination: bool) -> tuple[str, Facts]:
        family = family or self._any_family(rng)
        while True:
            stated = self.stated(rng, split, family)
            if is_held_out_combination(family, stated) == combination:
                return family, stated

    def stated(self, rng: random.Random, split: Split, family: str) -> Facts:
        """Fields with values for a wish to state."""
        stated: Facts = {}
        optional = list(self.defaults[family])
        rng.shuffle(optional)
        wanted = rng.choices((0, 1, 2, 3, 4), (20, 30, 27, 15, 8))[0]
        field, share = self.leading.get(family, ("", 0.0))
        if share == 1.0 or (share and rng.random() < share):
            stated[field] = self.draw_value(rng, family, field, stated)
        if split == "train" and self.colour_share:
            for field in (*COLOUR_FIELDS, "count"):
                if field in optional and rng.random() < (self.count_share if field == "count" else self.colour_share):
                    stated[field] = self.draw_value(rng, family, field, stated)
        for field in [field for field in optional if field not in stated][:wanted]:
            stated[field] = self.draw_value(rng, family, field, stated)
        return stated
