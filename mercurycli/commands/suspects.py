"""Which lines of a file that parses a failing test puts under suspicion.

Those of the regions that were named; else those that the output names, and with less weight the rest of the definitions they
are in. An output that names none (a test asserts elsewhere) may name definitions; of a short file every line is suspect.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ..errors import UsageError
from ..source.document import Document
from ..source.symbols import symbols
from ..source.tracebacks import parse
from .aim import Part, lines_of
from .blame import blame
from .targets import Target

SHORT = 60  # lines of a file that are all looked at


def suspected(target: Target, document: Document, part: Part, output: str) -> Part | None:
    """None where nothing tells which lines; the regions' lines are all equally suspect."""
    if lines := part.lines_of_regions(document):
        return replace(part, lines=lines, further=(), report=parse(output))
    known = tuple(line for line in named_by(target, output) if line <= document.lines.count)
    further = beside(document, known, output)
    return replace(part, lines=known, further=further, report=parse(output)) if known or further else None


def renewed(target: Target, part: Part, output: str) -> Part:
    """After a candidate came nearer: what its output names comes first, all that was suspect stays."""
    now = part if part.regions else replace(part, lines=tuple(dict.fromkeys((*named_by(target, output), *part.lines))))
    return replace(now, report=parse(output))


def named_by(target: Target, output: str) -> tuple[int, ...]:
    try:
        return blame(output, [target.path], None).of(target)
    except UsageError:
        return ()


def beside(document: Document, known: tuple[int, ...], output: str) -> tuple[int, ...]:
    words = set(re.findall(r"\w+", output))
    spans = [symbol.span for symbol in symbols(document)]
    there = [span for span in spans if known and any(line in lines_of(document, span) for line in known)]
    if not known:
        there = [symbol.span for symbol in symbols(document) if symbol.name.rpartition(".")[2] in words]
    found = {line for span in there for line in lines_of(document, span)}
    if not found and document.lines.count <= SHORT:
        found = set(range(1, document.lines.count + 1))
    return tuple(sorted(found - set(known)))
