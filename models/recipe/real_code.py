"""Windows of real code as training sequences: holes inside a line, whole lines, and lines to mend.

The layouts are those of tasks.py. What stands around a hole is cut to a few dozen lines, at line borders, as it is at run time.
"""

from __future__ import annotations

import ast
import random
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import accumulate, takewhile

from mercurycli.model.tokenizer import Tokenizer
from mercurycli.prompt import HOLE_SIZES, broken_part, hole_size, language_id
from mercurycli.source.faults import parse_state
from mercurycli.source.languages import language_named

from .corpus import File
from .faults import break_code
from .tasks import Example, answer_weights

COMMENT = {
    "python": re.compile(r"\s*#"), "javascript": re.compile(r"\s*(//|/?\*)"), "html": re.compile(r"\s*(<!--|//|/?\*)"),
}  # fmt: skip
OPENS = re.compile(r"\s*(async\s+)?(def|class|function|const|let|var|export|import|from|for|if|@|<script|<body|<head|<div)\b")
LEXEME = re.compile(r"\w+|\s+|[^\w\s]")
CODE_CHARACTERS = (180, 900)  # of a window: 70 to 350 tokens
DENOISED = 0.25  # of all sequences: long holes in which some tokens are masked
SIZES_ASKED = 0.25  # of the holes to fill: how large they are, instead of what stands there
ERRORS_SAID = 0.5  # of those to mend
LONGEST_PARSED = 12_000  # characters of a file
LANGUAGE_SHARES = {"python": 0.5, "javascript": 0.36, "html": 0.14}


@dataclass(frozen=True, slots=True)
class Source:
    """A file's lines, and which of them are code: neither blank nor comment nor docstring."""

    language: str
    lines: tuple[str, ...]
    code: tuple[bool, ...]
    opening: tuple[int, ...]  # lines a window may begin with: definitions, imports, blocks


def docstring_lines(text: str) -> set[int]:
    """0-based lines of string statements."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError):
        return set()
    strings = (
        node for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    )
    return {line for node in strings for line in range(node.lineno - 1, node.end_lineno or node.lineno)}


def source_of(file: File) -> Source | None:
    """None where there is no code to learn from."""
    lines = file.text.removesuffix("\n").split("\n")
    prose = docstring_lines(file.text) if file.language == "python" else set()
    comment = COMMENT[file.language]
    code = tuple(bool(line.strip()) and at not in prose and not comment.match(line) for at, line in enumerate(lines))
    opening = tuple(at for at, line in enumerate(lines) if code[at] and OPENS.match(line))
    return Source(file.language, tuple(lines), code, opening) if sum(code) >= 3 and opening else None


@dataclass(frozen=True, slots=True)
class Hole:
    language: str
    before: str
    text: str
    after: str
    whole_lines: bool


def window_of(rng: random.Random, source: Source) -> tuple[int, int]:
    """Lines from a definition, mostly, for a drawn number of characters."""
    budget = int(CODE_CHARACTERS[0] * (CODE_CHARACTERS[1] / CODE_CHARACTERS[0]) ** rng.random())
    first = rng.choice(source.opening) if rng.random() < 0.75 else rng.randrange(len(source.lines))
    last, size = first, 0
    while last < len(source.lines) and (size == 0 or size + len(source.lines[last]) < budget):
        size += len(source.lines[last]) + 1
        last += 1
    return first, last


def part_of_line(rng: random.Random, line: str) -> tuple[int, int]:
    """A span of whole lexemes, most often of one; empty holes are learnt as well."""
    start = len(line) - len(line.lstrip())
    borders = [start + match.start() for match in LEXEME.finditer(line[start:])] + [len(line)]
    at = rng.randrange(len(borders))
    count = rng.choices((0, 1, 2, 3, 5, 9), (5, 42, 20, 13, 12, 8))[0]
    return borders[at], borders[min(at + count, len(borders) - 1)]


def code_window(rng: random.Random, source: Source) -> tuple[int, int, list[int]]:
    """A window's lines and which of them are code."""
    first, last = window_of(rng, source)
    return first, last, [at for at in range(first, last) if source.code[at]]


