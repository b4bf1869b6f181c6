"""How often a wish for a program that the model does not know is told as such: ``python -m recipe.refusal`` from the folder models/.

Beside it, how often a wish as the model was trained on is doubted. The limits of what is told (session.py, strange_words.py) were
chosen on these wishes; ``held_out_families`` of recipe.evaluate were not looked at for them.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

from mercurycli.engine import Engine

from .evaluate import HERE, training_wishes, wilson, write_program

OTHER_KINDS: Path = HERE / "evaluation" / "other_kinds.txt"


def told(engine: Engine, wishes: Iterable[str]) -> list[str]:
    """Those of the wishes whose answer comes with the note that the model may not know this kind of program."""
    return [wish for wish in wishes if write_program(engine, "", {"wish": wish, "family": "", "language": ""}, ()).told]


def line(what: str, count: int, of: int) -> str:
    low, high = wilson(count, of)
    return f"{what}: told {count} of {of} ({low:.0%} to {high:.0%})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", help="checkpoint folder (default: the embedded one)")
    parser.add_argument("--training", type=int, default=130, help="so many training wishes")
    arguments = parser.parse_args()
    engine = Engine.open(arguments.model, "cpu")
    others = OTHER_KINDS.read_text(encoding="utf-8").splitlines()
    found = told(engine, others)
    print(line("wishes for other kinds", len(found), len(others)))
    print("not told: " + "; ".join(wish for wish in others if wish not in found))
    known = [item["wish"] for item in training_wishes(arguments.training)]
    print(line("training wishes", len(told(engine, known)), len(known)))


if __name__ == "__main__":
    main()
