"""``/replay``: the drafts of the last job once more, slowly enough to be read."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import replace

from ..errors import UsageError
from ..events import End, Event, Frame
from ..view.console import can_animate, make_console
from ..view.live import watch
from .desk import Desk
from .terminal import unechoed

EACH, AT_MOST = 0.4, 12.0  # seconds a draft stays, and for all of them
LONGEST = 600.0
END = End("ok", "", None, 0, 0, 0, 0.0, 0, 0)  # no steps, so no figures are told: no model was asked
END_EARLY = replace(END, status="interrupted", exit_code=130)


def replay(desk: Desk, argument: str) -> int:
    """``argument``: how many seconds all of it may take."""
    whole = seconds(argument) if argument else min(EACH * len(desk.frames), AT_MOST)
    if not desk.frames:
        raise UsageError("there are no drafts yet", hint="say a wish first")
    console = make_console()
    if desk.ask is None or not can_animate(console):
        raise UsageError("a replay needs a terminal that can repaint", hint="/steps lists the drafts, /steps N shows one")
    with unechoed():
        return watch(played(desk.frames, whole / len(desk.frames)), console=console).exit_code


def seconds(word: str) -> float:
    try:
        value = float(word)
    except ValueError:
        value = 0.0
    if not 0.0 < value <= LONGEST:
        raise UsageError(f"{word} is no time to replay in", hint=f"seconds, at most {LONGEST:.0f}: /replay 10")
    return value


def played(frames: Sequence[Frame], pause: float, sleep: Callable[[float], object] = time.sleep) -> Generator[Event, None, None]:
    """Each draft for a moment, then the end. An interrupt is one."""
    try:
        for frame in frames:
            yield frame
            sleep(pause)
    except KeyboardInterrupt:
        yield END_EARLY
        return
    yield END