def lines_of_hole(rng: random.Random) -> int:
    return rng.choices((1, 2, 3, 5), (70, 14, 8, 8))[0]


@dataclass(frozen=True, slots=True)
class Cut:
    """A window of a file with holes in it."""

    above: str  # the file up to the window
    text: str  # the window's
    below: str
    spans: list[tuple[int, int]]  # of the holes in the window's text, in order

    @property
    def pieces(self) -> list[str]:
        borders = [0, *[border for span in self.spans for border in span], len(self.text)]
        return [self.text[a:b] for a, b in zip(borders, borders[1:], strict=False)]

    @property
    def holes(self) -> list[str]:
        return self.pieces[1::2]

    @property
    def around(self) -> list[str]:
        """What stands before, between and behind the holes, one text more."""
        return self.pieces[::2]

    def with_broken(self, number: int, broken: str) -> str:
        """The whole file with another text in one of the holes' places."""
        start, end = self.spans[number]
        return self.above + self.text[:start] + broken + self.text[end:] + self.below


def cut_several(rng: random.Random, source: Source, whole_lines: Callable[[], bool]) -> Cut | None:
    """A window with its holes; None without code.

    About a line in three is taken out, never two neighbouring ones into two holes: a window then teaches several times what it
    does with one hole (as span corruption does, arXiv:1910.10683), while most of what a hole depends on stays in sight.
    """
    first, last, places = code_window(rng, source)
    if not places:
        return None
    lines = source.lines[first:last]
    begins = [0]
    for line in lines:
        begins.append(begins[-1] + len(line) + 1)
    text, spans, free = "\n".join(lines) + "\n", [], set(range(last - first))
    for place in rng.sample(places, min(len(places), max(1, round(len(places) / rng.choice((2, 3, 4, 8)))))):
        at = place - first
        end = at + 1
        if whole_lines():
            end = min(at + lines_of_hole(rng), len(lines))
            span = (max(begins[at] - 1, 0), begins[end] - 1)  # a newline belongs to the line it opens
        else:
            a, b = part_of_line(rng, lines[at])
            span = (begins[at] + a, begins[at] + b)
        if free.issuperset(range(at, end)) and span[1] - span[0] <= 400:
            spans.append(span)
            free.difference_update(range(at - 1, end + 1))
    above, below = ("".join(f"{line}\n" for line in lines) for lines in (source.lines[:first], source.lines[last:]))
    return Cut(above, text, below, sorted(spans))


def complaint(language: str, text: str) -> str:
    """The first thing wrong with a file, in the words that ``dcode fix`` has for it; nothing of a long one, which would take long."""
    return "" if len(text) > LONGEST_PARSED else parse_state(text, language_named(language)).message


@dataclass(frozen=True, slots=True)
class Part:
    """Context, or one hole's content: then it has masks and weights."""

    ids: list[int]
    maskable: list[bool] = field(default_factory=list)
    weight: list[float] = field(default_factory=list)


def masks(rng: random.Random, content: int, size: int) -> list[bool]:
    """Which positions of a hole are masked: all of it, a token or two (a fault's own place, as candidates are weighed), or any
    share."""
    shape = rng.random()
    if shape < 0.6:
        return [True] * size
    if shape < 0.8:
        chosen = set(rng.sample(range(content), min(content, rng.choice((1, 1, 2)))))
        return [at in chosen for at in range(size)]
    rate = rng.uniform(0.1, 1.0)
    return [rng.random() < rate for _ in range(size)]


def margin_of(tokenizer: Tokenizer, content: list[int]) -> list[int]:
    """The break and the depth that whole lines begin with; nothing of a part of a line."""
    given = list(takewhile(lambda id: tokenizer.decode([id]).isspace(), content))
    return given if tokenizer.decode(given).startswith("\n") else []


def size_asked(rng: random.Random, tokenizer: Tokenizer, content: list[int]) -> Part:
    """One masked token that says how large a hole the content needs; half the time behind the break and depth that it begins with,
    which are given where a whole line is asked for."""
    wanted = tokenizer.size_ids[HOLE_SIZES.index(hole_size(len(content)))]
    given = margin_of(tokenizer, content) if rng.random() < 0.5 else []
    return Part([*given, wanted], [*[False] * len(given), True], [*[0.0] * len(given), 1.0])


