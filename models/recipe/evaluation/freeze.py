"""Writes the frozen evaluation sets that do not exist yet: ``python -m recipe.evaluation.freeze``; hashes stand in SHA256SUMS.

wordings       wishes that use a phrase no training wish has
combinations   wishes in training words that state a pair of values never seen together
changes        a program and what to change in it, in words that use a phrase no training request has
hand_written   written one by one, not drawn, by authors who had not read the grammar (not made here)
hand_written_newer  the same, of the kinds of pages that came later (not made here)
held_out_families  kinds of programs that no training wish asks for
games          wordings of the kinds of games, which came later than the sets above

Frozen means: made before training, never changed to please a model. A new set gets a new name.
"""

from __future__ import annotations

import hashlib
import json
import random
from dataclasses import asdict
from pathlib import Path

from ..curriculum import changes, functions, game_pages, mixture
from ..curriculum.program import Program
from . import held_out_families

HERE = Path(__file__).resolve().parent
PAGES_PER_FAMILY = 10
WISHES_PER_GAME = 20
DEMOS = {"bouncing_balls": 20, "falling_letters": 20, "joke_button": 20}
FUNCTIONS_PER_FAMILY = 5
CHANGES_PER_PAGE, CHANGES_PER_FUNCTION = 4, 2


def unique(make, count: int) -> list[Program]:  # type: ignore[no-untyped-def]
    found: dict[str, Program] = {}
    for _ in range(count * 50):
        program = make()
        found.setdefault(program.wish, program)
        if len(found) == count:
            break
    return list(found.values())


def wordings() -> list[Program]:
    rng = random.Random("wordings")
    programs = []
    for family in mixture.PAGE_FAMILIES:
        source = mixture.source_of(family)
        programs += unique(lambda: source.sample(rng, "heldout", family), DEMOS.get(family, PAGES_PER_FAMILY))  # noqa: B023
    for family in functions.FAMILIES:
        programs += unique(lambda: functions.sample(rng, "heldout", family), FUNCTIONS_PER_FAMILY)  # noqa: B023
    return programs


def combinations() -> list[Program]:
    rng = random.Random("combinations")
    programs = []
    for family in mixture.PAGE_FAMILIES:
        source = mixture.source_of(family)
        if len(source.DEFAULTS[family]) >= 2:
            programs += unique(lambda: source.sample(rng, "train", family, combination=True), 6)  # noqa: B023
    return programs


def changed() -> list[Program]:
    rng = random.Random("changes")
    programs = []
    for family in mixture.PAGE_FAMILIES:
        source = mixture.source_of(family).SOURCE
        programs += unique(lambda: changes.page_change(rng, "heldout", source, family), CHANGES_PER_PAGE)  # noqa: B023
    for family in functions.FAMILIES:
        programs += unique(lambda: changes.function_change(rng, "heldout", family), CHANGES_PER_FUNCTION)  # noqa: B023
    return programs


def games() -> list[Program]:
    rng = random.Random("games")
    return [p for family in game_pages.FAMILIES for p in unique(lambda: game_pages.sample(rng, "heldout", family), WISHES_PER_GAME)]  # noqa: B023


def write(name: str, programs: list[Program]) -> None:
    lines = [json.dumps({k: v for k, v in asdict(program).items() if k != "code" and (k, v) != ("before", "")}) for program in programs]
    (HERE / f"{name}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


def record_hashes() -> None:
    sums = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}" for path in sorted(HERE.glob("*.jsonl"))]
    (HERE / "SHA256SUMS").write_text("\n".join(sums) + "\n", encoding="utf-8")


def main() -> None:
    sets = {
        "wordings": wordings, "combinations": combinations, "changes": changed, "held_out_families": held_out_families.programs, "games": games,
    }  # fmt: skip
    for name, make in sets.items():
        if not (HERE / f"{name}.jsonl").exists():  # what is frozen stays as it is, whatever the grammar has become since
            write(name, make())
    record_hashes()
    print((HERE / "SHA256SUMS").read_text(), end="")


if __name__ == "__main__":
    main()
