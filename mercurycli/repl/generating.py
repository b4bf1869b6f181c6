"""Wishes: a new one, a change to the last program, the same once more. The draft is watched, the program stays."""

from __future__ import annotations

import sys
from dataclasses import replace
from difflib import SequenceMatcher

from ..errors import UsageError
from ..events import End
from ..session import GenerateRequest, gen
from ..source.diff import unified
from ..stated import missing
from ..view.code_view import show_code
from ..view.console import is_tty
from ..view.patch_view import show_patch
from . import follow_up
from .desk import Change, Desk, Result
from .dials import Dials
from .heard import with_output
from .job import Job
from .log_rows import BEFORE, REQUEST
from .speech import say

WARM = 0.5  # the temperature of another try where none is set: without one every seed draws the same
SELDOM = 0.25  # seconds between two drafts nobody looks at


def line(desk: Desk, text: str) -> int:
    """A line that is no command: a wish, or what is to change in the last program."""
    if not follow_up.is_follow_up(text, desk.wish):
        return new(desk, text)
    wish = follow_up.joined(desk.result.wish if desk.results else desk.wish, text)
    if desk.results and desk.result.language and "edit" in desk.engine().tasks:
        say(f"changing the last program: {text}   (/gen WISH starts anew)")
        end = change(desk, Change(text, wish, desk.result), desk.dials)
        if end is not None:
            return end.exit_code
    say(f"asked again as: {wish}   (/gen WISH starts anew)")
    return new(desk, wish)


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
    if desk.changing is None:
        return job(desk, desk.wish, dials)
    end = change(desk, desk.changing, dials)
    return end.exit_code if end else 0


def job(desk: Desk, wish: str, dials: Dials) -> int:
    engine = desk.engine()
    wish = with_output(desk, engine, wish, dials.length)
    events = gen(engine, request_for(desk, wish, dials))  # refuses a wish that cannot be: the last one stands then
    desk.wish, desk.changing = wish, None
    job = Job(desk, "wish", wish, dials)
    end = job.watch(events)
    job.done(end, end.text)
    keep(desk, wish, end)
    if end.text:
        show_code(end.text, end.language, sys.stdout)
        sys.stdout.flush()
    return end.exit_code


def change(desk: Desk, change: Change, dials: Dials) -> End | None:
    """The program with the change in it. None where none came of it: it is said, and the program stands as it was."""
    try:
        events = gen(desk.engine(), request_for(desk, change.request, dials, change.before))
    except UsageError as error:  # too long, the two together
        say(f"this cannot be changed in place: {error}")
        return None
    job = Job(desk, "change", change.wish, dials, **{REQUEST: change.request, BEFORE: desk.results.index(change.before)})
    end = job.watch(events)
    count = lines_changed(change.before.text, end.text)
    lacks = missing(change.request, f"{change.before.text}\n{end.text}", end.language or "")
    nothing = end.status == "ok" and bool(not count or not parses(desk) or lacks)
    job.done(end, "" if nothing else end.text)
    if nothing:
        lacking = f"what came of it has no {', '.join(each.word for each in lacks)}" if lacks else "what came of it does not parse"
        say(lacking if count else "the model left the program as it was")
        desk.seed = end.seed
        return None
    desk.wish, desk.changing = change.wish, change
    keep(desk, change.wish, end)
    if end.text:
        more = show_change(change.before, desk.result)
        say(f"{count} line{'' if count == 1 else 's'} changed; {more}, /again tries otherwise")
    return end


def show_change(before: Result, after: Result) -> str:
    """A person is shown what is new, where that is less than all of it; what else there is to see."""
    diff = unified(before.text.encode(), after.text.encode(), "program").decode()
    if is_tty(sys.stdout) and diff.count("\n") < after.text.count("\n"):
        show_patch(diff, sys.stdout)
        return "/show shows the whole program"
    show_code(after.text, after.language, sys.stdout)
    sys.stdout.flush()
    return "/diff shows what"


def parses(desk: Desk) -> bool:
    return bool(desk.frames and desk.frames[-1].parse and desk.frames[-1].parse.ok)


def lines_changed(before: str, after: str) -> int:
    """How many lines of the longer side differ."""
    blocks = SequenceMatcher(None, before.splitlines(), after.splitlines(), autojunk=False).get_opcodes()
    return sum(max(b - a, d - c) for kind, a, b, c, d in blocks if kind != "equal")


def request_for(desk: Desk, wish: str, dials: Dials, before: Result | None = None) -> GenerateRequest:
    return GenerateRequest(
        wish, before.language if before else None, length=dials.length, overrides=dials.overrides(),
        frame_interval=0.0 if desk.ask else SELDOM, before=before.text if before else "",
    )  # fmt: skip


def keep(desk: Desk, wish: str, end: End) -> None:
    desk.seed = end.seed
    if end.text:
        desk.results.append(Result(wish, end.text, end.language, end.seed))
        desk.mended = ""
    elif end.status == "interrupted" and desk.frames:
        say("no draft parsed yet; /steps shows how far it came")
