"""``/steps``: the drafts of the last job, to scroll through or one by one."""

from __future__ import annotations

import sys

from ..errors import UsageError
from ..view.console import can_animate, make_console
from ..view.still import print_still
from .desk import Desk
from .speech import say


def steps(desk: Desk, argument: str) -> int:
    if not desk.frames:
        raise UsageError("there are no drafts yet", hint="say a wish first")
    if argument:
        print_still(desk.frames[place(argument, len(desk.frames)) - 1], sys.stderr)
    elif desk.ask is not None and can_animate(make_console()):
        from .pager import scroll  # prompt-toolkit: scripts do without

        scroll(desk.frames)
    else:
        for frame in desk.frames:
            say(f"step {frame.step}: {frame.holes} holes left, {frame.new_tokens} tokens new")
    return 0


def place(word: str, count: int) -> int:
    try:
        number = int(word)
    except ValueError:
        number = 0
    if not 1 <= number <= count:
        raise UsageError(f"there is no draft {word}", hint=f"they are numbered from 1 to {count}")
    return number
