"""Wishes whose programs can be judged: what was asked, in the model's own terms, stands beside the words."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

from ..errors import UsageError
from .quality.judge import judge_all
from .quality.page_checks import FAMILIES


@dataclass(frozen=True, slots=True)
class JudgedWish:
    """A wish; without a ``family`` nobody can say what its program must do, and it is only timed."""

    wish: str
    language: Literal["html", "python"] | None = None
    family: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def judgeable(self) -> bool:
        return self.language == "python" and self.family is not None or self.family in FAMILIES


_BALLS = {"count": 10, "colour": None, "gravity": False, "collisions": False, "background": None, "trails": False, "size": "normal"}
_LETTERS = {"colour": None, "background": None, "characters": "letters", "speed": "normal", "size": None}
_PRIMES = [[[n], n in (2, 3, 5, 7, 97)] for n in (-3, 0, 1, 2, 3, 4, 5, 7, 9, 25, 91, 97)]
_SEARCH = [[[[1, 3, 5, 7], 5], 2], [[[1, 3, 5, 7], 4], -1], [[[], 1], -1], [[[2], 2], 0], [[[1, 2, 3, 8, 9], 9], 4]]
PLAIN = (
    JudgedWish("bouncing balls simulator", "html", "bouncing_balls", _BALLS),
    JudgedWish("12 red bouncing balls with gravity", "html", "bouncing_balls", {**_BALLS, "count": 12, "colour": "red", "gravity": True}),
    JudgedWish("random joke button", "html", "joke_button", {"kind": "joke", "label": None, "count": 4, "colour": None}),
    JudgedWish("falling letters", "html", "falling_letters", _LETTERS),
    JudgedWish("a function that checks if a number is prime", "python", "is_prime", {"function": None, "checks": _PRIMES}),
    JudgedWish("binary search in python", "python", "binary_search", {"function": None, "checks": _SEARCH}),
)


def read(path: Path, limit: int | None = None) -> tuple[JudgedWish, ...]:
    """Wishes from a file of JSON lines with ``wish``, ``language``, ``family`` and ``facts``, ``limit`` of them evenly spread.

    Wishes that change a given program, and families without a judge, are left out.
    """
    wishes = []
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"cannot read {path}: {error}", hint="name a file such as models/recipe/evaluation/hand_written.jsonl") from None
    for number, text in enumerate(lines, 1):
        try:
            item = json.loads(text)
            wish = JudgedWish(item["wish"], item["language"], item["family"], item["facts"])
        except (ValueError, KeyError, TypeError):
            hint = 'each line: {"wish": …, "language": …, "family": …, "facts": {…}}'
            raise UsageError(f"{path}, line {number}, is no wish", hint=hint) from None
        if wish.judgeable and not item.get("before"):
            wishes.append(wish)
    if not wishes:
        raise UsageError(f"{path} has no wish that can be judged", hint="name a file such as models/recipe/evaluation/hand_written.jsonl")
    return tuple(wishes if limit is None else wishes[:: max(1, len(wishes) // limit)][:limit])


def judge(wishes: Sequence[JudgedWish], texts: Sequence[str]) -> list[bool | None]:
    """Whether each program does what its wish asked, by running it. None: nobody can say, or pages cannot be run here."""
    engine_there = find_spec("py_mini_racer") is not None
    can = [wish.judgeable and (wish.language == "python" or engine_there) for wish in wishes]
    jobs = [
        (_facts(wish, text), wish.language, wish.family, text) for wish, text, judged in zip(wishes, texts, can, strict=True) if judged
    ]
    verdicts = iter(judge_all(jobs))  # type: ignore[arg-type]
    return [next(verdicts).ok if judged else None for judged in can]


def _facts(wish: JudgedWish, text: str) -> Mapping[str, Any]:
    """Where a wish states no name for its function, any will do: the last one the program defines."""
    if wish.language != "python" or wish.facts.get("function"):
        return wish.facts
    found = re.findall(r"^def (\w+)", text, re.MULTILINE)
    return {**wish.facts, "function": found[-1] if found else "missing"}
