"""What can be seen to be wrong with a draft without running it, and which of two drafts is the better one.

For 260 training wishes the fifth run's weights wrote 198 pages, of which 42 did not do what was asked: three of these named what is not there, two drew
everything in the colour of the background. Of 1,500 pages of the curriculum none is faulted but where the wish wants it so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from .events import Check
from .source.names import unknown_in_python
from .source.page_colours import hidden
from .source.page_names import page_names
from .stated import Stated, bare_of


@dataclass(frozen=True, slots=True)
class Flaw:
    name: Literal["parse", "names", "visible"]
    line: int
    message: str


@lru_cache(maxsize=32)
def seen(program: str, language: str, wish: str, *, change: bool) -> Flaw | None:
    """What will stop a program that parses, or leave a page blank. A colour that the wish states for both is wanted so, and one
    that a ``change`` states at all."""
    if language == "python":
        unknown = unknown_in_python(program)
        return Flaw("names", unknown.line, f"{unknown.name} is not defined") if unknown else None
    if language != "html":
        return None
    if lost := page_names(program).lost:
        return Flaw("names", lost[0].line, lost[0].message)
    blank = hidden(program)
    if blank is None or bare_of(wish).lower().count(blank.colour.lower()) > (not change):
        return None
    return Flaw("visible", blank.line, f"everything is drawn in {blank.colour}, the colour of the background")


def rank(flaw: Flaw | None, lacks: Sequence[Stated]) -> tuple[int, int]:
    """The lower the better: no flaw, nothing to be seen, a name that nobody defines, no parse; then how much is lacking of what the wish states."""
    return ("", "visible", "names", "parse").index(flaw.name if flaw else ""), len(lacks)


def complaint(flaw: Flaw | None, lacks: Sequence[Stated]) -> Check | None:
    """The worst of it; None where there is nothing."""
    if flaw is not None:
        return Check(flaw.name, False, f"line {flaw.line}: {flaw.message}")
    return Check("stated", False, f"not in the program: {', '.join(each.word for each in lacks)}") if lacks else None
