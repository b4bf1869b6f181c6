"""The published checkpoints dcode knows by a short name, read from known_models.toml: where they lie, what they can do."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from .families import family_named

DATA = Path(__file__).with_name("known_models.toml")
FREE = ("apache-2.0", "mit", "bsd-2-clause", "bsd-3-clause", "isc", "cc0-1.0", "cc-by-4.0", "unlicense")
ROOM = 1.15  # memory beside the weights: what one answer takes, roughly


@dataclass(frozen=True, slots=True)
class KnownModel:
    name: str
    repo: str
    family: str
    billions: float  # parameters
    gigabytes: float  # of the download
    licence: str = ""  # as the Hugging Face Hub abbreviates it; empty: its page states none that is known here
    terms: str = ""  # what a user should hear first
    human_eval: float | None = None  # per cent, as published
    mbpp: float | None = None
    context: int | None = None  # longest row it was trained with
    note: str = ""
    verified: bool = False  # with the real weights

    @property
    def fills(self) -> bool:
        """Whether it sees what stands behind a hole."""
        family = family_named(self.family)
        return family is not None and family.infill

    def memory(self, bytes_per_value: int) -> float:
        """Gigabytes that loading it and one answer take, roughly."""
        return self.billions * bytes_per_value * ROOM


def is_free(licence: str) -> bool:
    """Whether a licence lets anybody do anything that needs no second thought."""
    return licence.lower() in FREE


@cache
def known_models() -> tuple[KnownModel, ...]:
    return tuple(KnownModel(**row) for row in tomllib.loads(DATA.read_text(encoding="utf-8"))["model"])


def model_named(name: str) -> KnownModel | None:
    """By short name or repository, however it is spelt."""
    return next((model for model in known_models() if name.lower() in (model.name, model.repo.lower())), None)


def nearest(name: str) -> str | None:
    """The short name that was probably meant."""
    near = get_close_matches(name.lower().rsplit("/", 1)[-1], [model.name for model in known_models()], 1, 0.5)
    return near[0] if near else None
