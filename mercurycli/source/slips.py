"""What a person may have slipped on in a line: every text that is one lexeme, or one indentation, away from it.

The smallest repairs there are. Which of them helps, the compiler says; which of those was meant, the model, and how people slip:
they leave out a bracket sooner than they write a word that should not be there.
"""

from __future__ import annotations

import difflib
import keyword
import re
from collections.abc import Iterator
from itertools import pairwise

LEXEME = re.compile(r"\w+|[^\w\s]")
GAP = re.compile(r"(?<=\S)  ")  # where a lexeme is gone
SHORT = 2  # letters: from so short a keyword everything is one slip apart
SIGNS = tuple(':()[]{},"\'=.;`+-*/<>')
STRUCTURE = tuple(')]}([{"\',:;')
OPERATORS = ("==", "+", "-", "*", "=", ",", ":", ".", "in", "and", "or")  # what may stand between two operands
KEYWORDS = {
    "python": tuple(keyword.kwlist),
    "javascript": tuple(
        "async await break case catch class const continue default delete do else export extends finally for function if import in "
        "instanceof let new of return static super switch this throw try typeof var void while yield".split()
    ),
}  # fmt: skip


def slips(line: str, language: str, indents: tuple[str, ...] = (), *, structure_alone: bool = False) -> Iterator[str]:
    """Texts to take the place of ``line``, which has no line break; ``indents``: those of the lines around it. No text twice.

    ``structure_alone``: only brackets, quotes, commas and colons put in, and lexemes taken out: what a fault further down may
    come from.
    """
    seen = {line}
    found = _structure(line) if structure_alone else _all(line, KEYWORDS.get(language, KEYWORDS["javascript"]), indents)
    for text in found:
        text = text.rstrip()
        if text not in seen:
            seen.add(text)
            yield text


def _structure(line: str) -> Iterator[str]:
    found = list(LEXEME.finditer(line))
    for at in sorted({border for match in found for border in match.span()}, reverse=True):
        yield from (line[:at] + sign + line[at:] for sign in STRUCTURE)
    yield from (_without(line, *match.span()) for match in reversed(found))


def respelt(line: str, language: str) -> Iterator[str]:
    """The line with one of its words made the keyword that it is one slip apart from."""
    keywords = KEYWORDS.get(language, KEYWORDS["javascript"])
    for match in LEXEME.finditer(line):
        if match[0] not in keywords:
            near = (word for word in keywords if len(word) > SHORT and one_slip_apart(match[0], word))
            yield from (line[: match.start()] + word + line[match.end() :] for word in near)


def _all(line: str, keywords: tuple[str, ...], indents: tuple[str, ...]) -> Iterator[str]:
    found = list(LEXEME.finditer(line))
    borders = {border for match in found for border in match.span()} | {gap.start() + 1 for gap in GAP.finditer(line)}
    for at in sorted(borders, reverse=True):  # what ends a line is forgotten most
        yield from (line[:at] + sign + line[at:] for sign in SIGNS)
    yield from (_without(line, *match.span()) for match in reversed(found))
    yield from (indent + line.lstrip() for indent in indents)
    for match in found:
        before, text, after = line[: match.start()], match[0], line[match.end() :]
        if text[0].isalnum() or text[0] == "_":
            yield from (before + word + after for word in keywords if one_slip_apart(text, word))
            # in front of a line's first word, what set the lost one off may be left
            heads = {before, before[:-1]} if match is found[0] else {before}
            yield from (f"{head}{word} {text}{after}" for head in sorted(heads) for word in keywords)
            yield from (before + text[:at] + sign + text[at:] + after for at in range(1, len(text)) for sign in "( ")
        else:
            yield from (before + sign + after for sign in SIGNS if sign != text)
        yield from (f"{before}{sign} {text}{after}" for sign in OPERATORS)
    for gap in GAP.finditer(line):
        yield from (line[: gap.start() + 1] + word + line[gap.end() - 1 :] for word in (*OPERATORS, *keywords))
    for first, second in pairwise(found):
        between = line[first.end() : second.start()]
        yield line[: first.start()] + second[0] + between + first[0] + line[second.end() :]
        if between:
            yield line[: first.end()] + line[second.start() :]


