"""``dcode log``: the sessions that were kept, listed, shown, taken along and forgotten."""

from __future__ import annotations

import json
import sys

from ..errors import UsageError
from ..repl import recorder
from ..repl.log_rows import LoggedSession, moment, session_fields
from ..repl.log_store import LogStore
from ..repl.recorder import log_is_there, open_log
from ..view.code_view import show_code
from ..view.patch_view import show_patch
from ..view.visible_text import visible, visible_line

WISH_SHOWN = 60  # characters of a wish in a list


def list_sessions(limit: int) -> int:
    """A line for each, the newest first."""
    sessions = open_log().sessions(limit) if log_is_there() else ()
    for session in sessions:
        jobs = f"{session.jobs} job{'' if session.jobs == 1 else 's'}"
        put(f"{session.id:>5}  {moment(session.started)}  {jobs:>8}  {visible_line(session.last_wish)[:WISH_SHOWN]}")
    if not sessions:
        print("no session is kept yet", file=sys.stderr)
    return 0


def show(number: int | None) -> int:
    """What was asked and what came, to read."""
    store, session = found(number)
    put(f"session {session.id}, {moment(session.started)}, {session.model}, in {visible_line(session.folder)}")
    for job in store.jobs(session.id):
        put(f"\n> {visible(job.said)}")
        if job.status != "ok":
            put(f"({'was not finished' if job.status == 'running' else job.status})")
        if job.of_file:
            show_patch(job.text, sys.stdout)
        elif job.text:
            show_code(job.text, job.language, sys.stdout)
    for file in store.files(session.id):
        put(f"\n{moment(file.at)}  {file.action}  {visible_line(file.path)}")
    return 0


def export(number: int | None) -> int:
    """All of it as JSON, for other programs."""
    store, session = found(number)
    print(json.dumps(session_fields(session, store.jobs(session.id), store.files(session.id)), indent=2))
    return 0


def remove(numbers: tuple[int, ...], *, everything: bool) -> int:
    if bool(numbers) == everything:
        raise UsageError("name the sessions to forget, or --all", hint="dcode log list shows them")
    store = open_log() if log_is_there() else None
    known = [session.id for session in store.sessions()] if store else []
    for number in numbers:  # all of them are there, or none is forgotten
        if number not in known:
            raise missing(number)
    for number in known if everything else dict.fromkeys(numbers):
        assert store is not None
        store.remove(number)
    return 0


def record(wanted: bool) -> int:
    """``dcode log on`` and ``off``: whether sessions are kept from now on; those that were kept stay."""
    recorder.want(wanted)
    print(f"sessions are {'recorded' if wanted else 'no longer recorded; those that were kept stay until dcode log rm'}", file=sys.stderr)
    return 0


def found(number: int | None) -> tuple[LogStore, LoggedSession]:
    store = open_log() if log_is_there() else None
    sessions = store.sessions() if store else ()
    if store is None or not sessions:
        raise UsageError("no session is kept yet", hint="begin one: dcode")
    if number is None:
        return store, sessions[0]
    session = next((session for session in sessions if session.id == number), None)
    if session is None:
        raise missing(number)
    return store, session


def missing(number: int) -> UsageError:
    return UsageError(f"there is no session {number}", hint="dcode log list shows those there are")


def put(text: str) -> None:
    sys.stdout.write(visible(text, sys.stdout.encoding) + "\n")
