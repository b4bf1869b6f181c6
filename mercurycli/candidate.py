"""What a mended file must be to count, whoever proposes it: better for the change, and still the same code by and large."""

from __future__ import annotations

import difflib
from dataclasses import dataclass

from .source import faults
from .source.document import Document

LEAST_KEPT = 0.5  # of the old text's characters, white space not counted
STRAY = 3  # characters: so short a text may go altogether, a bracket too many for one

Faults = tuple[faults.Fault, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    document: Document  # the mended file
    changed: int  # characters that differ from what was there
    confidence: float  # how likely it is, among those it was proposed with
    faults_left: int = 0


def changed_characters(old: str, new: str) -> int:
    """Characters inserted, deleted or replaced on a shortest-match basis (difflib)."""
    blocks = difflib.SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return len(old) + len(new) - 2 * sum(block.size for block in blocks)


def keeps_most(old: str, new: str) -> bool:
    """Whether what stood in the hole is still there, by and large: other code that happens to parse mends nothing."""
    was = "".join(old.split())
    blocks = difflib.SequenceMatcher(None, was, "".join(new.split()), autojunk=False).get_matching_blocks()
    return len(was) <= STRAY or sum(block.size for block in blocks) >= LEAST_KEPT * len(was)


def number_of(found: Faults) -> int:
    """How many faults: one lost partner may be told of at both places where it could be."""
    return len({fault.message if " in line " in fault.message else (fault.message, fault.line) for fault in found})


def better(before: Faults, after: Faults, mended: Document, end: int) -> bool:
    """Fewer faults; or a compiler, which names only the first of many, now gets past the hole and past the fault, the later of
    which ends at ``end``.

    Not to the very next line: what is wrong there is likely the same fault, pushed on.
    """
    if number_of(after) != number_of(before):
        return number_of(after) < number_of(before)
    last = mended.lines.line_at(end)
    next_line = next((line for line in range(last + 1, mended.lines.count + 1) if not mended.lines.is_blank(line)), last)
    return bool(after) and before[0].source == after[0].source == "compile" and after[0].line > next_line
