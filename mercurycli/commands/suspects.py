"""Which lines of a file that parses a failing test puts under suspicion, and how much, in nats.

Those of the regions that were named; else those that the output names, with less weight the definitions they are in and those whose
names the output holds (it shows what the failing test calls), with least the rest around them. Of a short file every line is suspect.
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

BESIDE, ELSEWHERE = 1.0, 2.5  # less likely than a line that the output names
SHORT = 60  # lines of a file that are all looked at


def suspected(target: Target, document: Document, part: Part, output: str) -> Part | None:
    """None where nothing tells which lines; the regions' lines are all equally suspect."""
    if lines := part.lines_of_regions(document):
        return replace(part, lines=lines, further={}, report=parse(output))
    known = tuple(line for line in named_by(target, output) if line <= document.lines.count)
    further = around(document, known, output)
    return replace(part, lines=known, further=further, report=parse(output)) if known or further else None


def renewed(target: Target, document: Document, part: Part, output: str) -> Part:
    """After a candidate came nearer: what its own output says. Regions are those of the file as it was; their lines stay."""
    now = None if part.regions else suspected(target, document, part, output)
    return now if now is not None else replace(part, report=parse(output))


def named_by(target: Target, output: str) -> tuple[int, ...]:
    try:
        return blame(output, [target.path], None).of(target)
    except UsageError:
        return ()


def around(document: Document, known: tuple[int, ...], output: str) -> dict[int, float]:
    """Lines that the output does not name, each with how much less likely it is."""
    words = set(re.findall(r"\w+", output))
    spans = [(symbol.name.rpartition(".")[2], lines_of(document, symbol.span)) for symbol in symbols(document)]
    holding = [lines for _, lines in spans if any(line in lines for line in known)]
    innermost = set()
    for line in known:
        if around_it := [lines for lines in holding if line in lines]:
            innermost.add(max(around_it, key=lambda lines: lines.start))
    inner = [lines for name, lines in spans if name in words and not any(within(other, lines) for _, other in spans)]
    costs = dict.fromkeys((line for lines in holding for line in lines), ELSEWHERE)
    if document.lines.count <= SHORT:
        costs = dict.fromkeys(range(1, document.lines.count + 1), ELSEWHERE)
    costs |= dict.fromkeys((line for lines in (*inner, *innermost) for line in lines), BESIDE)
    return {line: cost for line, cost in sorted(costs.items()) if line not in known}


def within(inner: range, outer: range) -> bool:
    return inner != outer and outer.start <= inner.start and inner.stop <= outer.stop
