"""The last session put back on the desk: its programs, its last wish, its dials."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..errors import UsageError
from ..view.visible_text import visible_line
from .desk import Change, Desk, Result
from .dials import Dials
from .log_rows import BEFORE, REQUEST, LoggedJob
from .recorder import Recorder, log_is_there, open_log
from .speech import say, seen_from_here

SHOWN = 60  # characters of a wish or a name
FILES_SHOWN = 4


def resume(desk: Desk) -> None:
    """UsageError where there is none."""
    store = open_log() if log_is_there() else None
    sessions = store.sessions(1) if store else ()
    if store is None or not sessions:
        raise UsageError("there is no session to go on with", hint="begin one: dcode")
    session = sessions[0]
    jobs = store.jobs(session.id)
    desk.recorder = Recorder(session.id)
    desk.dials = dials_of(jobs[-1])
    desk.jobs, desk.files = [*jobs], [*store.files(session.id)]
    desk.written = {Path(file.path) for file in desk.files}
    for job in jobs:
        put_back(desk, job)
    say(f"going on with session {session.id}: " + "\n  ".join(what_there_is(desk)))


def what_there_is(desk: Desk) -> Iterator[str]:
    """What a person finds again, in a few words each."""
    count = len(desk.results)
    yield f"{count} program{'' if count == 1 else 's'}" + (f", the last from: {shown(desk.result.wish)}" if count else "")
    if desk.wish != (desk.result.wish if count else ""):
        yield f"not finished: {shown(desk.wish)} (/again asks for it)"
    last = {file.path: file.action for file in desk.files}
    for path in [*last][-FILES_SHOWN:]:
        name = visible_line(str(seen_from_here(Path(path))))
        yield f"{name if len(name) <= SHOWN else '…' + name[1 - SHOWN :]} {last[path]}"


def put_back(desk: Desk, job: LoggedJob) -> None:
    if job.status in ("error", "declined"):  # refused, failed, or not wanted: nothing to follow up
        return
    if job.of_file:
        desk.mended = job.text or desk.mended
        return
    if job.kind == "change" and job.status == "ok" and not job.text:  # the program stands as it was
        return
    desk.wish, desk.changing = job.wish, change_of(desk, job)
    desk.seed = job.seed if job.seed is not None else desk.seed
    if job.text:
        desk.mended = ""
        desk.results.append(Result(job.wish, job.text, job.language, job.seed or 0))


def change_of(desk: Desk, job: LoggedJob) -> Change | None:
    """What ``/again`` would do once more, if the job was a change."""
    request, before = job.settings.get(REQUEST), job.settings.get(BEFORE)
    if not (isinstance(request, str) and isinstance(before, int) and 0 <= before < len(desk.results)):
        return None
    return Change(request, job.wish, desk.results[before])


def shown(text: str) -> str:
    line = visible_line(text)
    return line if len(line) <= SHOWN else line[: SHOWN - 1] + "…"


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
