"""One pass at a time: how much of it is matrix products, what the slow twin and 8 bits take, and how many threads are best."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from .. import prompt
from ..diffusion.pass_cost import PassCosts
from ..engine import Engine
from . import machine

WISH = "bouncing balls simulator"


def run(engine: Engine, turns: int, progress: Callable[[str], None] = lambda text: None) -> dict[str, Any]:
    """Times every pass that the model's own schedule takes for one wish, on the canvas as it then stood."""
    canvas = prompt.generate_canvas(engine.tokenizer, WISH, None, engine.default_length, engine.max_positions, shorten=True)
    described, costs = machine.describe(engine), PassCosts(engine.denoiser, canvas)
    passes, masked = [], engine.tokenizer.mask_id
    ids = [masked if hole else token for token, hole, role in zip(canvas.ids, canvas.holes, canvas.answer, strict=True) if role]
    for draft in engine.denoise(canvas, engine.defaults):
        width = engine.defaults.window or len(ids)
        rows = ids[: ids.index(masked) + width]  # what this pass computed, as it stood before
        progress(f"pass {draft.step} ")
        passes.append(asdict(costs.of(rows, turns)))
        ids = list(draft.ids)
    total = {key: sum(of[key] or 0.0 for of in passes) for key in ("seconds", "twin_seconds", "products_seconds", "in_8_bits_seconds")}
    counts = sorted({1, *(2**n for n in range(1, 8) if 2**n <= cores()), cores()})
    threads = costs.by_threads(ids, counts, turns) if len(counts) > 1 else {}
    weights = sum(of["rows"] for of in passes)
    return {
        "machine": described,
        "wish": WISH,
        "turns": turns,
        "passes": passes,
        "share_of_products": total["products_seconds"] / total["seconds"],
        "faster_than_twin": total["twin_seconds"] / total["seconds"],
        "faster_in_8_bits": total["seconds"] / total["in_8_bits_seconds"] if total["in_8_bits_seconds"] else None,
        "agreement_in_8_bits": sum(of["agreement"] * of["rows"] for of in passes) / weights if total["in_8_bits_seconds"] else None,
        "seconds_by_threads": {str(count): seconds for count, seconds in threads.items()},
        "best_threads": min(threads, key=threads.__getitem__) if threads else 1,
    }


def cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
