"""The last session put back on the desk: its programs, its last wish, its dials."""

from __future__ import annotations

from ..errors import UsageError
from .desk import Desk, Result
from .dials import Dials
from .log_rows import LoggedJob
from .recorder import Recorder, open_log
from .speech import say


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
    for job in jobs:
        put_back(desk, job)
    if session.last_wish:
        say(f"going on with session {session.id}: {len(desk.results)} programs; the last wish was: {session.last_wish}")


def put_back(desk: Desk, job: LoggedJob) -> None:
    if job.kind != "wish":
        desk.mended = job.text
        return
    desk.wish = job.wish
    desk.seed = job.seed if job.seed is not None else desk.seed
    if job.text:
        desk.mended = ""
        desk.results.append(Result(job.wish, job.text, job.language, job.seed or 0))


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
