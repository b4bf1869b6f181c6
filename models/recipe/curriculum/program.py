"""One training or evaluation example: a wish, the program that fulfils it, and the facts a judge can check by running it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Program:
    family: str  # "bouncing_balls", "is_prime", …
    language: Literal["html", "python"]
    wish: str  # what a person would type
    code: str  # ends with one newline
    facts: Mapping[str, Any]  # JSON-able; what was asked, every default filled in
    before: str = ""  # of a change: the program it changes; then ``wish`` asks for the change only
