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
    pointed = mention.read(argument)
    if pointed.part:
        raise UsageError(f"/fill fills all holes of a file, not those of {pointed.part} alone", hint=f"/fill @{pointed.path}")
    document = Document.read(pointed.path)
    if not holes.find(document):
        raise UsageError(f"{document.name} has no hole", hint=holes.how_to_leave_one(document))

    def job(seed: int, again: bool) -> Filling:
        return Filling(document, desk.engine, seed, again)

    return settle(desk, Proposal(document, job, "fill", document.name, "filled"))
