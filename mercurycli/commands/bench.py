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
    wishes_file: Path | None = None  # wishes that can be judged, one JSON object a line
    limit: int | None = None  # so many of them, evenly spread
    plot: Path | None = None

    def __post_init__(self) -> None:
        if any(not wish.strip() for wish in self.wishes):
            raise UsageError("a wish to time is empty", hint='dcode bench speed --wish "bouncing balls simulator"')
        if self.wishes and self.wishes_file:
            raise UsageError("--wish and --wishes exclude each other", hint="put the wish into the file")
        if self.plot is not None and self.plot.suffix != ".svg":
            raise UsageError(f"{self.plot} cannot be drawn: only .svg is", hint=f"--plot {self.plot.with_suffix('.svg')}")


def run(options: BenchOptions) -> int:
    from ..bench import wishes

    chosen = wishes.PLAIN
    if options.wishes_file is not None:
        chosen = wishes.read(options.wishes_file, options.limit)
    elif options.wishes:
        known = {wish.wish: wish for wish in wishes.PLAIN}
        chosen = tuple(known.get(wish, wishes.JudgedWish(wish)) for wish in options.wishes)
    engine = open_engine(options.model, options.device)
    from ..bench import speed  # behind the engine: it needs torch

    result = speed.run(engine, chosen, options.runs, options.seed, progress=progress)
    progress("")
    if options.plot is not None:
        draw(options.plot, result)
    print(json.dumps(result, indent=2) if options.json_output else table(result))
    return 0


def draw(path: Path, result: dict[str, Any]) -> None:
    from ..bench.plot import svg

    try:
        path.write_text(svg(result), encoding="utf-8")
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror}", hint="name a file in a folder that is there") from None


def progress(text: str) -> None:
    if is_tty(sys.stderr):
        print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)


ROWS = (
    ("tokens", "{:.0f}"), ("model_calls", "{:.0f}"), ("tokens_per_call", "{:.1f}"), ("tokens_per_second", "{:.0f}"),
    ("tokens_per_second_in_steps", "{:.0f}"), ("tokens_per_processor_second", "{:.0f}"),
    ("seconds_median", "{:.3f}"), ("seconds_min", "{:.3f}"), ("seconds_max", "{:.3f}"),
    ("first_draft_seconds_median", "{:.3f}"), ("seconds_per_call", "{:.4f}"), ("parse_rate", "{:.0%}"), ("pass_rate", "{:.0%}"),
)  # fmt: skip
TITLES = {"own": "own schedule", "one_token_per_call": "one token/call", "reference": "reference"}


def table(result: dict[str, Any]) -> str:
    from ..bench.machine import line

    modes = result["modes"]
    lines = [
        line(result["machine"]),
        f"{result['parameters'] / 1e6:.2f} M parameters, loaded in {result['load_seconds']:.2f} s; {len(result['wishes'])} wishes, "
        f"{result['runs']} runs each behind {result['warm_up']} to warm up, seed {result['seed']}",
        "",
        f"{'':28}" + "".join(f"{TITLES[mode]:>16}" for mode in modes),
    ]
    for key, form in ROWS:
        lines.append(f"{key.replace('_', ' '):28}" + "".join(f"{cell(of[key], form):>16}" for of in modes.values()))
    spreads = [f"{of['tokens_per_second_of_a_run']['min']:.0f} - {of['tokens_per_second_of_a_run']['max']:.0f}" for of in modes.values()]
    lines += [f"{'tokens per second by run':28}" + "".join(f"{found:>16}" for found in spreads), "", *by_length(modes), ""]
    lines.append("model calls by wish (tokens up to the end token)")
    for wish, found in list(result["wishes"].items())[:WISHES_SHOWN]:
        mine = found["own"]
        note = "" if mine["parses"] else "   does not parse"
        note = "   does something else" if not note and mine["passes"] is False else note
        lines.append(f"  {wish[:48]:48}" + "".join(f" {of['model_calls']:5} ({of['tokens']:3})" for of in found.values()) + note)
    if len(result["wishes"]) > WISHES_SHOWN:
        lines.append(f"  … and {len(result['wishes']) - WISHES_SHOWN} more: --json")
    return "\n".join([*lines, "", *verdict(result)])


WISHES_SHOWN = 20


def cell(value: float | None, form: str) -> str:
    return "-" if value is None else form.format(value)


def by_length(modes: dict[str, Any]) -> list[str]:
    """A short answer pays most for what is fixed, so its rate stands apart."""
    lines = ["tokens per second by length of the program (tokens a call)"]
    for name in dict.fromkeys(name for of in modes.values() for name in of["lengths"]):
        cells = [of["lengths"].get(name) for of in modes.values()]
        shown = ["-" if of is None else f"{of['tokens_per_second']:.0f} ({of['tokens_per_call']:.1f})" for of in cells]
        lines.append(f"  {name.replace('_', ' '):26}" + "".join(f"{text:>16}" for text in shown))
    return lines


def verdict(result: dict[str, Any]) -> list[str]:
    lines = []
    for mode, ratio in result["ratio"].items():
        fast = ratio["tokens_per_second"]
        lines.append(
            f"against {TITLES[mode]}: {ratio['model_calls']:.1f} times fewer model calls, {fast['median']:.1f} times the tokens per second "
            f"(runs: {fast['min']:.1f} to {fast['max']:.1f})"
        )
    if result["ratio"]:
        lines.append(f"own schedule and one token a call wrote the same program for {result['same_program']} wishes")
    lines.append("tokens: up to the end token; seconds: request to last token, prefill included; pass: does what was asked, by running it")
    if "reference" in result["modes"]:
        lines.append(f"reference: {result['reference_steps']} passes over the whole canvas, nothing kept between them")
    return lines


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
