"""How long somebody waits from Enter to the first draft: whole processes, as a shell starts them, beside what none can be faster than.

Each run of ``dcode gen`` takes its turn with a bare interpreter and with one that only imports torch, so that what else the machine
does falls on all of them. A process that ran before has warmed the disk's cache for all.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

from ..errors import DcodeError
from .machine import describe_bare

WISH = "bouncing balls simulator"
BARE = {"python": "pass", "torch": "import torch"}  # what is waited for in any case
MARKS = {"start": "model loaded", "frame": "first draft", "end": "program"}  # of the events, the first of each kind


def run(runs: int, wish: str = WISH, options: tuple[str, ...] = (), progress: Callable[[str], None] = lambda _: None) -> dict[str, Any]:
    """Seconds from the start of a process, by what had happened then: of each the median, the least and the most of ``runs``."""
    found: dict[str, list[float]] = {name: [] for name in (*BARE, *MARKS.values())}
    for number in range(runs):
        progress(f"run {number + 1} of {runs}")
        for name, code in BARE.items():
            begin = time.perf_counter()
            subprocess.run([sys.executable, "-c", code], check=True)
            found[name].append(time.perf_counter() - begin)
        for name, seconds in marks([sys.executable, "-m", "mercurycli", "gen", wish, "--output-format", "jsonl", "--quiet", *options]).items():
            found[name].append(seconds)
    seconds = {name: {"median": statistics.median(each), "least": min(each), "most": max(each)} for name, each in found.items()}
    return {"machine": describe_bare(), "wish": wish, "runs": runs, "seconds": seconds}


def marks(command: list[str]) -> dict[str, float]:
    """When the process said that it had come to each of MARKS. DcodeError where it never did."""
    begin, seen = time.perf_counter(), {}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8") as process:
        assert process.stdout is not None and process.stderr is not None
        for line in process.stdout:
            name = MARKS.get(json.loads(line)["type"])
            if name is not None:
                seen.setdefault(name, time.perf_counter() - begin)
        why = process.stderr.read().strip()
    if missing := [name for name in MARKS.values() if name not in seen]:
        raise DcodeError(f"dcode gen ended without {missing[0]}: {why or f'exit code {process.returncode}'}", hint="dcode doctor says what is wrong")
    return seen
