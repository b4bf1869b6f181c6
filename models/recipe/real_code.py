"""Windows of real code as training sequences: holes inside a line, whole lines, and lines to mend.

The layouts are those of tasks.py. What stands around a hole is cut to a few dozen lines, at line borders, as it is at run time.
"""

from __future__ import annotations

import ast
import random
import re
from collections.abc import Iterable
from dataclasses import dataclass

from mercurycli.model.tokenizer import Tokenizer
from mercurycli.prompt import fill_context, fix_context, hole_size

from .corpus import File
from .faults import break_code
from .tasks import Example, answer_weights

COMMENT = {
    "python": re.compile(r"\s*#"), "javascript": re.compile(r"\s*(//|/?\*)"), "html": re.compile(r"\s*(<!--|//|/?\*)"),
}  # fmt: skip
OPENS = re.compile(r"\s*(async\s+)?(def|class|function|const|let|var|export|import|from|for|if|@|<script|<body|<head|<div)\b")
LEXEME = re.compile(r"\w+|\s+|[^\w\s]")
CODE_CHARACTERS = (180, 900)  # of a window: 70 to 350 tokens
LANGUAGE_SHARES = {"python": 0.62, "javascript": 0.28, "html": 0.10}


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


def cut(rng: random.Random, source: Source, *, whole_lines: bool) -> Hole | None:
    """A hole in a window; None where the window has no code."""
    first, last = window_of(rng, source)
    places = [at for at in range(first, last) if source.code[at]]
    if not places:
        return None
    at = rng.choice(places)
    lines = source.lines
    if not whole_lines:
        a, b = part_of_line(rng, lines[at])
        before = "\n".join((*lines[first:at], lines[at][:a]))
        after = "\n".join((lines[at][b:], *lines[at + 1 : last])) + "\n"
        return Hole(source.language, before, lines[at][a:b], after, False)
    end = min(at + rng.choices((1, 2, 3, 5), (70, 14, 8, 8))[0], last)
    before, hole, after = "\n".join(lines[first:at]), "\n".join(lines[at:end]), "\n".join(lines[end:last])
    return Hole(source.language, before, "\n" + hole if at > first else hole, "\n" + after + "\n" if end < last else "\n", True)


class RealCode:
    def __init__(self, files: Iterable[File]) -> None:
        self.sources: dict[str, list[Source]] = {}
        for file in files:
            if (source := source_of(file)) is not None:
                self.sources.setdefault(file.language, []).append(source)
        # a file counts by its lines, so that every line is met as often as any other
        self.weights = {language: [sum(source.code) for source in sources] for language, sources in self.sources.items()}

    def draw(self, rng: random.Random, *, whole_lines: bool) -> Hole:
        while True:
            language = rng.choices(tuple(self.sources), [LANGUAGE_SHARES[language] for language in self.sources])[0]
            source = rng.choices(self.sources[language], self.weights[language])[0]
            hole = cut(rng, source, whole_lines=whole_lines)
            if hole is not None and len(hole.text) <= min(400, len(hole.before) + len(hole.after)):
                return hole

    def example(self, rng: random.Random, tokenizer: Tokenizer) -> Example:
        repair = rng.random() < 0.4
        hole = self.draw(rng, whole_lines=repair or rng.random() < 0.5)
        content = [*tokenizer.encode(hole.text), tokenizer.eos_id]
        size = hole_size(len(content))
        if rng.random() < 0.2:
            size = hole_size(size + 1)
        if repair:
            head, tail = fix_context(tokenizer, hole.language, hole.before, break_code(rng, hole.text), hole.after)
        else:
            head, tail = fill_context(tokenizer, hole.language, hole.before, hole.after)
        blanks = size - len(content)
        answer = content + [tokenizer.blank_id] * blanks
        rate, maskable = masks(rng, len(content), size)
        return Example(
            ids=head + answer + tail,
            answer=[False] * len(head) + [True] * size + [False] * len(tail),
            maskable=[False] * len(head) + maskable + [False] * len(tail),
            weight=[0.0] * len(head) + answer_weights(len(content), blanks) + [0.0] * len(tail),
            rate=rate,
        )


def masks(rng: random.Random, content: int, size: int) -> tuple[float | None, list[bool]]:
    """How much of the answer is masked: all of it, a token or two (a fault's own place, as candidates are weighed), or any share."""
    shape = rng.random()
    if shape < 0.5:
        return 1.0, [True] * size
    if shape < 0.8:
        chosen = set(rng.sample(range(content), min(content, rng.choice((1, 1, 2)))))
        return 1.0, [at in chosen for at in range(size)]
    return None, [True] * size


