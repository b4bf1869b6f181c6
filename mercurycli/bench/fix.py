"""How well ``dcode fix`` mends: functions of real code, broken at one place each, beside what mends without it.

A function counts only if it parses before and does not after. Baselines, on the same faults: the file left as it is, the faulty
line deleted, and the same weights writing that line anew from left to right with only the text before it in sight.
"""

from __future__ import annotations

import difflib
import importlib.util
import platform
import random
import statistics
import textwrap
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from .. import prompt
from ..canvas import NO_SHORT_CUTS
from ..engine import Engine
from ..errors import DcodeError, UsageError
from ..one_hole import plain, read
from ..repair import Repair
from ..sight import sides
from ..source import faults
from ..source.context import whole_line_hole
from ..source.document import Document
from ..source.folders import sources_below
from ..source.languages import language_for_path
from ..source.nodes import walk
from ..source.slips import LEXEME
from ..source.span import Span
from .corruption import KINDS
from .machine import processor

PACKAGES = ("rich", "prompt_toolkit")  # installed with dcode, and not among what the embedded model was trained on
FEWEST_LINES, MOST_LINES = 3, 30
FUNCTIONS = frozenset("function_definition function_declaration method_definition generator_function_declaration".split())
TRIES = 20  # to break a function so that it no longer parses
IN_VAIN = 30  # functions after which a kind of fault is held to break none of this language
FEW_CHANGED = 8  # tokens


@dataclass(frozen=True, slots=True)
class Broken:
    kind: str
    name: str  # where it is from
    whole: Document
    broken: Document


@dataclass(frozen=True, slots=True)
class Result:
    kind: str
    text: str | None  # None: refused, the file stays broken
    parses: bool
    equal: bool  # to the original, byte for byte
    changed: int  # tokens, against the broken text
    seconds: float


def functions(document: Document) -> Iterator[str]:
    """The functions of a file, each by itself at the margin."""
    for node in walk(document.tree.root_node):
        if node.type in FUNCTIONS:
            first, last = node.start_point[0] + 1, node.end_point[0] + 1
            span = document.lines.span(first, last)
            text = textwrap.dedent(plain(document.slice(span))) + "\n"
            if FEWEST_LINES <= last - first + 1 <= MOST_LINES and text[:1].isalpha():
                yield text


def breakages(paths: Sequence[Path], count: int, seed: int, suffix: str) -> list[Broken]:
    """``count`` broken functions, each kind of fault as often as any other; the same for the same files and seed."""
    rng = random.Random(seed)
    language = language_for_path(f"x{suffix}")
    if language is None:
        raise UsageError(f"{suffix} names no language", hint="use .py or .js")
    files = sorted(path for path in _files(paths) if path.suffix in language.suffixes)
    rng.shuffle(files)
    pool: dict[str, str] = {}
    for path in files:
        if len(pool) >= 4 * count:
            break
        document = Document.read(path)
        pool |= {text: path.name for text in functions(document) if not faults.find(Document.from_text(text, language), native=False)}
    texts = sorted(pool)
    rng.shuffle(texts)
    kinds, found, waiting = list(KINDS), [], deque(texts)
    while waiting and kinds and len(found) < count:
        kind, in_vain = kinds[len(found) % len(kinds)], 0
        broken = None
        while waiting and broken is None and in_vain < IN_VAIN:
            text = waiting.popleft()
            broken = next(filter(None, (_broken(rng, kind, text, language) for _ in range(TRIES))), None)
            if broken is None:
                waiting.append(text)  # for another kind of fault
                in_vain += 1
        if broken is None:
            kinds.remove(kind)  # indentation breaks no JavaScript
        else:
            found.append(Broken(kind, pool[text], Document.from_text(text, language, pool[text]), broken))
    if len(found) < count:
        raise UsageError(f"these files give {len(found)} functions to break, not {count}", hint="name more files, or pass a smaller --count")
    return found


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths or [_package(name) for name in PACKAGES]:
        yield from sources_below(path).files if path.is_dir() else (path,)


def _package(name: str) -> Path:
    spec = importlib.util.find_spec(name)
    assert spec is not None and spec.origin is not None, f"{name} is a dependency"
    return Path(spec.origin).parent


