"""``/fix``: the road of ``dcode fix`` with the session's model."""

from __future__ import annotations

from ..repair import Repair
from ..source.document import Document
from . import mention
from .desk import Desk
from .proposal import Proposal, settle
from .speech import say


def fix(desk: Desk, argument: str) -> int:
    """Of a file, or of the faults in the part of it that is pointed at."""
    pointed = mention.read(argument)
    document = Document.read(pointed.path)
    lines = mention.spans_of(document, pointed.part) or None

    def job(seed: int, again: bool) -> Repair:
        return Repair(document, desk.engine, seed, again, lines=lines)

    found = job(0, False).faults_in(document)
    if not found:
        say(f"{document.name}: nothing to mend" + (f" in {pointed.part}" if pointed.part else ""))
        return 0
    for fault in found:
        say(f"{document.name}:{fault.line}: {fault.message}")
    name = f"{document.name}:{pointed.part}" if pointed.part else document.name
    return settle(desk, Proposal(document, job, "fix", name, "mended"))
