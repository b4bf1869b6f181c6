"""What a line of code that parses may have been meant to be: one operator, number, name, order or depth away from it.

The usual slips of meaning, as mutation testing knows them (Offutt et al., "An experimental determination of sufficient
mutant operators", 1996), taken back. Which one is right, a test says; in which order they are tried, the model and ``cost``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from .slips import one_slip_apart

COMPARISONS = ("<=", ">=", "===", "!==", "==", "!=", "<", ">")
FAMILIES = (
    COMPARISONS,
    ("+", "-", "*", "//", "/", "%", "**"),
    ("+=", "-=", "*=", "/=", "="),
    ("and", "or"), ("&&", "||"), ("True", "False"), ("true", "false"), ("break", "continue"),
    ("min", "max"), ("any", "all"), ("append", "extend"), ("push", "unshift"), ("pop", "shift"), ("++", "--"),
)  # fmt: skip
LEXEME = re.compile(r"\w+|===|!==|\*\*|//|<<|>>|[-+*/%<>=!]=|&&|\|\||\+\+|--|->|=>|[^\w\s]")
NAME = re.compile(r"[A-Za-z_]\w*")
NEAR, OTHER, NUMBER, FAR_NUMBER, NAME_COST, NEARLY, ORDER, ONE_MORE, NOT, RETURN, DEPTH = 0.0, 1.0, 1.0, 3.0, 3.0, 0.0, 2.0, 2.0, 3.0, 2.0, 3.0
SHORT = 2  # letters
NAMES_TRIED = 12  # of those around
WORDS = frozenset(
    "False None True and as assert async await break class const continue def del do elif else except finally for from function global "
    "if import in is lambda let new nonlocal not null or pass raise return switch this throw true try typeof undefined var void while "
    "with yield false".split()
)  # that are no names, whatever the language
Variant = tuple[str, float]  # a text, and how unlikely the slip is, in nats


def variants(line: str, names: Sequence[str] = (), indents: Sequence[str] = ()) -> Iterator[Variant]:
    """Texts to take the place of ``line``, which has no line break; no text twice. ``names``: those known there, the nearest first;
    ``indents``: those of the lines around. Some will not parse: whoever asks looks."""
    seen = {line}
    for text, cost in _all(line, names, indents):
        if text not in seen:
            seen.add(text)
            yield text, cost


def _all(line: str, names: Sequence[str], indents: Sequence[str]) -> Iterator[Variant]:
    found, inside = list(LEXEME.finditer(line)), quoted(line)
    defined = {match.start(2) for match in re.finditer(r"\b(def|class|function|import|from)\s+(\w+)", line)}
    for match in found:
        if match.start() in inside or match.start() in defined:  # other words are seldom what was meant
            continue
        before, text, after = line[: match.start()], match[0], line[match.end() :]
        yield from ((before + other + after, cost) for other, cost in _replacements(text))
        if text.isdigit() or NAME.fullmatch(text) and text not in WORDS:
            yield from _one_more_or_less(before, text, after)
        if NAME.fullmatch(text) and text not in WORDS:
            yield from ((before + name + after, NEARLY if misspelt(text, name) else NAME_COST) for name in names[:NAMES_TRIED] if name != text)
    yield from _orders(line, found)
    yield from _denied(line)
    code = line.strip()
    if code and code.split(maxsplit=1)[0].rstrip(":(") not in WORDS:
        yield line[: len(line) - len(line.lstrip())] + "return " + code, RETURN
    yield from ((indent + code, DEPTH) for indent in indents)


def quoted(line: str) -> frozenset[int]:
    """The places between quotation marks."""
    return frozenset(at for match in re.finditer(r"\"[^\"]*\"|'[^']*'", line) for at in range(match.start() + 1, match.end() - 1))


def misspelt(text: str, name: str) -> bool:
    """Of short names, all are one slip apart."""
    return len(text) > SHORT and one_slip_apart(text, name)


def _replacements(text: str) -> Iterator[Variant]:
    for family in FAMILIES:
        if text in family:
            yield from ((other, NEAR if {text, other} in _CLOSE else OTHER) for other in family if other != text)
    if text.isdigit() and len(text) < 10:
        number = int(text)
        yield from ((str(other), NUMBER) for other in (number + 1, number - 1) if other >= 0)
        yield from ((str(other), FAR_NUMBER) for other in (0, 1, 2, 10) if abs(other - number) > 1)


_CLOSE = ({"<", "<="}, {">", ">="}, {"==", "!="}, {"<", ">"}, {"<=", ">="}, {"+", "-"}, {"//", "/"}, {"+=", "-="}, {"=", "+="}, {"min", "max"})


def _one_more_or_less(before: str, text: str, after: str) -> Iterator[Variant]:
    """``n`` and ``n + 1``: to the last element, or past it."""
    counted = re.match(r"\s*[-+]\s*1\b", after)
    if counted:
        yield before + text + after[counted.end() :], ONE_MORE
    elif not after.startswith(("(", "[", ".", " = ", "=")):
        yield from ((f"{before}{text} {sign} 1{after}", ONE_MORE) for sign in "+-")


def _orders(line: str, found: list[re.Match[str]]) -> Iterator[Variant]:
    """Two operands or two neighbouring arguments, the other way round."""
    for (first, second), third in zip(pairwise(found), found[2:], strict=False):
        if second[0] in ",-/%<>" or second[0] in COMPARISONS or second[0] in ("//", "**", "in"):
            if re.match(r"\w", first[0]) and re.match(r"\w", third[0]):
                between = line[first.end() : third.start()]
                yield line[: first.start()] + third[0] + between + first[0] + line[third.end() :], ORDER


def _denied(line: str) -> Iterator[Variant]:
    """A condition and its contrary."""
    for match in re.finditer(r"\bnot (?!in\b)|(?<![\w!=])!(?!=)", line):
        yield line[: match.start()] + line[match.end() :], NOT
    for match in re.finditer(r"\b(?:if|while|elif|and|or|return) (?!not\b)(?=\w)", line):
        yield line[: match.end()] + "not " + line[match.end() :], NOT
    for match in re.finditer(r"\bnot in\b", line):
        yield line[: match.start()] + "in" + line[match.end() :], NOT
    for match in re.finditer(r"(?<!not )(?<!for )\b(\w+) in\b", line):
        if not re.search(r"\bfor\b[^:]*$", line[: match.start()]):
            yield line[: match.end(1)] + " not in" + line[match.end() :], NOT


def names_around(text: str, line: int) -> tuple[str, ...]:
    """The names of a text, those next to a line (from 1) first; words of the language are none, and neither is what stands in
    comments alone… which nobody minds: a name that nothing defines is objected to later."""
    rows = text.split("\n")
    order = sorted(range(len(rows)), key=lambda at: abs(at + 1 - line))
    found = (name for at in order for name in NAME.findall(rows[at]))
    return tuple(dict.fromkeys(name for name in found if name not in WORDS))
