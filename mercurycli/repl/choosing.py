"""How the session is set: dials, model, a clean desk, the door."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable

from ..errors import UsageError
from ..model.hub_cache import names_here
from ..view.console import is_tty
from . import recorder
from .desk import Desk
from .engine_loader import EngineLoader
from .speech import say


def turn(desk: Desk, argument: str) -> int:
    words = argument.split()
    if len(words) not in (0, 2):
        raise UsageError("/set takes a name and a value", hint="/set alone shows all; for example: /set temperature 0.5")
    if words:
        desk.dials = desk.dials.turned(*words)
    else:
        say(desk.dials.shown())
    return 0


def model(desk: Desk, argument: str) -> int:
    words = argument.split()
    if len(words) > 2:
        raise UsageError("/model takes a name or folder, and a device", hint="for example: /model quicksilver cpu")
    if words:
        before = desk.loader
        desk.loader = EngineLoader(words[0], words[1] if len(words) > 1 else before.device, desk.repaint)
        try:
            desk.engine()
        except BaseException:  # not to be loaded, or not waited for
            desk.loader = before
            raise
    say(f"{desk.loader.name} on {desk.loader.where}")
    return 0


def models(desk: Desk, before: tuple[str, ...]) -> Iterable[str]:
    return ("auto", "cpu", "cuda", "mps") if before else ("quicksilver", *names_here())


def logs(desk: Desk, argument: str) -> int:
    if argument not in ("", "on", "off"):
        raise UsageError(f"/logs is on or off, not {argument}", hint="/logs off keeps nothing of what is said from now on")
    if argument:
        recorder.want(argument == "on")
        if desk.recorder is not None:
            desk.recorder.on = argument == "on"  # what is said now outweighs the settings
    kept = recorder.wanted() and (desk.recorder is None or desk.recorder.on)
    say("sessions are recorded; dcode log lists them" if kept else "nothing is recorded")
    return 0


def clear(desk: Desk, _: str) -> int:
    desk.wish, desk.changing = "", None
    if is_tty(sys.stderr) and os.environ.get("TERM", "") != "dumb":
        sys.stderr.write("\x1b[2J\x1b[H")
        sys.stderr.flush()
    return 0


def leave(desk: Desk, _: str) -> int:
    desk.leaving = True
    return 0
