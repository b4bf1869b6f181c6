"""The public infilling benchmark on a checkpoint: ``python -m recipe.infilling FILE`` from the folder models/.

FILE is your own copy of a file of HumanEval-infilling (infilling_tasks.py). As there (Bavarian et al., arXiv:2207.14255), what is run is
prompt + completion + suffix + test, and then ``check(entry_point)``; here in the sandbox of bench/quality, with its limit on time.

``dcode fill``: only the prompt and the suffix are known. Where the mark for lines stands decides their indentation, so it is put where an
editor would put the cursor; of single lines it is known that it is one. ``indentation told``: the mark stands where the line begins, as in
holes.py. ``oracle length``: the number of tokens is known, the indentation is not. Within a line ``dcode fill`` writes no line break, so
random spans over several lines cannot come out right.
"""

from __future__ import annotations

import argparse
import json
import platform
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from mercurycli.bench.quality.function_checks import judge_functions
from mercurycli.engine import Engine
from mercurycli.errors import DcodeError, UsageError
from mercurycli.one_hole import must_fill

from . import corpus, holes
from .evaluate import wilson
from .infilling_tasks import VERDICT, Task, read_tasks
from .real_code import Hole

HERE = Path(__file__).resolve().parent
ORIGINAL = "the file's own text"  # beside the model: what of the benchmark passes in this sandbox at all
TOLD = "indentation told"  # of whole lines
PROGRESS_EVERY = 100  # tasks
Written = tuple[str | None, float]  # None where nothing was; seconds
Way = Callable[[Task], Written]


@dataclass(frozen=True, slots=True)
class Outcome:
    task: str
    way: str
    passed: bool
    exact: bool
    parses: bool
    known: bool | None  # all lines of the hole stand in the training corpus, indentation aside; None: there is no corpus
    seconds: float


