"""The last session put back on the desk: its programs, its last wish, its dials."""

from __future__ import annotations

from ..errors import UsageError
from ..view.visible_text import visible_line
from .desk import Desk, Result
from .dials import Dials
from .log_rows import LoggedJob
from .recorder import Recorder, open_log
from .speech import say

WISH_SHOWN = 60  # characters


def resume(desk: Desk) -> None:
    """UsageError where there is none."""
    store = open_log()
    sessions = store.sessions(1)
    if not sessions:
        raise UsageError("there is no session to go on with", hint="begin one: dcode")
    session = sessions[0]
    jobs = store.jobs(session.id)
    desk.recorder = Recorder(session.id)
    desk.dials = dials_of(jobs[-1])
    desk.jobs, desk.files = [*jobs], [*store.files(session.id)]
    for job in jobs:
        put_back(desk, job)
    if desk.wish:
        wish = shortened(visible_line(desk.wish), WISH_SHOWN)
        count = len(desk.results)
        say(f"going on with session {session.id}: {count} program{'' if count == 1 else 's'}; the last wish was: {wish}")


def put_back(desk: Desk, job: LoggedJob) -> None:
    if job.of_file:
        desk.mended = job.text
        return
    if job.status == "error":  # refused, or failed: nothing to follow up
        return
    desk.wish = job.wish
    desk.seed = job.seed if job.seed is not None else desk.seed
    if job.text:
        desk.mended = ""
        desk.results.append(Result(job.wish, job.text, job.language, job.seed or 0))


def shortened(line: str, most: int) -> str:
    return line if len(line) <= most else line[: most - 1] + "…"


def dials_of(job: LoggedJob) -> Dials:
    """What of the settings is still understood."""
    dials = Dials()
    for name, value in job.settings.items():
        if value is not None:
            try:
                dials = dials.turned(name, str(value))
            except UsageError:
                continue
    return dials
