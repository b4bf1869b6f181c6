"""How soon ``dcode fix --test`` would try the right change: ``python -m recipe.slips FOLDER`` from the folder models/.

Into each of so many functions of real code one slip of meaning is put: one of the changes that source/variants.py knows, drawn as
likely as it holds people to make it. Every line of the function is suspect alike, as where a test says no more than that it fails.
Prints how many changes are tried before the one that is right: each of them is one run of the test.
"""

from __future__ import annotations

import argparse
import ast
import math
import random
import statistics
from collections.abc import Iterator
from pathlib import Path

from mercurycli import varying
from mercurycli.commands.aim import lines_of
from mercurycli.engine import Engine
from mercurycli.errors import DcodeError
from mercurycli.one_hole import HoleWork
from mercurycli.source import faults
from mercurycli.source.document import Document
from mercurycli.source.languages import language_named
from mercurycli.source.objections import objection
from mercurycli.source.symbols import symbols

PYTHON = language_named("python")
SIZES = range(1_500, 9_000)  # bytes of a file
LENGTHS = range(5, 32)  # lines of a function
TRIED = (10, 30, 60, 100)


def functions(folder: Path) -> Iterator[tuple[Document, range]]:
    """One function of each file that parses and is no test."""
    rng = random.Random(0)
    paths = sorted(path for path in folder.rglob("*.py") if "test" not in path.name and path.stat().st_size in SIZES)
    rng.shuffle(paths)
    for path in paths:
        try:
            document = Document.read(path)
            found = [lines_of(document, symbol.span) for symbol in symbols(document)]
        except DcodeError:
            continue
        if faults.find(document) or not (fitting := [lines for lines in found if len(lines) in LENGTHS]):
            continue
        yield document, rng.choice(fitting)


def prose(document: Document) -> set[int]:
    """Lines of docstrings, and of other texts over several lines."""
    texts = (node for node in ast.walk(ast.parse(document.text)) if isinstance(node, ast.Constant) and isinstance(node.value, str))
    return {line for node in texts if (node.end_lineno or 0) > node.lineno or node.col_offset < 8 for line in range(node.lineno, (node.end_lineno or 0) + 1)}


def slipped(rng: random.Random, document: Document, lines: list[int]) -> Document | None:
    """With one slip in it that parses and names nothing unknown."""
    slips = [each for line in lines for each in varying.varied(document, line, 0.0)]
    while slips:
        drawn = rng.choices(slips, [math.exp(-each.cost) for each in slips])[0]
        change = varying.patch(document, drawn)
        if not objection(change, ()):
            return Document.from_text(change.apply().decode(), PYTHON, document.name)
        slips.remove(drawn)
    return None


def place(engine: Engine, broken: Document, lines: list[int], right: str) -> int | None:
    """How many changes are tried before the right one; None where it is not among them."""
    work = HoleWork(engine.for_holes(), "python", 0, False)
    found = varying.candidates(work, broken, [(line, 0.0) for line in lines], lambda change: not objection(change, ()))
    return next((at for at, (_, candidate) in enumerate(found) if candidate.document.text == right), None)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("-n", "--count", type=int, default=60)
    parser.add_argument("--model", help="checkpoint folder (default: the embedded one)")
    arguments = parser.parse_args()
    engine, rng, places = Engine.open(arguments.model, "cpu"), random.Random(0), []
    for document, span in functions(arguments.folder):
        if len(places) == arguments.count:
            break
        suspect = sorted(set(span) - prose(document))
        if suspect and (broken := slipped(rng, document, suspect)) is not None:
            places.append(place(engine, broken, suspect, document.text))
    known = [at for at in places if at is not None]
    print(f"{len(places)} functions, one slip each; the right change is among those tried in {len(known)}, after {statistics.median(known):.0f} others (median)")
    print(", ".join(f"among the first {count}: {sum(at < count for at in known) / len(places):.0%}" for count in TRIED))


if __name__ == "__main__":
    main()
