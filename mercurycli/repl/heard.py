"""What a program or a test printed last: as much of it as fits can go into a wish (``@output``)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .. import prompt
from ..errors import UsageError
from .desk import Desk
from .speech import say

if TYPE_CHECKING:
    from ..engine import Engine

MARK = re.compile(r"(?<!\S)@output(?!\w)")
NAME = "output"


def with_output(desk: Desk, engine: Engine, wish: str, length: int | None) -> str:
    """The wish with the last lines of the output in the mark's place: those the model's context has room for."""
    if not MARK.search(wish):
        return wish
    lines = [line for line in desk.output.splitlines() if line.strip()]
    if not lines:
        raise UsageError("there is no output to add", hint="/run or /test CMD first, or leave @output out")
    bare = MARK.sub(" ", wish)
    taken = len(prompt.generate_context(engine.tokenizer, bare, None)) + (length or engine.default_length)
    fitting = last_lines(engine, lines, engine.max_positions - taken)
    if not fitting:
        raise UsageError(
            "not one line of the output fits into the model's context beside the wish and the answer",
            hint="say in the wish what is wrong, or make room: /set length N",
        )
    say(
        f"the last {len(fitting)} of {len(lines)} lines of the output are added to the wish; "
        "a model made for short wishes, as the embedded one is, makes little of them"
    )
    return MARK.sub(lambda _: "\n".join(fitting), wish)


def last_lines(engine: Engine, lines: list[str], room: int) -> list[str]:
    """As many from the end as take at most ``room`` tokens."""
    count = 0
    for line in reversed(lines):
        room -= len(engine.tokenizer.encode_words(line))
        if room < 0:
            break
        count += 1
    return lines[len(lines) - count :]
