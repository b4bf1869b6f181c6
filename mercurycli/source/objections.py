"""What speaks against a change, in words: it is none, parses worse, uses names nobody defines, alters lines that must stay.

For changes that were asked for in words or for an error at run time: there, that it parses proves little.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..errors import RefusedError
from .document import Document
from .names import all_unknown_in_python
from .patch import Patch
from .span import Span
from .symbols import symbols

REMARK = re.compile(r"\b(?:docstrings?|comments?)\b", re.IGNORECASE)
REMOVAL = re.compile(r"\b(?:remov|delet|drop|strip|inlin|merg|without|rid|clean|simplif|shorten|replac|combin|unif)", re.IGNORECASE)


def objection(patch: Patch, kept: Sequence[Span] = ()) -> str:
    """Empty where nothing speaks against it."""
    before = patch.document
    try:
        after = patch.prove()
    except (RefusedError, ValueError) as error:
        return str(error)
    if after.source == before.source:
        return "the text stayed as it was"
    if (line := changed_line(before, after, kept)) is not None:
        return f"line {line} would change, which must stay"
    if before.language.name == "python" and (name := introduced_name(before.text, after.text)):
        return f"it uses {name}, which nothing defines"
    return ""


def introduced_name(before: str, after: str) -> str:
    """A name that Python would not find, and that was not looked for in vain before."""
    known = {unknown.name for unknown in all_unknown_in_python(before)}
    return next((unknown.name for unknown in all_unknown_in_python(after) if unknown.name not in known), "")


def lost_definition(before: Document, after: Document, request: str) -> str:
    """What is defined no more, though nobody asked for that: neither by a word for it nor by the name that it has now.

    Where something else stands in its place, only the new name counts: "add a docstring" does not speak of a function ``add``.
    """
    names, left = ([symbol.name for symbol in symbols(document)] for document in (before, after))
    lost, new = [name for name in names if name not in left], [name for name in left if name not in names]
    asked = set(re.findall(r"\w+", request))
    if new:  # something else in its place
        wanted = len(left) >= len(names) and any(name.rpartition(".")[2] in asked for name in new)
        return "" if wanted or not lost else lost[0]
    return "" if REMOVAL.search(request) else next((name for name in lost if name.rpartition(".")[2] not in asked), "")


def lost_line(before: Document, after: Document, request: str) -> str:
    """A line of code that is gone, though the request asks for words beside the code and nothing else."""
    if not REMARK.search(request) or REMOVAL.search(request):
        return ""
    left = {line.strip() for line in after.text.split("\n")}
    return next((line.strip() for line in before.text.split("\n") if line.strip() and line.strip() not in left), "")


def changed_line(before: Document, after: Document, kept: Sequence[Span]) -> int | None:
    """The first line of the spans ``kept`` that is not there any more. Between two of them, lines may come in."""
    old, new = before.source.split(b"\n"), after.source.split(b"\n")
    front = _equal(old, new)
    back = _equal(old[front:][::-1], new[front:][::-1])
    at, end = front, len(new) - back
    for line in sorted({line for span in kept for line in _lines(before, span)}):
        if front < line <= len(old) - back:
            while at < end and new[at] != old[line - 1]:
                at += 1
            if at == end:
                return line
            at += 1
    return None


def same_outside(before: Document, after: Document, regions: Sequence[Span]) -> bool:
    """Whether what stands around the regions and between them is there byte for byte, in its order. None named: all may change."""
    if not regions:
        return True
    source, new = before.source, after.source
    borders = [0, *(border for span in regions for border in (span.start, span.end)), len(source)]
    first, *between, last = (source[start:end] for start, end in zip(borders[::2], borders[1::2], strict=True))
    at, end = len(first), len(new) - len(last)
    if at > end or not new.startswith(first) or not new.endswith(last):
        return False
    for part in between:
        if (found := new.find(part, at, end)) < 0:
            return False
        at = found + len(part)
    return True


def _lines(document: Document, span: Span) -> range:
    whole = document.lines.whole(span)
    return range(document.lines.line_at(whole.start), document.lines.line_at(max(whole.end - 1, whole.start)) + 1)


def _equal(old: list[bytes], new: list[bytes]) -> int:
    """How many lines are the same from the first on."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(old), len(new)))
