"""``/fix``: the road of ``dcode fix`` with the session's model. Diff, consent, and a write that can be taken back."""

from __future__ import annotations

import sys
from dataclasses import replace

from ..repair import Repair
from ..source import faults
from ..source.disk import check_writable
from ..source.document import Document
from ..source.patch import Edit, Patch
from ..source.span import Span
from ..source.undo import UndoStore
from ..view.console import make_console
from ..view.live import watch
from ..view.patch_view import show_patch
from . import mention
from .desk import Desk
from .speech import say
from .terminal import unechoed


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
    job = desk.recorder.begin("fix", str(path), desk.loader.name, desk.dials) if desk.recorder else None
    with unechoed():
        end = watch(Repair(document, desk.engine, desk.dials.seed or 0).run(), console=make_console())
    # the repair has proved each edit; what is left is one text in place of another
    patch = Patch(document, (Edit(Span(0, len(document.source)), end.text.encode()),))
    patch.prove()
    if desk.recorder:
        desk.recorder.end(job, replace(end, text=patch.diff_text()))
    show_patch(patch.diff_text(), sys.stderr)
    if desk.ask is not None and not desk.ask("write it?"):
        say(f"{path} is untouched")
        return 0
    UndoStore.open().write(path, document.raw, patch.raw)
    desk.record_file(path, "mended")
    desk.mended = patch.diff_text()
    say(f"{path} mended; /undo takes it back")
    return 0
