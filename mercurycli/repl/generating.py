"""Wishes: a new one, a follow-up joined to the last, the same once more. The draft is watched, the program stays."""

from __future__ import annotations

import sys
from dataclasses import replace

from ..errors import UsageError
from ..events import End, Event, Frame
from ..session import GenerateRequest, gen
from ..view.code_view import show_code
from ..view.console import can_animate, make_console
from ..view.live import watch
from ..view.told import told
from . import follow_up
from .desk import Desk, Result
from .dials import Dials
from .speech import say
from .terminal import unechoed

WARM = 0.5  # the temperature of another try where none is set: without one every seed draws the same
SELDOM = 0.25  # seconds between two drafts nobody looks at
FRAMES_KEPT = 1000


def line(desk: Desk, text: str) -> int:
    """A line that is no command: a wish, or what the last one should have said."""
    if not follow_up.is_follow_up(text, desk.wish):
        return new(desk, text)
    wish = follow_up.joined(desk.wish, text)
    say(f"asked again as: {wish}   (/gen WISH starts anew)")
    return job(desk, wish, desk.dials)


def new(desk: Desk, wish: str) -> int:
    return job(desk, wish, desk.dials)


def again(desk: Desk, _: str) -> int:
    """The next seed; with a temperature, for at 0 nothing would change."""
    if not desk.wish:
        raise UsageError("there is no wish yet", hint="say one first")
    engine = desk.engine()
    last = desk.seed if desk.seed is not None else engine.defaults.seed
    warm = desk.dials.temperature if desk.dials.temperature is not None else engine.defaults.temperature
    dials = replace(desk.dials, seed=last + 1, temperature=warm or WARM)
    say(f"again with seed {dials.seed}, temperature {dials.temperature:g}")
    return job(desk, desk.wish, dials)


def job(desk: Desk, wish: str, dials: Dials) -> int:
    engine = desk.engine()
    console = make_console()
    live = dials.view == "on" and desk.ask is not None and can_animate(console)
    request = GenerateRequest(wish, length=dials.length, overrides=dials.overrides(), frame_interval=0.0 if desk.ask else SELDOM)
    frames: list[Frame] = []

    def keep(event: Event) -> None:
        if isinstance(event, Frame):
            frames.append(event)

    desk.wish = wish
    recorded = desk.recorder.begin("wish", wish, engine.name, dials) if desk.recorder else None
    events = told(gen(engine, request), keep)
    try:
        with unechoed():
            end = watch(events, console=console, live=live)
    except BaseException as error:
        if desk.recorder:
            desk.recorder.close_job(recorded, "interrupted" if isinstance(error, KeyboardInterrupt) else "error")
        raise
    finally:
        desk.frames = tuple(frames[-FRAMES_KEPT:]) or desk.frames
    if desk.recorder:
        desk.recorder.end(recorded, end, model=engine.name, device=engine.device, parses=parses(desk.frames))
    finish(desk, wish, end)
    return end.exit_code


def parses(frames: tuple[Frame, ...]) -> bool | None:
    return frames[-1].parse.ok if frames and frames[-1].parse else None


def finish(desk: Desk, wish: str, end: End) -> None:
    desk.seed = end.seed
    if end.text:
        desk.results.append(Result(wish, end.text, end.language, end.seed))
        desk.mended = ""
        show_code(end.text, end.language, sys.stdout)
        sys.stdout.flush()
    elif end.status == "interrupted" and desk.frames:
        say("no draft parsed yet; /steps shows how far it came")
