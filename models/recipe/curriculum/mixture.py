"""Which program comes next."""

from __future__ import annotations

import random

from . import functions, pages
from .program import Program


def sample(rng: random.Random, page_share: float) -> Program:
    """A training program: a page with chance ``page_share``, else a function."""
    return (pages if rng.random() < page_share else functions).sample(rng, "train")
