"""Holes in real code the model was not trained on: ``python -m recipe.holes`` from the folder models/.

Windows of the held-out repositories (recipe.corpus), whole lines taken out of them, filled on the user's road: as many lines as
were taken are asked for, how many tokens they have is not known. ``oracle`` beside it knows that too. Baselines for one line: what the
training files have between the same two lines (line_ngrams.py), the line that is most frequent in them, and a copy of the line above.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Callable
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

from mercurycli import prompt
from mercurycli.canvas import settled
from mercurycli.engine import Engine
from mercurycli.errors import DcodeError
from mercurycli.filling import Filling
from mercurycli.one_hole import HoleWork
from mercurycli.sight import window
from mercurycli.source.document import Document
from mercurycli.source.faults import parse_state
from mercurycli.source.languages import language_named

from . import corpus
from .evaluate import wilson
from .line_ngrams import LineNgrams, margin_of
from .real_code import Hole, RealCode, Source, window_of

HERE = Path(__file__).resolve().parent
SIZES = {"1 line": (1, 1), "2 to 5 lines": (2, 5), "6 to 10 lines": (6, 10)}
LANGUAGES = ("python", "javascript", "html")
GUESSES = 20  # of a baseline that takes its first guess with which the text parses: dcode fill asks the parser, too
Way = Callable[[Hole], str | None]


def holes(sources: list[Source], lines: tuple[int, int], count: int, seed: int, *, whole_files: bool = False) -> list[Hole]:
    """Windows, or files, that parse, from which whole lines of code are taken."""
    rng, found = random.Random(seed), []
    for _ in range(400 * count):
        if len(found) == count:
            break
        source = rng.choice(sources)
        first, last = (0, len(source.lines)) if whole_files else window_of(rng, source)
        size = rng.randint(*lines)
        places = [at for at in range(first + 1, last - size) if all(source.code[at : at + size])]
        text = "\n".join(source.lines[first:last]) + "\n"
        if not places or not parse_state(text, language_named(source.language)).ok:
            continue
        at = rng.choice(places)
        before, hole = "\n".join(source.lines[first:at]) + "\n", "\n".join(source.lines[at : at + size])
        found.append(Hole(source.language, before, hole, "\n" + "\n".join(source.lines[at + size : last]) + "\n", True))
    return found


def marked(hole: Hole, mark: str = "") -> Document:
    """With ``mark`` in its place; without one, as many lines as were taken are asked for, where they began."""
    mark = mark or f"{margin_of(hole.text)}<fill {hole.text.count(chr(10)) + 1}>"
    return Document.from_text(hole.before + mark + hole.after, language_named(hole.language), "hole")


def filled(engine: Engine, hole: Hole, seed: int, mark: str = "") -> str | None:
    """What ``dcode fill`` writes, or None where it leaves the file alone."""
    try:
        *_, end = Filling(marked(hole, mark), lambda: engine, seed, seed > 0).run()
    except DcodeError:
        return None
    if not (end.text.startswith(hole.before) and end.text.endswith(hole.after)):  # there was a mark in the code itself
        return None
    return end.text[len(hole.before) : len(end.text) - len(hole.after)]


def of_known_length(engine: Engine, hole: Hole, seed: int = 0) -> str | None:
    """The same hole with as many positions as its text has tokens, its end settled; as much in sight as ``dcode fill`` has."""
    engine = engine.for_holes()
    known, lead = engine.tokenizer, "\n" if hole.whole_lines else ""
    before, after = window(hole.before.removesuffix(lead), hole.after, known)
    canvas = prompt.fill_canvas(known, hole.language, before, after, len(known.encode(lead + hole.text)) + 1)
    if len(canvas) > engine.max_positions:
        return None
    end = max(at for at, is_hole in enumerate(canvas.holes) if is_hole)
    ids, open_ = list(canvas.ids), list(canvas.holes)
    ids[end], open_[end] = known.eos_id, False
    work = HoleWork(engine, hole.language, seed, seed > 0)
    draft = None
    for draft in engine.denoise(replace(canvas, ids=tuple(ids), holes=tuple(open_)), work.params):
        pass
    return known.decode(draft.ids[:-1]).removeprefix(lead) if draft else None


def size_rank(engine: Engine, hole: Hole) -> int | None:
    """How many sizes the model holds likelier than the hole's own; None where it cannot say."""
    engine = engine.for_holes()
    known, lead = engine.tokenizer, "\n" if hole.whole_lines else ""
    before, after = window(hole.before.removesuffix(lead), hole.after, known)
    margin = known.encode(lead + margin_of(hole.text)) if lead else []  # ``dcode fill`` gives it, too
    canvas = settled(prompt.fill_canvas(known, hole.language, before, after, len(margin) + 1), margin)
    likely = HoleWork(engine, hole.language).likely_sizes(canvas)
    size = prompt.hole_size(len(known.encode(lead + hole.text)) + 1)
    return likely.index(size) if size in likely else None


