"""Holes in real code the model was not trained on: ``python -m recipe.holes`` from the folder models/.

Windows of the held-out repositories (recipe.corpus), whole lines taken out of them, filled on the user's road: as many lines as
were taken are asked for, how many tokens they have is not known. ``oracle`` beside it knows that too. Baselines: the line that is
most frequent in the training files, and a copy of the line above.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from mercurycli import prompt
from mercurycli.engine import Engine
from mercurycli.errors import DcodeError
from mercurycli.filling import Filling
from mercurycli.one_hole import HoleWork
from mercurycli.source.document import Document
from mercurycli.source.faults import parse_state
from mercurycli.source.languages import language_named

from . import corpus
from .evaluate import wilson
from .real_code import Hole, RealCode, Source, source_of, window_of

HERE = Path(__file__).resolve().parent
SIZES = {"1 line": (1, 1), "2 to 5 lines": (2, 5), "6 to 10 lines": (6, 10)}
LANGUAGES = ("python", "javascript", "html")


def holes(sources: list[Source], lines: tuple[int, int], count: int, seed: int) -> list[Hole]:
    """Windows that parse, from which whole lines of code are taken."""
    rng, found = random.Random(seed), []
    for _ in range(400 * count):
        if len(found) == count:
            break
        source = rng.choice(sources)
        first, last = window_of(rng, source)
        size = rng.randint(*lines)
        places = [at for at in range(first + 1, last - size) if all(source.code[at : at + size])]
        text = "\n".join(source.lines[first:last]) + "\n"
        if not places or not parse_state(text, language_named(source.language)).ok:
            continue
        at = rng.choice(places)
        before, hole = "\n".join(source.lines[first:at]) + "\n", "\n".join(source.lines[at : at + size])
        found.append(Hole(source.language, before, hole, "\n" + "\n".join(source.lines[at + size : last]) + "\n", True))
    return found


def marked(hole: Hole) -> Document:
    indent = hole.text[: len(hole.text) - len(hole.text.lstrip())]
    mark = f"{indent}<fill {hole.text.count(chr(10)) + 1}>"
    return Document.from_text(hole.before + mark + hole.after, language_named(hole.language), "hole")


def filled(engine: Engine, hole: Hole, seed: int) -> str | None:
    try:
        *_, end = Filling(marked(hole), lambda: engine, seed, seed > 0).run()
    except DcodeError:
        return None
    return end.text[len(hole.before) : len(end.text) - len(hole.after)]


def of_known_length(engine: Engine, hole: Hole) -> str | None:
    """The same hole with as many positions as its text has tokens, its end settled."""
    size = len(engine.tokenizer.encode("\n" + hole.text)) + 1
    canvas = prompt.fill_canvas(engine.tokenizer, hole.language, hole.before.removesuffix("\n"), hole.after, size)
    if len(canvas) > engine.max_positions:
        return None
    end = max(at for at, is_hole in enumerate(canvas.holes) if is_hole)
    ids, open_ = list(canvas.ids), list(canvas.holes)
    ids[end], open_[end] = engine.tokenizer.eos_id, False
    work = HoleWork(engine, hole.language)
    draft = None
    for draft in engine.denoise(replace(canvas, ids=tuple(ids), holes=tuple(open_)), work.params):
        pass
    return engine.tokenizer.decode(draft.ids[:-1]).removeprefix("\n") if draft else None


def parses(hole: Hole, text: str | None) -> bool:
    return text is not None and parse_state(hole.before + text + hole.after, language_named(hole.language)).ok


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--checkpoint", default=None)
    parser.add_argument("--corpus", type=Path, default=HERE / "runs" / "corpus")
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    engine = Engine.open(arguments.checkpoint)
    held = RealCode(corpus.read(arguments.corpus, "held_out"))
    frequent = Counter(line for file in corpus.read(arguments.corpus, "train") if (s := source_of(file)) for line, code in zip(s.lines, s.code, strict=True) if code)
    commonest = {}
    for line, _ in frequent.most_common():
        commonest.setdefault(line[: len(line) - len(line.lstrip())], line)
    ways: dict[str, Callable[[Hole], str | None]] = {
        "dcode fill": lambda hole: filled(engine, hole, 0),
        "oracle length": lambda hole: of_known_length(engine, hole),
        "most frequent line": lambda hole: commonest.get(hole.text[: len(hole.text) - len(hole.text.lstrip())]),
        "copy of the line above": lambda hole: hole.before.removesuffix("\n").rpartition("\n")[2],
    }
    table = []
    print(f"{engine.name}, held-out files of {len(held.sources)} languages, seed {arguments.seed}")
    print(f"{'':16}{'language':12}{'way':24}{'n':>5}{'exact':>8}{'95 %':>14}{'parses':>8}")
    for size, lines in SIZES.items():
        for language in LANGUAGES:
            drawn = holes(held.sources.get(language, []), lines, arguments.count, arguments.seed)
            if not drawn:
                continue
            for name, way in ways.items():
                if lines[0] > 1 and name not in ("dcode fill", "oracle length"):
                    continue
                texts = [way(hole) for hole in drawn]
                exact, whole = sum(t == h.text for t, h in zip(texts, drawn, strict=True)), sum(map(parses, drawn, texts))
                row = {"size": size, "language": language, "way": name, "n": len(drawn), "exact": exact / len(drawn), "parses": whole / len(drawn)}
                if name == "dcode fill" and lines[0] == 1:
                    again = [t if parses(h, t) else next((x for seed in (1, 2, 3) if parses(h, x := filled(engine, h, seed))), t) for h, t in zip(drawn, texts, strict=True)]
                    row["parses_in_four_tries"] = sum(map(parses, drawn, again)) / len(drawn)
                table.append(row)
                low, high = wilson(exact, len(drawn))
                more = f"   in up to four tries {row['parses_in_four_tries']:.0%}" if "parses_in_four_tries" in row else ""
                print(f"{size:16}{language:12}{name:24}{len(drawn):5}{row['exact']:8.0%}{low:7.0%} to {high:4.0%}{row['parses']:8.0%}{more}", flush=True)
    if arguments.json:
        arguments.json.write_text(json.dumps({"model": engine.name, "seed": arguments.seed, "rows": table}, indent=2) + "\n")


if __name__ == "__main__":
    main()
