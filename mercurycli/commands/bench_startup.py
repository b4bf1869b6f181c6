"""``dcode bench start``: the table of bench/startup.py."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from ..bench import startup
from ..bench.machine import bare_line
from .bench import progress


@dataclass(frozen=True, slots=True)
class BenchStartOptions:
    json_output: bool
    runs: int
    model: str | None
    device: str


def run(options: BenchStartOptions) -> int:
    words = ("--device", options.device, *(("--model", options.model) if options.model else ()))
    result = startup.run(options.runs, options=words, progress=progress)
    progress("")
    print(json.dumps(result, indent=2) if options.json_output else table(result))
    return 0


TITLES = {"python": "a bare interpreter", "torch": "one that imports torch"}


def table(result: dict[str, Any]) -> str:
    lines = [bare_line(result["machine"]), f"dcode gen “{result['wish']}”, seconds from Enter on, {result['runs']} runs in turn", ""]
    lines.append(f"{'':28}{'median':>8}{'least':>8}{'most':>8}")
    for name, of in result["seconds"].items():
        lines.append(f"{TITLES.get(name, name):28}" + "".join(f"{of[key]:8.2f}" for key in ("median", "least", "most")))
    return "\n".join(lines)
