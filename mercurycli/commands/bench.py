"""``dcode bench speed``: the table of bench/speed.py for people, or as JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from ..errors import UsageError
from ..session import open_engine


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
