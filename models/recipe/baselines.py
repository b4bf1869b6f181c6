"""What simpler ways make of the same wishes: ``python -m recipe.baselines`` from the folder models/.

nearest         no model: of so many training programs of every kind, drawn anew, the one whose wish is most like the wish that is asked;
                cosine of the words and numbers, each counted once, weighted by how few of the training wishes have it (TF-IDF)
as it ships     the model with its own settings
one a call      the same weights, the surest token of each model call, nothing taken back
leftmost first  the same weights, of each call the first hole and what the model is certain of (probability 1 in 32 bits); nothing taken back
left to right   the same weights, strictly one token after the other, nothing behind it in sight: not as in training, where holes were

The ways of the model all go the user's road: what does not parse is mended, and another draft is drawn where one has a flaw.
"""

from __future__ import annotations

import argparse
import math
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from mercurycli.canvas import NO_SHORT_CUTS
from mercurycli.engine import Engine

from . import evaluate
from .curriculum import functions, mixture
from .curriculum.program import Program

SETS = ("wordings", "combinations", "hand_written")
NEAREST = "nearest"
WAYS: Mapping[str, tuple[tuple[str, Any], ...]] = {
    "as it ships": (),
    "one a call": (("per_step", 1), ("take_back", 1.0)),
    # each hole further right counts a millionth of the one before
    "leftmost first": (("threshold", 1.0), ("left_bias", 1e-6), ("take_back", 1.0), *NO_SHORT_CUTS.items()),
    "left to right": (("window", 1), ("per_step", 1), ("take_back", 1.0)),
}
WORD = re.compile(r"[a-z]+|\d+")


def words(wish: str) -> frozenset[str]:
    return frozenset(WORD.findall(wish.lower()))


class Shelf:
    """Training programs, found by the words of their wishes."""

    def __init__(self, programs: Sequence[Program]) -> None:
        self.programs = programs
        said = [words(program.wish) for program in programs]
        seen = Counter(word for each in said for word in each)
        self.rarity = {word: math.log((1 + len(programs)) / (1 + count)) + 1.0 for word, count in seen.items()}
        self.places: dict[str, list[int]] = defaultdict(list)
        self.sizes = [math.sqrt(sum(self.rarity[word] ** 2 for word in each)) for each in said]
        for at, each in enumerate(said):
            for word in each:
                self.places[word].append(at)

    def nearest(self, wish: str) -> Program:
        """The first of those that are equally like it; where no word is known, the first of all."""
        shared: dict[int, float] = defaultdict(float)
        for word in sorted(words(wish)):  # in one order, so that sums are the same in every run
            for at in self.places.get(word, ()):
                shared[at] += self.rarity[word] ** 2
        return self.programs[max(shared, key=lambda at: (shared[at] / self.sizes[at], -at), default=0)]


def training_programs(families: Iterable[str], count: int, seed: int) -> list[Program]:
    """``count`` of each kind, as the trainer draws them; none that changes another program."""
    rng, found = random.Random(seed), []
    for family in families:
        source = functions if family in mixture.FUNCTION_FAMILIES else mixture.source_of(family)
        found += [source.sample(rng, "train", family) for _ in range(count)]
    return found


def nearest_results(shelf: Shelf, sets: Sequence[str], limit: int | None) -> list[evaluate.Result]:
    """Judged as what the model writes is: by the facts and the judge of the wish, not of the program that was found."""
    results, jobs = [], []
    for set_name in sets:
        for item in evaluate.read_set(set_name, limit):
            text = shelf.nearest(item["wish"]).code
            facts = evaluate.function_name(item["facts"], text) if item["language"] == "python" else item["facts"]
            jobs.append((facts, item["language"], item["family"], text))
            results.append(evaluate.Result(set_name, item["family"], item["language"], item["wish"], text, True, 0, 0, 0.0))
    verdicts = evaluate.judged(jobs)
    return [evaluate.Result(**{**asdict(r), "ok": v.ok, "failures": tuple(v.failures)}) for r, v in zip(results, verdicts, strict=True)]


def line(set_name: str, way: str, results: Iterable[evaluate.Result]) -> str:
    tally = evaluate.Tally()
    for result in results:
        tally.add(result)
    f = tally.figures()
    return f"{set_name:19}{way:15}{f['n']:5}{f['pass']:7.0%}{f['low']:9.0%} -{f['high']:4.0%}{f['calls_mean']:9.1f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", help="checkpoint folder (default: the embedded one)")
    parser.add_argument("--sets", nargs="*", default=list(SETS), choices=[name for name in evaluate.SETS if name != "changes"])
    parser.add_argument("--ways", nargs="*", default=[NEAREST, *WAYS], choices=(NEAREST, *WAYS))
    parser.add_argument("--limit", type=int, help="so many wishes of each set, evenly spread")
    parser.add_argument("--count", type=int, default=300, help="training programs of each kind that the nearest one is looked for among")
    parser.add_argument("--seed", type=int, default=0, help="of the training programs")
    arguments = parser.parse_args()
    print(f"{'set':19}{'way':15}{'n':>5}{'pass':>7}{'95 % interval':>16}{'calls':>8}", flush=True)
    engine = Engine.open(arguments.model, "cpu") if set(arguments.ways) != {NEAREST} else None
    shelf = Shelf(training_programs(mixture.FAMILIES, arguments.count, arguments.seed)) if NEAREST in arguments.ways else None
    for set_name in arguments.sets:
        for way in arguments.ways:
            if way == NEAREST and shelf is not None:
                results = nearest_results(shelf, (set_name,), arguments.limit)
            elif engine is not None:
                results = evaluate.evaluate(engine, (set_name,), arguments.limit, WAYS[way])
            print(line(set_name, way, results), flush=True)


if __name__ == "__main__":
    main()