def _without(line: str, start: int, end: int) -> str:
    """The line without a lexeme, and without the space that set it off."""
    if line[end : end + 1] == " " and line[start - 1 : start] in ("", " "):
        return line[:start] + line[end + 1 :]
    return line[:start].rstrip(" ") + line[end:] if line[:start].strip() and not line[end:].strip() else line[:start] + line[end:]


def one_slip_apart(word: str, other: str) -> bool:
    """Whether one letter missing, doubled, wrong or in its neighbour's place makes one word of the other."""
    if word == other or abs(len(word) - len(other)) > 1:
        return False
    if len(word) == len(other):
        differing = [at for at, (a, b) in enumerate(zip(word, other, strict=True)) if a != b]
        swapped = len(differing) == 2 and differing[1] == differing[0] + 1 and sorted(word) == sorted(other)
        return len(differing) == 1 or swapped
    short, long = sorted((word, other), key=len)
    return any(long[:at] + long[at + 1 :] == short for at in range(len(long)))


# How unlikely each slip is, in nats: chosen on functions of a repository that the model was trained on.
SPELLING, OTHER_WORD, OTHER_SIGN = 0.0, 9.0, 2.0  # one lexeme replaced: by a word one slip apart, by another word, by a sign
OTHER_KIND = 5.0  # a bracket by what is none, or the other way round
DOUBLED, MOVED, JOINED, SPLIT = 0.0, 0.0, 9.0, -2.0  # a lexeme written twice; moved; two made one; a sign missing within a word
WORD_TOO_MANY, SIGN_TOO_MANY, QUOTE_TOO_MANY = 14.0, 3.0, 7.0
WORD_MISSING, SIGN_MISSING = 3.0, 1.0


def cost(broken: str, meant: str) -> float:
    """How unlikely it is, in nats, that somebody who meant one line wrote the other."""
    old, new = LEXEME.findall(broken), LEXEME.findall(meant)
    total, gone, come = 0.0, [], []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        removed, added = old[a:b], new[c:d]
        if kind == "equal":
            continue
        if len(removed) == len(added) == 1:
            total += _replaced(removed[0], added[0])
        elif "".join(removed) == "".join(added):
            total += JOINED
        elif len(removed) == 1 and "".join(filter(_is_word, added)) == removed[0]:
            total += SPLIT
        else:
            gone += [(text, text in (*old[max(a + at - 1, 0) : a + at], *old[a + at + 1 : a + at + 2])) for at, text in enumerate(removed)]
            come += added
    return total + _left_over(gone, come)


def _left_over(gone: list[tuple[str, bool]], come: list[str]) -> float:
    """Of lexemes that are gone, each with whether it stood there twice, and of those that have come."""
    total, missing = 0.0, list(come)
    for text, doubled in gone:
        if text in missing:
            missing.remove(text)
            total += MOVED
        elif doubled:
            total += DOUBLED
        else:
            total += WORD_TOO_MANY if _is_word(text) else QUOTE_TOO_MANY if text in "\"'`" else SIGN_TOO_MANY
    return total + sum(WORD_MISSING if _is_word(text) else SIGN_MISSING for text in missing)


def _replaced(old: str, new: str) -> float:
    if _is_word(old) and _is_word(new):
        return SPELLING if one_slip_apart(old, new) else OTHER_WORD
    if _is_word(old) or _is_word(new):
        return OTHER_WORD
    return OTHER_SIGN if (old in "()[]{}") == (new in "()[]{}") else OTHER_KIND


def _is_word(lexeme: str) -> bool:
    return lexeme[0].isalnum() or lexeme[0] == "_"
