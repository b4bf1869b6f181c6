"""Every setting there is, as one table: how its value is read, what it must be, what it means."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from math import isfinite
from typing import Any

SWITCH = {"on": True, "true": True, "yes": True, "1": True, "off": False, "false": False, "no": False, "0": False}
SHOWN = 60  # characters of a wrong value in a message


@dataclass(frozen=True, slots=True)
class Kind:
    """What a value must be. ``of_word`` reads it from an environment variable or a command line; ValueError where it cannot."""

    says: str
    holds: Callable[[Any], bool]
    of_word: Callable[[str], Any] = str


@dataclass(frozen=True, slots=True)
class Key:
    name: str
    kind: Kind
    meaning: str
    personal: bool = False  # a project's file may not say it

    @property
    def variable(self) -> str:
        return f"DCODE_{self.name.upper()}"

    def checked(self, value: Any) -> Any:
        """The value, if it is one; ValueError says what it must be."""
        if not self.kind.holds(value):
            raise ValueError(f"{self.name} must be {self.kind.says}, not {shown(value)}")
        return float(value) if self.kind.of_word is float else value

    def of_word(self, word: str) -> Any:
        try:
            return self.checked(self.kind.of_word(word.strip()))
        except (ValueError, KeyError):
            raise ValueError(f"{self.name} must be {self.kind.says}, not {shown(word)}") from None


def shown(value: Any) -> str:
    text = str(value).lower() if isinstance(value, bool) else repr(value)
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


def whole(least: int, most: int = 2**31) -> Kind:
    says = f"a whole number from {least:,} on" if most == 2**31 else f"a whole number from {least:,} to {most:,}"
    return Kind(says, lambda value: type(value) is int and least <= value <= most, int)


def number(says: str, holds: Callable[[float], bool]) -> Kind:
    return Kind(
        f"a number {says}", lambda value: type(value) in (int, float) and abs(value) < 2**63 and isfinite(value) and holds(value), float
    )


def one_of(*words: str) -> Kind:
    return Kind(f"{', '.join(words[:-1])} or {words[-1]}", lambda value: value in words and isinstance(value, str))


def text(says: str, pattern: str) -> Kind:
    return Kind(says, lambda value: isinstance(value, str) and value.isprintable() and re.fullmatch(pattern, value) is not None)


SWITCHED = Kind("on or off (true or false in a file)", lambda value: isinstance(value, bool), lambda word: SWITCH[word.lower()])
SHARE = number("above 0 and at most 1", lambda value: 0 < value <= 1)
FROM_ZERO = number("from 0 on", lambda value: value >= 0)
POSITIVE = number("above 0", lambda value: value > 0)

KEYS = (
    Key("model", text("a name or a folder", r".{1,4096}"), "the checkpoint: a name of dcode models list, a repository, a folder"),
    Key("device", text("auto, cpu, cuda, cuda:N or mps", r"auto|cpu|mps|cuda(:[0-9]{1,4})?"), "where the model runs"),
    Key("dtype", one_of("auto", "float32", "bfloat16", "float16", "int8"), "type of a pulled checkpoint's weights"),
    Key("threads", whole(1, 1024), "processor threads of the model; also OMP_NUM_THREADS"),
    Key("steps", whole(1), "model calls of gen and of a session's wishes at most"),
    Key("threshold", SHARE, "settle tokens at least this probable"),
    Key("temperature", FROM_ZERO, "0: always the best token"),
    Key("seed", whole(0), "seed of every random draw"),
    Key("length", whole(1), "holes on the canvas of a wish"),
    Key("candidates", whole(1), "fix: choose from so many in one try"),
    Key("tries", whole(1), "fix: tries with other seeds"),
    Key("deadline", POSITIVE, "fix: seconds after which no other candidate is looked for"),
    Key("test_timeout", whole(1), "fix: seconds that a run of --test may take"),
    Key("view", SWITCHED, "show the draft while it sharpens"),
    Key("logs", SWITCHED, "keep sessions on disk", personal=True),
    Key("edit", one_of("emacs", "vi"), "the keys of a session's line", personal=True),
    Key("color", one_of("auto", "always", "never"), "colours; also NO_COLOR and FORCE_COLOR", personal=True),
)
BY_NAME = {key.name: key for key in KEYS}


def nearest(name: str) -> str | None:
    """The setting that was probably meant."""
    near = get_close_matches(name.lower().replace("-", "_").removeprefix("dcode_"), BY_NAME, 1)
    return near[0] if near else None
