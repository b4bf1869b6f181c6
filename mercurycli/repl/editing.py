"""``/edit``: the road of ``dcode fix -i`` with the session's model; the words come behind the file."""

from __future__ import annotations

from ..errors import UsageError
from ..retrying import Retrying
from ..rewriting import Rewriting
from ..search import TRIES, Search
from ..source import context
from ..source.document import Document
from . import mention
from .desk import Desk
from .proposal import Proposal, settle

SEARCH = Search(candidates=1, tries=TRIES)


def edit(desk: Desk, argument: str) -> int:
    word, instruction = mention.first(argument)
    pointed = mention.read(word)
    document = Document.read(pointed.path)
    if not instruction:
        raise UsageError("nothing is said to change", hint=f"say it behind the file: /edit {word} add a docstring")
    regions = (context.symbol(document, pointed.symbol),) if pointed.symbol else ()

    def job(seed: int, again: bool) -> Rewriting:
        return Rewriting(document, desk.engine, instruction, regions, seed, again, SEARCH)

    retried = Retrying(job, SEARCH.tries, seed=desk.dials.seed or 0)
    return settle(desk, Proposal(document, retried, "edit", argument, "changed"))
