"""Which program comes next."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from types import ModuleType

from . import canvas_pages, changes, dom_pages, functions, game_pages, pages, settings_and_stubs
from .program import Program

PAGE_SOURCES: tuple[ModuleType, ...] = (pages, dom_pages, canvas_pages, game_pages)
PAGE_FAMILIES: tuple[str, ...] = tuple(family for source in PAGE_SOURCES for family in source.FAMILIES)
FUNCTION_FAMILIES: tuple[str, ...] = functions.FAMILIES
FAMILIES: tuple[str, ...] = PAGE_FAMILIES + FUNCTION_FAMILIES

DEMOS = ("bouncing_balls", "falling_letters", "joke_button")  # what newcomers try first


def source_of(family: str) -> ModuleType:
    return next(source for source in (*PAGE_SOURCES, functions) if family in source.FAMILIES)


@cache
def canonical(family: str) -> str:
    """The family's program for a wish that states nothing but the family."""
    if family in settings_and_stubs.FAMILIES:
        return ""
    if family in functions.FAMILIES:
        function = functions.TABLE[family]
        return functions.render(function, "", (), "", False, False)
    source = source_of(family)
    return source.PAGES[family](dict(source.DEFAULTS[family]))


@dataclass(frozen=True, slots=True)
class Mixture:
    """Shares of the programs seen."""

    page_share: float  # of what is not copying
    copy_share: float  # settings and stubs
    words: tuple[str, ...]  # what settings and stubs are made of
    change_share: float = 0.0  # of what is not copying: a program to change
    weights: Mapping[str, float] = field(default_factory=dict)  # of kinds of pages; "others" for those not named

    def sample(self, rng: random.Random) -> Program:
        """A training program."""
        if self.words and rng.random() < self.copy_share:
            return settings_and_stubs.sample(rng, self.words)
        change = rng.random() < self.change_share
        if rng.random() >= self.page_share:
            return changes.function_change(rng, "train", rng.choice(FUNCTION_FAMILIES)) if change else functions.sample(rng, "train")
        family = rng.choices(PAGE_FAMILIES, [self.weights.get(name, self.weights.get("others", 1.0)) for name in PAGE_FAMILIES])[0]
        if change:
            return changes.page_change(rng, "train", source_of(family).SOURCE, family)
        return source_of(family).sample(rng, "train", family)
