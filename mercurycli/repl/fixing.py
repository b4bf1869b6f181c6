"""``/fix``: the road of ``dcode fix`` with the session's model."""

from __future__ import annotations

from ..repair import Repair
from ..source import faults
from ..source.document import Document
from . import mention
from .desk import Desk
from .proposal import Proposal, settle
from .speech import say


def fix(desk: Desk, argument: str) -> int:
    document = Document.read(mention.read(argument).path)
    found = faults.find(document)
    if not found:
        say(f"{document.name}: nothing to mend")
        return 0
    for fault in found:
        say(f"{document.name}:{fault.line}: {fault.message}")
    job = Repair(document, desk.engine, desk.dials.seed or 0)
    return settle(desk, Proposal(document, job, "fix", document.name, "mended"))