def joined(parts: list[Part]) -> Example:
    return Example(
        ids=[id for part in parts for id in part.ids],
        answer=[bool(part.maskable) for part in parts for _ in part.ids],
        maskable=[mask for part in parts for mask in part.maskable or [False] * len(part.ids)],
        weight=[weight for part in parts for weight in part.weight or [0.0] * len(part.ids)],
        rate=1.0,
    )


class RealCode:
    def __init__(self, files: Iterable[File]) -> None:
        self.sources: dict[str, list[Source]] = {}
        for file in files:
            if (source := source_of(file)) is not None:
                self.sources.setdefault(file.language, []).append(source)
        # a file counts by its lines, so that every line is met as often as any other
        self.weights = {language: list(accumulate(sum(s.code) for s in sources)) for language, sources in self.sources.items()}

    def source(self, rng: random.Random) -> Source:
        language = rng.choices(tuple(self.sources), [LANGUAGE_SHARES[language] for language in self.sources])[0]
        return rng.choices(self.sources[language], cum_weights=self.weights[language])[0]

    def example(self, rng: random.Random, tokenizer: Tokenizer) -> Example:
        """A window with its holes in place, each between ``<hole>`` and ``</hole>``."""
        if rng.random() < DENOISED:
            return self.denoised(rng, tokenizer)
        repair = rng.random() < 0.4
        found = None
        while not found or not found.spans:
            source = self.source(rng)
            found = cut_several(rng, source, lambda: repair or rng.random() < 0.6)
        around = found.around
        ids = [tokenizer.bos_id, tokenizer.fix_id if repair else tokenizer.fill_id, language_id(tokenizer, source.language)]
        ids += tokenizer.encode(around[0])
        parts = [Part(ids)]
        for number, (hole, behind) in enumerate(zip(found.holes, around[1:], strict=True)):
            if repair:
                broken = break_code(rng, hole)
                error = complaint(source.language, found.with_broken(number, broken)) if rng.random() < ERRORS_SAID else ""
                parts[-1].ids.extend(broken_part(tokenizer, broken, error))
            parts[-1].ids.append(tokenizer.hole_id)
            content = [*tokenizer.encode(hole), tokenizer.eos_id]
            if not repair and len(content) <= HOLE_SIZES[-1] and rng.random() < SIZES_ASKED:
                parts.append(size_asked(rng, tokenizer, content))
            else:
                size = hole_size(len(content))
                if rng.random() < 0.2:
                    size = hole_size(size + 1)
                blanks = size - len(content)
                parts.append(Part(content + [tokenizer.blank_id] * blanks, masks(rng, len(content), size), answer_weights(len(content), blanks)))
            parts.append(Part([tokenizer.end_hole_id, *tokenizer.encode(behind)]))
        return joined(parts)

    def denoised(self, rng: random.Random, tokenizer: Tokenizer) -> Example:
        """One long hole in which any share of the tokens is masked: of all layouts the one that teaches most about the
        language itself for its length."""
        source = self.source(rng)
        first, last = window_of(rng, source)
        lines = source.lines[first:last]
        at, behind = rng.randint(0, len(lines) // 4), rng.randint(0, len(lines) // 4)
        end = max(at + 1, len(lines) - behind)
        before, hole, after = ("\n".join(part) for part in (lines[:at], lines[at:end], lines[end:]))
        content = [*tokenizer.encode("\n" + hole if at else hole), tokenizer.eos_id]
        rate = rng.uniform(0.15, 0.8)
        head = [tokenizer.bos_id, tokenizer.fill_id, language_id(tokenizer, source.language), *tokenizer.encode(before), tokenizer.hole_id]
        return joined([
            Part(head),
            Part(content, [rng.random() < rate for _ in content], answer_weights(len(content), 0)),
            Part([tokenizer.end_hole_id, *tokenizer.encode("\n" + after + "\n" if after else "\n")]),
        ])
