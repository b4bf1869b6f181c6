"""Which program comes next."""

from __future__ import annotations

import random
from types import ModuleType

from . import canvas_pages, dom_pages, functions, pages
from .program import Program

PAGE_SOURCES: tuple[ModuleType, ...] = (pages, dom_pages, canvas_pages)
PAGE_FAMILIES: tuple[str, ...] = tuple(family for source in PAGE_SOURCES for family in source.FAMILIES)
FUNCTION_FAMILIES: tuple[str, ...] = functions.FAMILIES
FAMILIES: tuple[str, ...] = PAGE_FAMILIES + FUNCTION_FAMILIES

# the three demos are what newcomers try first
WEIGHTS = {"bouncing_balls": 4.0, "falling_letters": 2.5, "joke_button": 2.5}


def source_of(family: str) -> ModuleType:
    return next(source for source in (*PAGE_SOURCES, functions) if family in source.FAMILIES)


def sample(rng: random.Random, page_share: float) -> Program:
    """A training program: a page with chance ``page_share``, else a function."""
    if rng.random() >= page_share:
        return functions.sample(rng, "train")
    family = rng.choices(PAGE_FAMILIES, [WEIGHTS.get(name, 1.0) for name in PAGE_FAMILIES])[0]
    return source_of(family).sample(rng, "train", family)