def _broken(rng: random.Random, kind: str, text: str, language: Any) -> Document | None:
    lines = text.split("\n")
    at = rng.choice([number for number, line in enumerate(lines) if line.strip() and not line.lstrip().startswith(("#", '"""', "//", "*"))])
    line = KINDS[kind](rng, lines[at])
    document = Document.from_text("\n".join((*lines[:at], line, *lines[at + 1 :])), language, "broken" + language.suffixes[0])
    return document if line != lines[at] and faults.find(document, native=False) else None


# --- ways of mending ------------------------------------------------------------------------------------------------


def fixed(engine: Engine, each: Broken) -> str | None:
    events = Repair(each.broken, lambda: engine).run()
    try:
        return list(events)[-1].text  # type: ignore[union-attr]
    except DcodeError:
        return None


def left_alone(engine: Engine, each: Broken) -> str | None:
    return None


def without_the_line(engine: Engine, each: Broken) -> str | None:
    line = faults.find(each.broken, native=False)[0].line
    span = each.broken.lines.span(line, line, newline=True)
    return (each.broken.source[: span.start] + each.broken.source[span.end :]).decode()


def left_to_right(engine: Engine, each: Broken) -> str | None:
    """The faulty line written anew from the text before it, one token after another."""
    document = each.broken
    line = faults.find(document, native=False)[0].line
    span = whole_line_hole(document, document.lines.span(line, line))
    engine = engine.for_holes()
    before, _ = sides(document, span, engine.tokenizer)
    size = prompt.hole_size(len(engine.tokenizer.encode(document.slice(span))) + 8)
    canvas = prompt.fill_canvas(engine.tokenizer, document.language.name, before, "", size)
    params = replace(engine.defaults, threshold=1.0, left_bias=1e-6, take_back=1.0, window=None, **NO_SHORT_CUTS)
    draft = None
    for draft in engine.denoise(canvas, params):
        pass
    assert draft is not None
    written = read(engine.tokenizer, draft)
    return document.slice(Span(0, span.start)) + written.text + document.slice(Span(span.end, len(document.source))) if written.ended else None


WAYS: dict[str, Callable[[Engine, Broken], str | None]] = {
    "dcode fix": fixed, "left as it is": left_alone, "faulty line deleted": without_the_line, "left to right": left_to_right,
}  # fmt: skip


def measure(engine: Engine, way: str, each: Broken) -> Result:
    begin = time.perf_counter()
    text = WAYS[way](engine, each)
    seconds = time.perf_counter() - begin
    if text is None:
        return Result(each.kind, None, False, False, 0, seconds)
    after = Document.from_text(text, each.whole.language)
    parses = not faults.find(after, native=False)
    return Result(each.kind, text, parses, text == each.whole.text, changed_tokens(each.broken.text, text), seconds)


def changed_tokens(old: str, new: str) -> int:
    """Lexemes put in, taken out or replaced, on a shortest-match basis; white space is none."""
    a, b = LEXEME.findall(old), LEXEME.findall(new)
    blocks = difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    return sum(max(i2 - i1, j2 - j1) for tag, i1, i2, j1, j2 in blocks if tag != "equal")


def summary(results: Iterable[Result]) -> dict[str, Any]:
    found = list(results)
    mended = [result for result in found if result.parses]
    return {
        "n": len(found),
        "parses": len(mended) / len(found),
        "parses_with_few_changes": sum(result.changed <= FEW_CHANGED for result in mended) / len(found),
        "equals_the_original": sum(result.equal for result in found) / len(found),
        "changed_tokens_mean": statistics.mean(result.changed for result in mended) if mended else None,
        "seconds_median": statistics.median(result.seconds for result in found),
        "seconds_max": max(result.seconds for result in found),
    }


def run(engine: Engine, paths: Sequence[Path], count: int, seed: int, suffix: str, progress: Callable[[str], None]) -> dict[str, Any]:
    broken = breakages(paths, count, seed, suffix)
    measure(engine, "dcode fix", broken[0])  # warm-up
    results: dict[str, list[Result]] = {way: [] for way in WAYS}
    for number, each in enumerate(broken, 1):
        for way in WAYS:
            results[way].append(measure(engine, way, each))
        progress(f"{number} of {len(broken)}")
    return {
        "machine": {"processor": processor(), "python": platform.python_version(), **engine.environment()},
        "seed": seed,
        "sources": [str(path) for path in paths] or list(PACKAGES),
        "language": suffix,
        "ways": {way: summary(found) for way, found in results.items()},
        "kinds": {kind: summary(r for r in results["dcode fix"] if r.kind == kind) for kind in KINDS if any(r.kind == kind for r in results["dcode fix"])},
    }
