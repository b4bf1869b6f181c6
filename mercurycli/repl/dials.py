"""What ``/set`` turns: a frozen row of settings, each with its own reading of a word, checked before it is taken."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

from ..canvas import SamplingParams
from ..errors import UsageError
from ..settings.settings import Settings

SAMPLING = ("steps", "threshold", "temperature", "seed")  # what a job's request takes over
KINDS = {"steps": int, "threshold": float, "temperature": float, "seed": int, "length": int}
WORDS = {"view": ("on", "off"), "edit": ("emacs", "vi")}
DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Dials:
    """None leaves a value to the checkpoint."""

    steps: int | None = None
    threshold: float | None = None
    temperature: float | None = None
    seed: int | None = None
    length: int | None = None
    view: str = "on"
    edit: str = "emacs"

    @classmethod
    def of(cls, settings: Settings) -> Dials:
        return cls(**{name: getattr(settings, name) for name in (*KINDS, "edit")}, view="on" if settings.view else "off")

    def turned(self, name: str, word: str) -> Dials:
        """With one value read from a word; UsageError if it cannot be."""
        if name not in names():
            raise UsageError(f"there is nothing called {name} to set", hint=f"known: {', '.join(names())}")
        if word == DEFAULT:
            return replace(self, **{name: getattr(Dials(), name)})
        if name in WORDS and word not in WORDS[name]:
            raise UsageError(f"{name} is {' or '.join(WORDS[name])}, not {word}", hint=f"/set {name} {WORDS[name][0]}")
        return replace(self, **{name: word if name in WORDS else number(name, word)})

    def overrides(self) -> tuple[tuple[str, Any], ...]:
        """What of it a sampler is told."""
        return tuple((name, getattr(self, name)) for name in SAMPLING if getattr(self, name) is not None)

    def shown(self) -> str:
        """A line for each, as ``/set`` without a word prints them."""
        return "\n".join(f"{name:<12} {DEFAULT if getattr(self, name) is None else getattr(self, name)}" for name in names())


def names() -> tuple[str, ...]:
    return tuple(field.name for field in fields(Dials))


def words_for(name: str) -> tuple[str, ...]:
    """What is worth proposing behind ``/set NAME``."""
    return WORDS.get(name, (DEFAULT,))


def number(name: str, word: str) -> int | float:
    try:
        value = KINDS[name](word)
        if name in SAMPLING:
            SamplingParams(**{name: value})
        elif value < 1:
            raise ValueError(f"{name} must be at least 1, not {value}")
    except (ValueError, OverflowError) as error:
        cause = str(error) if "must be" in str(error) else f"{name} is a number, not {word}"
        raise UsageError(cause, hint=f"/set {name} {DEFAULT} gives it back to the model") from None
    return value
