"""How near what the model writes lies to what it was trained on: ``python -m recipe.memorised PROGRAMS`` from the folder models/.

PROGRAMS is what ``recipe.evaluate --programs`` wrote. Each program is laid beside so many training programs of its kind, drawn anew as the
trainer draws them; the nearest one is that with the fewest tokens to insert, delete or replace, as a share of the longer one's.
"""

from __future__ import annotations

import argparse
import difflib
import json
import random
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

from .curriculum import functions, mixture

LEXEME = re.compile(r"\w+|[^\w\s]")


def training_programs(family: str, count: int, rng: random.Random) -> list[str]:
    """Different ones; fewer where the kind has no more."""
    found: dict[str, None] = {}
    for _ in range(4 * count):
        if len(found) == count:
            break
        is_function = family in mixture.FUNCTION_FAMILIES
        program = functions.sample(rng, "train", family) if is_function else mixture.source_of(family).sample(rng, "train", family)
        found[program.code.strip()] = None
    return list(found)


def distance(text: str, other: str) -> float:
    """0: the same lexemes; 1: none in common."""
    a, b = LEXEME.findall(text), LEXEME.findall(other)
    same = sum(block.size for block in difflib.SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks())
    return 1.0 - same / max(len(a), len(b), 1)


def nearest(text: str, programs: list[str]) -> float:
    return min((distance(text, each) for each in programs), default=1.0)


def table(results: list[dict[str, Any]], count: int, seed: int) -> dict[str, dict[str, float]]:
    """By language, of the programs that do what was asked: how many are verbatim among the training programs, how far the others are."""
    rng, known = random.Random(seed), {}
    found: dict[str, list[float]] = defaultdict(list)
    for result in results:
        if result["ok"]:
            family = result["family"]
            if family not in known:
                known[family] = training_programs(family, count, rng)
            found[result["language"]].append(nearest(result["text"].strip(), known[family]))
    return {
        language: {
            "n": len(far), "verbatim": sum(each == 0.0 for each in far) / len(far),
            "within_5_percent": sum(each <= 0.05 for each in far) / len(far), "mean_distance": sum(far) / len(far),
        }
        for language, far in found.items()
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("programs", type=Path)
    parser.add_argument("--count", type=int, default=300, help="training programs of each kind")
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    results = [json.loads(line) for line in arguments.programs.read_text(encoding="utf-8").splitlines()]
    for language, row in table(results, arguments.count, arguments.seed).items():
        print(
            f"{language:12}{row['n']:5.0f} right programs: {row['verbatim']:.0%} verbatim among {arguments.count} training programs of their kind, "
            f"{row['within_5_percent']:.0%} within 5 % of one, mean distance {row['mean_distance']:.1%}"
        )


if __name__ == "__main__":
    main()
