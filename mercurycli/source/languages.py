"""The table of languages: what a file of it is called, who parses it, how it comments, who checks it natively.

Grammars are the official tree-sitter wheels; they and tree-sitter itself are imported when the first text is parsed.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING

from ..errors import RefusedError, UsageError

if TYPE_CHECKING:
    from tree_sitter import Language as Grammar
    from tree_sitter import Node, Query, Range, Tree

PATIENCE = 5.0  # seconds of the processor's time for one text
_CHUNK = 1 << 16  # bytes the parser is handed at once

Blind = tuple[re.Pattern[bytes], bytes]


@dataclass(frozen=True, slots=True)
class Language:
    """One language. ``blind`` lists good text that its grammar does not know, and what the grammar is shown instead."""

    name: str
    suffixes: tuple[str, ...]  # the first is the one a new file gets
    aliases: tuple[str, ...]
    grammar: tuple[str, str]  # module of the wheel, function in it
    comment: tuple[str, str]  # what opens and what closes a comment; empty where there are none
    checker: str = ""  # the language's own compiler: "compile" is Python's, anything else a program on PATH
    blind: tuple[Blind, ...] = ()

    def parse(self, source: bytes, ranges: tuple[Range, ...] = (), old: Tree | None = None) -> Tree:
        """The tree of UTF-8 bytes; with ``ranges``, of these alone, with offsets into the whole; with ``old``, a tree that was
        told of the edits since, in little time. RefusedError where looking for one takes too long: a few kinds of noise cost a
        grammar the square of their length.

        The tree's offsets hold for ``source``, but its own ``node.text`` may show a masked byte: slice the source.
        """
        from tree_sitter import Parser

        for pattern, filler in self.blind:
            source = pattern.sub(lambda match: filler.ljust(len(match.group())), source)
        parser = Parser(_grammar(*self.grammar))
        if ranges:
            parser.included_ranges = list(ranges)
        end = time.thread_time() + PATIENCE
        try:
            return parser.parse(
                lambda offset, _: source[offset : offset + _CHUNK],
                *([old] if old is not None else ()),
                progress_callback=lambda *_: time.thread_time() > end,
            )
        except ValueError as error:
            cause = f"the text is too tangled to be parsed as {self.name} within {PATIENCE:g} seconds"
            raise RefusedError(
                cause, hint="see that its name has the right suffix, or mend its first lines by hand"
            ) from error


    def tokens(self, root: Node, kinds: tuple[str, ...]) -> list[Node]:
        """The tokens of these kinds below a node of its tree, and every ERROR, in the order of the text: found without a walk."""
        from tree_sitter import QueryCursor

        found = QueryCursor(_query(*self.grammar, kinds)).captures(root).get("token", [])
        return sorted(found, key=lambda node: node.start_byte)


@cache
def _query(module: str, function: str, kinds: tuple[str, ...]) -> Query:
    from tree_sitter import Query

    grammar = _grammar(module, function)
    known = (f'"{kind}"' for kind in kinds if grammar.id_for_node_kind(kind, False) is not None)
    return Query(grammar, f"[{' '.join(known)} (ERROR)] @token")


@cache
def _grammar(module: str, function: str) -> Grammar:
    from tree_sitter import Language as Grammar

    try:
        return Grammar(getattr(import_module(module), function)())
    except ImportError as error:
        raise UsageError(
            f"the grammar {module} is not installed",
            hint=f"pip install {module.replace('_', '-')}",
        ) from error


# An ampersand is an entity to the HTML grammar, but "drag & drop" is good HTML; entities are not looked at.
_HTML_BLIND = ((re.compile(rb"&"), b"+"),)
# Good CSS: 33.3% { } in keyframes, (width >= 9px), :is(a > b), [type="x" i], .a &, an empty
# statement and a string that goes on after a backslash.
_CSS_BLIND = (
    (re.compile(rb"(?<=\d)\.(?=\d+%\s*[,{])"), b"0"),
    (re.compile(rb"(?<=[\s(])\((?=[^(){};<>]{,200}[<>])[^(){};]{,200}\)(?=[^;{}]{,500}\{)"), b"(a)"),
    (re.compile(rb"(?<=\w)\((?=[^(){};>+~]{,200}[>+~])[^(){};]{,200}\)(?=[^;{}]{,500}\{)"), b"(a)"),
    (re.compile(rb"(?<=[\"'])\s+[iIsS](?=\s*\])"), b""),
    (re.compile(rb"(?<=[\w)\]]\s)&(?=\s*[,{])"), b"a"),
    (re.compile(rb";(?=\s*;)|(?<=\{);"), b""),
    (re.compile(rb"\\\r?\n"), b""),
)

LANGUAGES = (
    Language(
        "python",
        (".py", ".pyi", ".pyw"),
        ("python3",),
        ("tree_sitter_python", "language"),
        ("#", ""),
        checker="compile",
    ),
    Language(
        "javascript",
        (".js", ".mjs", ".cjs", ".jsx"),
        ("node",),
        ("tree_sitter_javascript", "language"),
        ("//", ""),
        checker="node",
    ),
    Language(
        "typescript",
        (".ts", ".mts", ".cts"),
        (),
        ("tree_sitter_typescript", "language_typescript"),
        ("//", ""),
    ),
    Language("tsx", (".tsx",), (), ("tree_sitter_typescript", "language_tsx"), ("//", "")),
    Language(
        "html",
        (".html", ".htm", ".xhtml"),
        ("web", "page"),
        ("tree_sitter_html", "language"),
        ("<!--", "-->"),
        blind=_HTML_BLIND,
    ),
    Language("css", (".css",), (), ("tree_sitter_css", "language"), ("/*", "*/"), blind=_CSS_BLIND),
    Language("json", (".json", ".jsonc", ".webmanifest"), (), ("tree_sitter_json", "language"), ("", "")),
    Language("rust", (".rs",), (), ("tree_sitter_rust", "language"), ("//", "")),
    Language("go", (".go",), ("golang",), ("tree_sitter_go", "language"), ("//", "")),
    Language("c", (".c", ".h"), (), ("tree_sitter_c", "language"), ("//", "")),
    Language(
        "cpp",
        (".cpp", ".cc", ".cxx", ".hpp", ".hh", ".hxx"),
        ("c++",),
        ("tree_sitter_cpp", "language"),
        ("//", ""),
    ),
    Language("java", (".java",), (), ("tree_sitter_java", "language"), ("//", "")),
    Language("bash", (".sh", ".bash"), ("shell", "zsh"), ("tree_sitter_bash", "language"), ("#", "")),
)

_BY_SUFFIX = {suffix: language for language in LANGUAGES for suffix in language.suffixes}
_BY_NAME = (
    {suffix[1:]: language for suffix, language in _BY_SUFFIX.items()}
    | {alias: language for language in LANGUAGES for alias in language.aliases}
    | {language.name: language for language in LANGUAGES}
)


def language_for_path(path: str | PurePath) -> Language | None:
    """The language a file name's suffix stands for, in upper or lower case; None when it stands for none."""
    return _BY_SUFFIX.get(PurePath(path).suffix.lower())


def language_for_shebang(first_line: str) -> Language | None:
    """The language of the interpreter a ``#!`` line names, with or without env and a version."""
    words = re.findall(r"[a-z+]+", first_line.lower()) if first_line.startswith("#!") else []
    return next((_BY_NAME[word] for word in words if word in {"python", "node", "bash", "sh", "zsh"}), None)


def language_named(name: str) -> Language:
    """The language of that name, alias or suffix: ``python``, ``py``, ``JS``, ``htm``, ``c++``."""
    language = _BY_NAME.get(name.strip().lower().removeprefix("."))
    if language is None:
        known = ", ".join(language.name for language in LANGUAGES)
        raise UsageError(f"no language is called {name!r}", hint=f"use one of {known}")
    return language
