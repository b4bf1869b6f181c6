"""What a job makes of a file: watched, shown as a diff, asked about, and written so that it can be taken back."""

from __future__ import annotations

import sys
from dataclasses import dataclass

from .. import retrying
from ..source.disk import check_writable
from ..source.document import Document
from ..source.patch import Patch
from ..source.undo import UndoStore
from ..view.patch_view import show_patch
from .desk import Desk
from .job import Job
from .speech import say


@dataclass(frozen=True, slots=True)
class Proposal:
    document: Document
    job: retrying.Job
    command: str  # "fix", "fill" or "edit", as the log keeps it
    said: str  # what stood behind the command
    done: str  # what the file is then: "mended"


def settle(desk: Desk, proposal: Proposal) -> int:
    """The road of every command that changes a file: the exit code."""
    document, done = proposal.document, proposal.done
    path = document.path
    assert path is not None, "a session changes files, not what comes from stdin"
    check_writable(path)
    patch = proposed(desk, proposal)
    patch.prove()
    show_patch(patch.diff_text(), sys.stderr)
    if desk.ask is not None and not desk.ask("write it?"):
        say(f"{path} is untouched")
        return 0
    UndoStore.open().write(path, document.raw, patch.raw)
    desk.record_file(path, done)
    desk.mended = patch.diff_text()
    say(f"{path} {done}; /undo takes it back")
    return 0


def proposed(desk: Desk, proposal: Proposal) -> Patch:
    """Ctrl-C, like a failure, leaves the file as it is."""
    job = Job(desk, proposal.command, proposal.said, desk.dials)
    try:
        end = job.watch(proposal.job.run())
    except KeyboardInterrupt:
        say(f"{proposal.document.name} is untouched")
        raise
    patch = proposal.job.patch(end)
    job.done(end, patch.diff_text())
    return patch
