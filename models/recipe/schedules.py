"""Fewer passes, on training wishes: ``python -m recipe.schedules`` from the folder models/. The frozen sets are never looked at.

Each variant changes the checkpoint's own settings in one or two places; the plain schedule, one token a call, is what none
may fall behind by more than a point. Every program comes the user's way, mending rounds included, and is judged by running it.
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

from mercurycli.engine import Engine

from .evaluate import TRAINING, Result, Tally, evaluate

PLAIN = "one token a call"
VARIANTS: dict[str, dict[str, Any]] = {
    "own": {},
    "threshold 0.8": {"threshold": 0.8},
    "threshold 0.9": {"threshold": 0.9},
    "threshold 0.98": {"threshold": 0.98},
    "left bias 1 (none)": {"left_bias": 1.0},
    "left bias 0.8": {"left_bias": 0.8},
    "window 16": {"window": 16},
    "window 64": {"window": 64},
    "window 128": {"window": 128},
    "entropy 0.1": {"entropy_bound": 0.1},
    "entropy 0.5": {"entropy_bound": 0.5},
    "threshold 0.8, entropy 0.5": {"threshold": 0.8, "entropy_bound": 0.5},
    "nothing taken back": {"take_back": 1.0},
    PLAIN: {"per_step": 1},
}


def row_of(results: list[Result]) -> dict[str, Any]:
    """Figures over all results, and the pass rates of pages and functions apart."""
    whole, kinds = Tally(), {"html": Tally(), "python": Tally()}
    for result in results:
        whole.add(result)
        kinds[result.language].add(result)
    shares = {f"pass_{kind}": tally.passed / tally.count if tally.count else None for kind, tally in kinds.items()}
    return {**whole.figures(), **shares, "same_verdicts": [result.ok for result in results]}


def shown(name: str, row: dict[str, Any], plain: dict[str, Any] | None) -> str:
    """One line; beside the plain schedule, how many programs only one of the two wrote right."""
    lost = gained = 0
    if plain is not None:
        pairs = list(zip(plain["same_verdicts"], row["same_verdicts"], strict=True))
        lost, gained = sum(a and not b for a, b in pairs), sum(b and not a for a, b in pairs)
    apart = f"  -{lost} +{gained}" if plain is not None else ""
    kinds = " ".join("   -" if row[key] is None else f"{row[key]:4.0%}" for key in ("pass_html", "pass_python"))
    calls = f"{row['calls_mean']:8.1f}{row['tokens_per_call']:9.2f}{row['seconds_mean']:8.2f}"
    return f"{name:30}{row['n']:5}{row['pass']:7.1%}  {kinds}{row['parse']:7.0%}{calls}{apart}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", help="checkpoint folder (default: the embedded one)")
    parser.add_argument("--limit", type=int, default=120, help="training wishes")
    parser.add_argument("--only", nargs="*", choices=list(VARIANTS), help="variants to try")
    parser.add_argument("--set", nargs="*", action="append", default=[], metavar="NAME=VALUE", help="a further variant; repeatable")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    arguments = parser.parse_args()
    chosen = {name: of for name, of in VARIANTS.items() if arguments.only is None or name in arguments.only}
    for pairs in arguments.set:
        chosen[" ".join(pairs)] = {name: json.loads(value) for name, _, value in (pair.partition("=") for pair in pairs)}
    chosen = {name: chosen[name] for name in sorted(chosen, key=lambda name: name != PLAIN)}  # the plain one first: others stand beside it
    engine, rows, begin = Engine.open(arguments.model, "cpu"), {}, time.time()
    print(f"{engine.defaults}\n{'':30}{'n':>5}{'pass':>7}  page func{'parse':>7}{'calls':>8}{'tok/call':>9}{'s':>8}  against the plain one")
    for name, settings in chosen.items():
        rows[name] = row_of(evaluate(engine, (TRAINING,), arguments.limit, tuple(settings.items())))
        print(shown(name, rows[name], rows.get(PLAIN)), flush=True)
    print(f"{time.time() - begin:.0f} s on {platform.processor() or platform.machine()}, {engine.environment()}")
    if arguments.json:
        report = {"settings": {name: chosen[name] for name in rows}, "own": asdict(engine.defaults), "rows": rows}
        arguments.json.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
