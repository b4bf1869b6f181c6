"""What can be seen to be wrong with a draft without running it, and which of two drafts is the better one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from .events import Check
from .stated import Stated


@dataclass(frozen=True, slots=True)
class Flaw:
    name: Literal["parse", "names"]
    line: int
    message: str


def rank(flaw: Flaw | None, lacks: Sequence[Stated]) -> tuple[int, int]:
    """The lower the better: no flaw, a name that nobody defines, no parse; then how much is lacking of what the wish states."""
    return ("", "names", "parse").index(flaw.name if flaw else ""), len(lacks)


def complaint(flaw: Flaw | None, lacks: Sequence[Stated]) -> Check | None:
    """The worst of it; None where there is nothing."""
    if flaw is not None:
        return Check(flaw.name, False, f"line {flaw.line}: {flaw.message}")
    return Check("stated", False, f"not in the program: {', '.join(each.word for each in lacks)}") if lacks else None
