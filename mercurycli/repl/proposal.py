"""What a job makes of a file: watched, shown as a diff, asked about, and written so that it can be taken back."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass

from .. import retrying
from ..errors import DcodeError
from ..source.disk import check_writable
from ..source.document import Document
from ..source.patch import Patch
from ..source.undo import UndoStore
from ..view.patch_view import show_patch
from . import trouble
from .desk import Desk
from .job import Job
from .own_editor import edited
from .speech import say
from .terminal import NO, YES

RETRY, EDIT = "retry", "edit"


@dataclass(frozen=True, slots=True)
class Proposal:
    document: Document
    job: Callable[[int, bool], retrying.Job]  # from a seed; True: not the first try
    command: str  # "fix", "fill" or "edit", as the log keeps it
    said: str  # what stood behind the command
    done: str  # what the file is then: "mended"


def settle(desk: Desk, proposal: Proposal) -> int:
    """The road of every command that changes a file: the exit code. What is tried again or edited is asked about anew."""
    path = proposal.document.path
    assert path is not None, "a session changes files, not what comes from stdin"
    check_writable(path)
    seed = desk.dials.seed or 0
    job, patch = proposed(desk, proposal, seed)
    patch.prove()
    reply = shown(desk, patch)
    while reply in (RETRY, EDIT):
        seed += reply == RETRY
        try:
            if reply == RETRY:
                other, new = proposed(desk, proposal, seed)
                job.turned_down()
                job = other
            else:
                new = edited(patch)
            new.prove()
            patch = new
        except DcodeError as error:  # what was proposed before still stands
            trouble.tell(error)
        reply = shown(desk, patch)
    if reply == NO:
        job.turned_down()
        say(f"{path} is untouched")
        return 0
    UndoStore.open().write(path, proposal.document.raw, patch.raw)
    desk.record_file(path, proposal.done)
    desk.mended = patch.diff_text()
    job.came_to(desk.mended)
    say(f"{path} {proposal.done}; /undo takes it back")
    return 0


def shown(desk: Desk, patch: Patch) -> str:
    """The diff, and what is said to it; where nobody is there, yes."""
    show_patch(patch.diff_text(), sys.stderr)
    return YES if desk.ask is None else desk.ask("write it?", RETRY, EDIT)


def proposed(desk: Desk, proposal: Proposal, seed: int) -> tuple[Job, Patch]:
    """Ctrl-C, like a failure, leaves the file as it is."""
    work, job = proposal.job(seed, seed != (desk.dials.seed or 0)), Job(desk, proposal.command, proposal.said, desk.dials)
    try:
        end = job.watch(work.run())
    except KeyboardInterrupt:
        say(f"{proposal.document.name} is untouched")
        raise
    patch = work.patch(end)
    job.done(end, patch.diff_text())
    return job, patch
