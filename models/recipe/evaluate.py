"""Runs the frozen evaluation on a checkpoint: ``python -m recipe.evaluate`` from the folder models/.

Every program is judged by running it. Prints a table with 95 % intervals and, with --write, stores metrics.json and
the figures of the model card.
"""

from __future__ import annotations

import argparse
import itertools
import json
import math
import platform
import random
import time
from collections import Counter, defaultdict
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from mercurycli.bench.quality import page_checks
from mercurycli.bench.quality.judge import Job, judge_all
from mercurycli.bench.quality.verdict import Verdict
from mercurycli.engine import Engine
from mercurycli.events import Check, End, Note
from mercurycli.session import GenerateRequest, gen

from .curriculum import functions, mixture

HERE = Path(__file__).resolve().parent
SETS = ("wordings", "combinations", "hand_written", "hand_written_newer", "changes", "games", "held_out_families")
DOUBTED = "it may not know this kind of program"  # what a note to the user says then
TRAINING = "training"  # wishes as the model was trained on: to choose sampling settings without looking at the sets above


@dataclass(frozen=True, slots=True)
class Result:
    set_name: str
    family: str
    language: str
    wish: str
    text: str
    parses: bool
    tokens: int
    model_calls: int
    seconds: float
    told: bool = False  # the user, that the model may not know this kind of program
    ok: bool = False
    failures: tuple[str, ...] = ()


@dataclass(slots=True)
class Tally:
    passed: int = 0
    parsed: int = 0
    told: int = 0
    count: int = 0
    tokens: int = 0
    calls: int = 0
    seconds: float = 0.0
    failures: Counter = field(default_factory=Counter)

    def add(self, result: Result) -> None:
        self.passed += result.ok
        self.parsed += result.parses
        self.told += result.told
        self.count += 1
        self.tokens += result.tokens
        self.calls += result.model_calls
        self.seconds += result.seconds
        self.failures.update(result.failures[:1])

    def figures(self) -> dict[str, Any]:
        low, high = wilson(self.passed, self.count)
        return {
            "n": self.count, "pass": round(self.passed / self.count, 4), "low": round(low, 4), "high": round(high, 4),
            "parse": round(self.parsed / self.count, 4), "told": round(self.told / self.count, 4),
            "tokens_per_call": round(self.tokens / max(self.calls, 1), 2),
            "calls_mean": round(self.calls / self.count, 2), "seconds_mean": round(self.seconds / self.count, 3),
        }  # fmt: skip


def wilson(passed: int, count: int) -> tuple[float, float]:
    """95 % interval of a share (Wilson 1927)."""
    z, share = 1.96, passed / count
    centre = share + z * z / (2 * count)
    spread = z * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    scale = 1 + z * z / count
    return max(0.0, (centre - spread) / scale), min(1.0, (centre + spread) / scale)


def training_wishes(count: int) -> list[dict[str, Any]]:
    """Wishes of the training wordings, the demos' families and then all others in turn; drawn anew, so hardly ever seen."""
    rng, demos = random.Random(20_261_121), mixture.DEMOS
    families = [family for pair in zip(itertools.cycle(demos), mixture.FAMILIES, strict=False) for family in pair]
    programs = []
    for family in itertools.islice(itertools.cycle(families), count):
        is_function = family in mixture.FUNCTION_FAMILIES
        programs.append(functions.sample(rng, "train", family) if is_function else mixture.source_of(family).sample(rng, "train", family))
    return [json.loads(json.dumps(asdict(program))) for program in programs]  # as the sets on disk


