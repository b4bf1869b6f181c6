"""``dcode bench``: the tables of bench/speed.py and bench/fix.py for people, or as JSON."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import UsageError
from ..session import open_engine
from ..view.console import is_tty


@dataclass(frozen=True, slots=True)
class BenchOptions:
    json_output: bool
    runs: int
    wishes: tuple[str, ...]
    model: str | None
    device: str
    seed: int


def run(options: BenchOptions) -> int:
    if any(not wish.strip() for wish in options.wishes):
        raise UsageError("a wish to time is empty", hint='dcode bench speed --wish "bouncing balls simulator"')
    engine = open_engine(options.model, options.device)
    from ..bench import speed  # behind the engine: it needs torch

    result = speed.run(engine, options.wishes or speed.DEFAULT_WISHES, options.runs, options.seed)
    print(json.dumps(result, indent=2) if options.json_output else table(result))
    return 0


ROWS = (
    ("tokens", "{:.0f}"), ("model_calls", "{:.0f}"), ("tokens_per_call", "{:.1f}"), ("tokens_per_second", "{:.0f}"),
    ("tokens_per_second_in_steps", "{:.0f}"), ("seconds_median", "{:.3f}"), ("seconds_min", "{:.3f}"), ("seconds_max", "{:.3f}"),
    ("first_draft_seconds_median", "{:.3f}"), ("parse_rate", "{:.0%}"),
)  # fmt: skip


def table(result: dict[str, Any]) -> str:
    machine, own, one = result["machine"], result["modes"]["own"], result["modes"]["one_token_per_call"]
    lines = [
        f"{machine['model']}: {result['parameters'] / 1e6:.2f} M parameters on {machine['device']}, {machine['threads']} threads, "
        f"torch {machine['torch']}, python {machine['python']}, {machine['processor']}",
        f"loaded in {result['load_seconds']:.2f} s; {len(result['wishes'])} wishes, {result['runs']} runs each, seed {result['seed']}",
        "",
        f"{'':28}{'own schedule':>14}{'one token/call':>16}",
    ]
    for key, form in ROWS:
        lines.append(f"{key.replace('_', ' '):28}{form.format(own[key]):>14}{form.format(one[key]):>16}")
    lines += ["", "model calls by wish (tokens up to the end token)"]
    for wish, modes in result["wishes"].items():
        mine, theirs = modes["own"], modes["one_token_per_call"]
        note = "" if mine["parses"] else "   does not parse"
        lines.append(f"  {wish[:48]:48} {mine['model_calls']:4} ({mine['tokens']:3}) {theirs['model_calls']:6} ({theirs['tokens']:3}){note}")
    ratio = result["ratio"]
    lines += [
        "",
        f"{ratio['model_calls']:.1f} times fewer model calls and {ratio['tokens_per_second']:.1f} times the tokens per second of one token per call;",
        f"both schedules wrote the same program for {result['same_program']} wishes",
    ]
    return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class BenchFixOptions:
    paths: tuple[Path, ...]
    json_output: bool
    count: int
    suffix: str
    model: str | None
    device: str
    seed: int

    def __post_init__(self) -> None:
        if missing := next((path for path in self.paths if not path.exists()), None):
            raise UsageError(f"{missing} does not exist", hint="name source files or folders of them")


def run_fix(options: BenchFixOptions) -> int:
    engine = open_engine(options.model, options.device)
    from ..bench import fix  # behind the engine: it needs torch

    def progress(text: str) -> None:
        if is_tty(sys.stderr):
            print(f"\r{text}", end="", file=sys.stderr, flush=True)

    result = fix.run(engine, options.paths, options.count, options.seed, options.suffix, progress)
    progress("")
    print(json.dumps(result, indent=2) if options.json_output else fix_table(result))
    return 0


FIX_COLUMNS = (
    ("n", "{:.0f}"), ("parses", "{:.0%}"), ("parses_with_few_changes", "{:.0%}"), ("equals_the_original", "{:.0%}"),
    ("changed_tokens_mean", "{:.1f}"), ("seconds_median", "{:.2f}"),
)  # fmt: skip


def fix_table(result: dict[str, Any]) -> str:
    machine = result["machine"]
    lines = [
        f"{machine['model']} on {machine['device']}, {machine['threads']} threads, torch {machine['torch']}, python {machine['python']}, {machine['processor']}",
        f"functions of {', '.join(result['sources'])} ({result['language']}), one fault each, seed {result['seed']}",
        "",
        f"{'':22}{'n':>6}{'parses':>9}{'<= 8 tokens':>13}{'as before':>11}{'changed':>9}{'seconds':>9}",
    ]
    for title, rows in (("", result["ways"]), ("dcode fix, by kind of fault", result["kinds"])):
        lines += [title] if title else []
        for name, found in rows.items():
            cells = ["-" if found[key] is None else form.format(found[key]) for key, form in FIX_COLUMNS]
            lines.append(f"{name:22}" + "".join(f"{cell:>{width}}" for cell, width in zip(cells, (6, 9, 13, 11, 9, 9), strict=True)))
    lines += ["", "parses: share that parses again; <= 8 tokens: with at most so many changed; as before: byte for byte the function", "that was broken; changed: tokens, mean of those that parse; seconds: median, the model loaded"]
    return "\n".join(lines)
