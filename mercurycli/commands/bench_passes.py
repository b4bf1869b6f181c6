"""``dcode bench pass`` and ``dcode bench context``: the tables of bench/passes.py and bench/context.py."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ..errors import UsageError
from ..session import open_engine
from .bench import progress


@dataclass(frozen=True, slots=True)
class BenchPassesOptions:
    json_output: bool
    runs: int
    model: str | None
    device: str
    sizes: tuple[int, ...] = ()  # tokens around the hole, of ``context``

    def __post_init__(self) -> None:
        if any(size < 50 for size in self.sizes):
            raise UsageError("a file of under 50 tokens has no context to speak of", hint="dcode bench context --size 500 --size 8000")


def run_pass(options: BenchPassesOptions) -> int:
    engine = own_model(options, "dcode bench pass")
    from ..bench import passes  # behind the engine: it needs torch

    return show(passes.run(engine, options.runs, progress), options.json_output, pass_table)


def run_context(options: BenchPassesOptions) -> int:
    engine = own_model(options, "dcode bench context")
    from ..bench import context  # behind the engine: it needs torch

    sizes = tuple(sorted(set(options.sizes))) or context.SIZES
    return show(context.run(engine, sizes, options.runs, progress=progress), options.json_output, context_table)


def own_model(options: BenchPassesOptions, command: str) -> Any:
    """The engine. Both look inside the denoiser of the embedded model's family; published checkpoints have others."""
    engine = open_engine(options.model, options.device)
    if "fix" not in engine.tasks:
        raise UsageError(f"{command} measures models of the embedded one's family, not {engine.name}", hint="leave --model out")
    return engine


def show(result: dict[str, Any], json_output: bool, table: Callable[[dict[str, Any]], str]) -> int:
    progress("")
    print(json.dumps(result, indent=2) if json_output else table(result))
    return 0


def pass_table(result: dict[str, Any]) -> str:
    from ..bench.machine import line

    lines = [line(result["machine"]), f"passes of “{result['wish']}”, ms, each the least of {result['turns']} turns", ""]
    lines.append(f"{'rows':>6}{'pass':>9}{'plain layers':>14}{'products':>10}{'8 bits':>9}{'same best token':>17}")
    for of in result["passes"]:
        small = "-" if of["in_8_bits_seconds"] is None else f"{1000 * of['in_8_bits_seconds']:.2f}"
        same = "-" if of["agreement"] is None else f"{of['agreement']:.1%}"
        ms = [f"{1000 * of[key]:.2f}" for key in ("seconds", "twin_seconds", "products_seconds")]
        lines.append(f"{of['rows']:6}{ms[0]:>9}{ms[1]:>14}{ms[2]:>10}{small:>9}{same:>17}")
    share, faster = result["share_of_products"], result["faster_than_twin"]
    lines += ["", f"{share:.0%} of a pass are its matrix products; {faster:.2f} times as fast as plain layers"]
    if (small := result["faster_in_8_bits"]) is not None:
        lines.append(f"in 8 bits {small:.2f} times as fast; the best token is the same in {result['agreement_in_8_bits']:.1%} of the rows")
    for count, seconds in result["seconds_by_threads"].items():
        lines.append(f"{count} threads: {1000 * seconds:.2f} ms")
    if result["seconds_by_threads"]:
        lines.append(f"best here: {result['best_threads']} threads (OMP_NUM_THREADS={result['best_threads']})")
    return "\n".join(lines)


def context_table(result: dict[str, Any]) -> str:
    from ..bench.machine import line

    lines = [line(result["machine"]), f"a hole of {result['hole']} tokens, ms a step (the least of {result['runs']} runs)", ""]
    titles = (("file", 8), ("in sight", 10), ("as in dcode", 13), ("all kept", 10), ("all anew", 11), ("kept against anew", 19))
    lines.append("".join(f"{title:>{width}}" for title, width in (*titles, ("until first step", 18))))
    for of in result["sizes"]:
        kept, anew = of["whole_file_kept_step_seconds"], of["whole_file_recomputed_step_seconds"]
        lines.append(
            f"{of['tokens']:8}{of['in_sight']:10}{1000 * of['product_step_seconds']:13.2f}{1000 * kept:10.2f}{1000 * anew:11.1f}"
            f"{of['times_as_fast_as_recomputed']:18.0f}x{1000 * of['product_first_seconds']:18.1f}"
        )
    growth = result["growth"]
    return "\n".join([
        *lines, "",
        f"from the first line to the last a step grows {growth['product']:.2f} times as dcode does it,",
        f"{growth['whole_file_kept']:.2f} times with the whole file in sight and kept, {growth['whole_file_recomputed']:.1f} times where it is computed anew",
    ])  # fmt: skip