def read_set(name: str, limit: int | None) -> list[dict[str, Any]]:
    if name == TRAINING:
        return training_wishes(limit or 200)
    items = [json.loads(line) for line in (HERE / "evaluation" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    return items if limit is None else items[:: max(1, len(items) // limit)][:limit]


def write_program(engine: Engine, set_name: str, item: dict[str, Any], overrides: tuple[tuple[str, Any], ...]) -> Result:
    parses, told, end = False, False, None
    before = item.get("before", "")
    language = item["language"] if before else None
    for event in gen(engine, GenerateRequest(item["wish"], language, overrides=overrides, frame_interval=1e9, before=before)):
        if isinstance(event, Check) and event.name == "parse":
            parses = event.ok
        told |= isinstance(event, Note) and DOUBTED in event.text
        if isinstance(event, End):
            end = event
    assert end is not None
    return Result(set_name, item["family"], item["language"], item["wish"], end.text, parses, end.tokens, end.model_calls, end.seconds, told)


def function_name(facts: dict[str, Any], text: str) -> dict[str, Any]:
    """Where a wish states no name, any will do: the first one the program defines."""
    if facts.get("function"):
        return facts
    found = [line.split("(")[0].removeprefix("def ").strip() for line in text.splitlines() if line.startswith("def ")]
    return {**facts, "function": found[-1] if found else "missing"}


def evaluate(engine: Engine, sets: tuple[str, ...], limit: int | None, overrides: tuple[tuple[str, Any], ...]) -> list[Result]:
    results, facts = [], []
    for set_name in sets:
        for item in read_set(set_name, limit):
            results.append(write_program(engine, set_name, item, overrides))
            stated = item["facts"]
            facts.append(function_name(stated, results[-1].text) if item["language"] == "python" else stated)
    verdicts = judged([(known, r.language, r.family, r.text) for known, r in zip(facts, results, strict=True)])
    return [
        Result(**{**asdict(r), "ok": verdict.ok, "failures": tuple(verdict.failures)})
        for r, verdict in zip(results, verdicts, strict=True)
    ]


def judged(jobs: list[Job]) -> list[Verdict]:
    """Verdicts by running the programs. Families without a judge of their own are held to more: to the one verified
    program of the curriculum for their facts, sign for sign."""
    by_running = [at for at, (_, language, family, _) in enumerate(jobs) if language == "python" or family in page_checks.FAMILIES]
    verdicts = dict(zip(by_running, judge_all([jobs[at] for at in by_running]), strict=True))
    for at, (facts, _, family, text) in enumerate(jobs):
        if at not in verdicts:
            same = text == mixture.source_of(family).PAGES[family](dict(facts))
            verdicts[at] = Verdict(same, () if same else ("program: not the verified one",), ("program",))
    return [verdicts[at] for at in range(len(jobs))]


def tallies(results: list[Result]) -> dict[str, dict[str, Tally]]:
    """By set, and within it by all pages, all functions and each family."""
    table: dict[str, dict[str, Tally]] = defaultdict(lambda: defaultdict(Tally))
    for result in results:
        kind = "functions" if result.language == "python" else "pages"
        for key in (kind, result.family):
            table[result.set_name][key].add(result)
    return table


def show(table: dict[str, dict[str, Tally]]) -> None:
    print(f"{'set':19}{'what':24}{'n':>5}{'pass':>7}{'95 % interval':>16}{'parse':>7}{'told':>7}{'calls':>7}{'tok/call':>9}{'s':>7}")
    for set_name, rows in table.items():
        for key, tally in sorted(rows.items(), key=lambda row: (row[0] not in ("pages", "functions"), row[0] in functions.FAMILIES, row[0])):
            f = tally.figures()
            worst = "; ".join(f"{n}x {text[:60]}" for text, n in tally.failures.most_common(1))
            print(
                f"{set_name:19}{key:24}{f['n']:5}{f['pass']:7.0%}{f['low']:9.0%} -{f['high']:4.0%}{f['parse']:8.0%}{f['told']:7.0%}"
                f"{f['calls_mean']:7.1f}{f['tokens_per_call']:9.1f}{f['seconds_mean']:7.2f}  {worst}"
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", help="checkpoint folder (default: the embedded one)")
    parser.add_argument("--sets", nargs="*", default=list(SETS), choices=(*SETS, TRAINING))
    parser.add_argument("--limit", type=int, help="so many wishes of each set, evenly spread")
    parser.add_argument("--per-step", type=int, help="commit exactly so many tokens per call (1: the plain baseline)")
    parser.add_argument("--set", nargs="*", default=[], metavar="NAME=VALUE", help="sampling settings, such as threshold=0.8")
    parser.add_argument("--write", action="store_true", help="store metrics.json and the card's figures beside the checkpoint")
    parser.add_argument("--failures", type=Path, help="write failed programs to this file")
    parser.add_argument("--programs", type=Path, help="write all programs with their verdicts to this file (recipe.memorised reads it)")
    parser.add_argument("--device", default="cpu")
    arguments = parser.parse_args()
    overrides = [(name, json.loads(value)) for name, _, value in (pair.partition("=") for pair in arguments.set)]
    if arguments.per_step:
        overrides.append(("per_step", arguments.per_step))
    begin = time.time()
    engine = Engine.open(arguments.model, arguments.device)
    results = evaluate(engine, tuple(arguments.sets), arguments.limit, tuple(overrides))
    table = tallies(results)
    show(table)
    print(f"{len(results)} programs in {time.time() - begin:.0f} s on {platform.processor() or platform.machine()}, {engine.environment()}")
    for path, wanted in ((arguments.failures, [r for r in results if not r.ok]), (arguments.programs, results)):
        if path:
            path.write_text("".join(json.dumps(asdict(r)) + "\n" for r in wanted), encoding="utf-8")
    if arguments.write:
        from .card import write_card

        write_card(engine, {name: {key: tally.figures() for key, tally in rows.items()} for name, rows in table.items()})


if __name__ == "__main__":
    main()
