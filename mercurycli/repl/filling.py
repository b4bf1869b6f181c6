"""``/fill``: the road of ``dcode fill`` with the session's model."""

from __future__ import annotations

from ..errors import UsageError
from ..filling import Filling
from ..source import holes
from ..source.document import Document
from . import mention
from .desk import Desk
from .proposal import Proposal, settle


def fill(desk: Desk, argument: str) -> int:
    document = Document.read(mention.read(argument).path)
    job = Filling(document, desk.engine, desk.dials.seed or 0)
    if not job.holes:
        raise UsageError(f"{document.name} has no hole", hint=holes.how_to_leave_one(document))
    return settle(desk, Proposal(document, job, "fill", document.name, "filled"))