def parses(hole: Hole, text: str | None) -> bool:
    return text is not None and parse_state(hole.before + text + hole.after, language_named(hole.language)).ok


def models(engine: Engine) -> dict[str, Way]:
    return {"dcode fill": lambda hole: filled(engine, hole, 0), "oracle length": lambda hole: of_known_length(engine, hole)}


def baselines(lines: dict[str, LineNgrams]) -> dict[str, Way]:
    """Ways to one line without a model; ``lines`` by language."""

    def first_that_parses(hole: Hole) -> str | None:
        guesses = lines[hole.language].guesses(hole, GUESSES)
        return next((text for text in guesses if parses(hole, text)), next(iter(guesses), None))

    return {
        "two-sided n-gram": lambda hole: next(iter(lines[hole.language].guesses(hole, 1)), None),
        "n-gram that parses": first_that_parses,
        "most frequent line": lambda hole: next((margin_of(hole.text) + row for row in lines[hole.language].ranked(None, None, margin_of(hole.text))), None),
        "copy of the line above": lambda hole: hole.before.removesuffix("\n").rpartition("\n")[2],
    }


def row_of(size: str, language: str, name: str, drawn: list[Hole], texts: list[str | None]) -> dict[str, Any]:
    """Shares, but for ``n``."""
    exact, whole = sum(t == h.text for t, h in zip(texts, drawn, strict=True)), sum(map(parses, drawn, texts))
    return {"size": size, "language": language, "way": name, "n": len(drawn), "exact": exact / len(drawn), "parses": whole / len(drawn)}


def show(row: dict[str, Any]) -> None:
    low, high = wilson(round(row["exact"] * row["n"]), row["n"])
    more = f"   in up to four tries {row['parses_in_four_tries']:.0%}" if "parses_in_four_tries" in row else ""
    print(f"{row['size']:16}{row['language']:12}{row['way']:24}{row['n']:5}{row['exact']:8.0%}{low:7.0%} to {high:4.0%}{row['parses']:8.0%}{more}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--checkpoint", default=None)
    parser.add_argument("--corpus", type=Path, default=HERE / "runs" / "corpus")
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--sizes", nargs="*", default=list(SIZES), choices=list(SIZES), metavar="SIZE", help=f"of {', '.join(map(repr, SIZES))}")
    parser.add_argument("--whole-files", action="store_true", help="holes in whole files, as people have them, instead of windows of 900 characters")
    parser.add_argument("--baselines-only", action="store_true", help="holes of one line, without a model")
    parser.add_argument("--device", default="auto")
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    engine = None if arguments.baselines_only else Engine.open(arguments.checkpoint, arguments.device)
    held = RealCode(corpus.read(arguments.corpus, "held_out"))
    lines = {language: LineNgrams.of(sources) for language, sources in RealCode(corpus.read(arguments.corpus, "train")).sources.items()}
    by_model = models(engine) if engine else {}
    table, known = [], {}
    print(f"{engine.name if engine else 'baselines'}, held-out files of {len(held.sources)} languages, seed {arguments.seed}")
    print(f"{'':16}{'language':12}{'way':24}{'n':>5}{'exact':>8}{'95 %':>14}{'parses':>8}")
    for (size, borders), language in product(((size, SIZES[size]) for size in arguments.sizes), LANGUAGES):
        one_line = borders[1] == 1
        ways = by_model | (baselines(lines) if one_line and language in lines else {})
        drawn = holes(held.sources.get(language, []), borders, arguments.count, arguments.seed, whole_files=arguments.whole_files) if ways else []
        if not drawn:
            continue
        for name, way in ways.items():
            texts = [way(hole) for hole in drawn]
            row = row_of(size, language, name, drawn, texts)
            if name == "dcode fill" and one_line:
                again = [t if parses(h, t) else next((x for seed in (1, 2, 3) if parses(h, x := filled(engine, h, seed))), t) for h, t in zip(drawn, texts, strict=True)]
                row["parses_in_four_tries"] = sum(map(parses, drawn, again)) / len(drawn)
            table.append(row)
            show(row)
        ranks = [rank for hole in drawn if (rank := size_rank(engine, hole)) is not None] if engine else []
        if ranks:
            said = {"n": len(ranks), "first": sum(rank == 0 for rank in ranks) / len(ranks), "in_three": sum(rank < 3 for rank in ranks) / len(ranks)}
            table.append({"size": size, "language": language, "way": "its size in tokens", **said})
            print(f"{size:16}{language:12}{'its size in tokens':24}{said['n']:5}{said['first']:8.0%}   among the three likeliest {said['in_three']:.0%}", flush=True)
        if one_line and language in lines:
            known[language] = sum(lines[language].knows(hole.text) for hole in drawn) / len(drawn)
    for language, share in known.items():
        print(f"{language}: {share:.0%} of the lines occur somewhere in the training files, their indentation aside")
    if arguments.json:
        about = {"model": engine.name if engine else None, "seed": arguments.seed, "known_lines": known, "rows": table}
        arguments.json.write_text(json.dumps(about, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
