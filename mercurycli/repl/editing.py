"""``/edit``: the road of ``dcode fix -i`` with the session's model; the words come behind the file."""

from __future__ import annotations

from ..errors import UsageError
from ..retrying import Retrying
from ..rewriting import Rewriting
from ..search import TRIES, Search
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
    regions = mention.spans_of(document, pointed.part)

    def attempt(seed: int, again: bool) -> Rewriting:
        return Rewriting(document, desk.engine, instruction, regions, seed, again, SEARCH)

    def job(seed: int, again: bool) -> Retrying:
        return Retrying(attempt, SEARCH.tries, seed=seed, again=again)

    return settle(desk, Proposal(document, job, "edit", argument, "changed"))