def evenly(tasks: list[Task], limit: int | None) -> list[Task]:
    return tasks if limit is None or limit >= len(tasks) else [tasks[at * len(tasks) // limit] for at in range(limit)]


def training_lines(folder: Path) -> frozenset[str] | None:
    """Lines of Python the checkpoint may have been trained on, without their indentation; None where no corpus was collected."""
    try:
        files = corpus.read(folder, "train")
    except FileNotFoundError:
        return None
    return frozenset(line.strip() for file in files if file.language == "python" for line in file.text.split("\n"))


def ways(engine: Engine, seed: int) -> dict[str, Way]:
    @cache  # the mark stands where the line begins more often than not
    def fill(task: Task, mark: str) -> Written:
        return timed(lambda: holes.filled(engine, task.hole, seed, mark))

    return {
        "dcode fill": lambda task: fill(task, task.mark),
        TOLD: lambda task: fill(task, task.told_mark),
        "oracle length": lambda task: timed(lambda: holes.of_known_length(engine, task.hole, seed)),
        ORIGINAL: lambda task: (task.hole.text, 0.0),
    }


def timed(write: Callable[[], str | None]) -> Written:
    begin = time.perf_counter()
    return write(), time.perf_counter() - begin


def is_exact(hole: Hole, text: str | None) -> bool:
    """Sign for sign, but for blanks at the end of whole lines, which ``dcode fill`` never writes."""
    return text is not None and (text.rstrip() == hole.text.rstrip() if hole.whole_lines else text == hole.text)


def run(engine: Engine, tasks: Sequence[Task], seed: int, known: frozenset[str] | None) -> list[Outcome]:
    """Every way on every task; a hole that was not filled has not passed."""
    written, all_ways = [], ways(engine, seed)
    for count, task in enumerate(tasks, 1):
        written += [(task, name, *way(task)) for name, way in all_ways.items() if name != TOLD or task.hole.whole_lines]
        if count % PROGRESS_EVERY == 0:
            print(f"{count} of {len(tasks)} tasks", file=sys.stderr, flush=True)
    facts = {"function": VERDICT, "checks": [[[], True]]}
    programs = [task.program(text) for task, _, text, _ in written if text is not None]
    verdicts = iter(judge_functions([(facts, program) for program in programs]))
    return [
        Outcome(
            task.name, name, text is not None and next(verdicts).ok, is_exact(task.hole, text), holes.parses(task.hole, text),
            None if known is None else all(line.strip() in known for line in task.lines), seconds,
        )
        for task, name, text, seconds in written
    ]  # fmt: skip


def rows_of(outcomes: Sequence[Outcome]) -> list[dict[str, Any]]:
    """Shares by way, of all tasks and of those whose lines stand in the training corpus, or do not."""
    rows = []
    for way in dict.fromkeys(outcome.way for outcome in outcomes):
        mine = [outcome for outcome in outcomes if outcome.way == way]
        parts = {"all": mine, "in the corpus": [o for o in mine if o.known is True], "not in it": [o for o in mine if o.known is False]}
        for part, some in parts.items():
            if some:
                rows.append({"way": way, "lines": part, **figures(some)})
    return rows


def figures(some: Sequence[Outcome]) -> dict[str, Any]:
    count, passed = len(some), sum(outcome.passed for outcome in some)
    low, high = wilson(passed, count)
    exact, whole = sum(outcome.exact for outcome in some) / count, sum(outcome.parses for outcome in some) / count
    median = statistics.median(outcome.seconds for outcome in some)
    shares = {"pass": passed / count, "low": low, "high": high, "exact": exact, "parses": whole}
    return {"n": count, "passed": passed, **{name: round(share, 4) for name, share in shares.items()}, "seconds_median": round(median, 3)}


def show(rows: Sequence[dict[str, Any]]) -> None:
    print(f"{'way':22}{'lines':16}{'n':>6}{'passed':>8}{'share':>7}{'95 %':>14}{'exact':>7}{'parses':>8}{'s (median)':>12}")
    for row in rows:
        shares = f"{row['pass']:7.1%}{row['low']:7.1%} to {row['high']:3.1%}{row['exact']:7.1%}{row['parses']:8.1%}"
        print(f"{row['way']:22}{row['lines']:16}{row['n']:6}{row['passed']:8}{shares}{row['seconds_median']:12.2f}")


def measure(arguments: argparse.Namespace) -> None:
    if arguments.json and not arguments.json.parent.is_dir():
        raise UsageError(f"{arguments.json}: there is no folder {arguments.json.parent}", hint="make it first, or name another file")
    everything = read_tasks(arguments.file)
    tasks = evenly(everything, arguments.limit)
    engine = Engine.open(arguments.checkpoint, "cpu")
    must_fill(engine)
    known, begin = training_lines(arguments.corpus), time.perf_counter()
    print(f"{engine.name}, {arguments.file.name}, {len(tasks)} of {len(everything)} tasks, seed {arguments.seed}")
    if known is None:
        print(f"no training corpus in {arguments.corpus}: lines are not split by whether they occur in it (python -m recipe.corpus collects it)")
    outcomes = run(engine, tasks, arguments.seed, known)
    rows = rows_of(outcomes)
    show(rows)
    if broken := sum("\n" in task.hole.text for task in tasks if not task.hole.whole_lines):
        print(f"{broken} spans go over the end of a line; dcode fill writes within one")
    machine = platform.processor() or platform.machine()
    print(f"{time.perf_counter() - begin:.0f} s on {machine}, {engine.environment()}")
    if arguments.json:
        about = {"model": engine.name, "file": arguments.file.name, "seed": arguments.seed, "machine": machine, "engine": engine.environment()}
        about |= {"rows": rows, "tasks": [asdict(outcome) for outcome in outcomes]}
        arguments.json.write_text(json.dumps(about, indent=2) + "\n", encoding="utf-8")


def at_least_one(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"a number from 1 on, not {text!r}")
    return int(text)


def main(words: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m recipe.infilling", description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path, metavar="FILE", help="your copy of a HumanEval-infilling .jsonl.gz or .jsonl")
    parser.add_argument("--checkpoint", help="folder of a checkpoint (default: the embedded one)")
    parser.add_argument("--limit", type=at_least_one, help="so many tasks, evenly spread")
    parser.add_argument("--seed", type=int, default=0, help="another try from 1 on (default: 0)")
    parser.add_argument("--corpus", type=Path, default=HERE / "runs" / "corpus", help="folder that recipe.corpus wrote")
    parser.add_argument("--json", type=Path, help="write the figures and each task's outcome to this file; no text of the benchmark")
    arguments = parser.parse_args(words)
    try:
        measure(arguments)
    except DcodeError as error:
        parser.exit(error.exit_code, f"{parser.prog}: {error}\n" + (f"  {error.hint}\n" if error.hint else ""))


if __name__ == "__main__":
    main()
