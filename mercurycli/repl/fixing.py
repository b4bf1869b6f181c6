"""``/fix``: the road of ``dcode fix`` with the session's model. Diff, consent, and a write that can be taken back."""

from __future__ import annotations

import sys

from ..events import End
from ..repair import Repair
from ..source import faults
from ..source.disk import check_writable
from ..source.document import Document
from ..source.patch import whole_patch
from ..source.undo import UndoStore
from ..view.patch_view import show_patch
from . import mention
from .desk import Desk
from .job import Job
from .speech import say


def fix(desk: Desk, argument: str) -> int:
    path = mention.read(argument).path
    document = Document.read(path)
    found = faults.find(document)
    if not found:
        say(f"{path}: nothing to mend")
        return 0
    for fault in found:
        say(f"{path}:{fault.line}: {fault.message}")
    check_writable(path)
    patch = whole_patch(document, repaired(desk, document).text)
    patch.prove()
    show_patch(patch.diff_text(), sys.stderr)
    if desk.ask is not None and not desk.ask("write it?"):
        say(f"{path} is untouched")
        return 0
    UndoStore.open().write(path, document.raw, patch.raw)
    desk.record_file(path, "mended")
    desk.mended = patch.diff_text()
    say(f"{path} mended; /undo takes it back")
    return 0


def repaired(desk: Desk, document: Document) -> End:
    """Ctrl-C, like a failure, leaves the file as it is."""
    job = Job(desk, "fix", document.name, desk.dials)
    try:
        end = job.watch(Repair(document, desk.engine, desk.dials.seed or 0).run())
    except KeyboardInterrupt:
        say(f"{document.name} is untouched")
        raise
    job.done(end, whole_patch(document, end.text).diff_text())
    return end
