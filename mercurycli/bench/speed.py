"""How fast the model writes: its own schedule beside one token per call, same weights, interleaved in one process.

Counted are tokens up to and including the end token, never prompt, blanks or canvas; all forward passes; wall time
from request to last token, tokenisation and prefill included (decode-only stands beside it).
"""

from __future__ import annotations

import platform
import statistics
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from .. import prompt
from ..canvas import SamplingParams
from ..engine import Engine
from ..source.faults import parse_state
from ..source.languages import language_named

DEFAULT_WISHES = (
    "bouncing balls simulator",
    "12 red bouncing balls with gravity",
    "random joke button",
    "falling letters",
    "a function that checks if a number is prime",
    "binary search in python",
)


@dataclass(frozen=True, slots=True)
class Sample:
    """One run of one wish."""

    wish: str
    mode: str
    tokens: int
    model_calls: int
    seconds: float  # request to last token
    first_draft_seconds: float
    step_seconds: float  # inside steps only, prefill and tokenisation left out
    parses: bool
    text: str


def processor() -> str:
    """The processor's name: what ``platform`` knows on Linux is only the architecture."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, "") or platform.processor() or platform.machine()


def measure(engine: Engine, wish: str, mode: str, params: SamplingParams) -> Sample:
    begin = time.perf_counter()
    canvas = prompt.generate_canvas(engine.tokenizer, wish, None, engine.default_length, engine.max_positions, shorten=True)
    first = last = None
    for draft in engine.denoise(canvas, params):
        first = first or (time.perf_counter() - begin, draft.seconds)
        last = draft
    seconds = time.perf_counter() - begin
    assert first is not None and last is not None
    text = engine.tokenizer.decode(last.ids)
    language = engine.tokenizer.language_of(last.ids[0])
    parses = bool(language and text.strip() and parse_state(text, language_named(language)).ok)
    # the first step ends with the first draft; all steps but that one, scaled up, leave the prefill out
    in_steps = (last.seconds - first[1]) * last.model_calls / max(last.model_calls - 1, 1) if last.model_calls > 1 else last.seconds
    return Sample(wish, mode, len(last.ids), last.model_calls, seconds, first[0], in_steps, parses, text)


def summary(samples: list[Sample]) -> dict[str, Any]:
    """Medians over wishes and runs; totals for the rates, so that long programs count by their length."""
    tokens, calls = sum(s.tokens for s in samples), sum(s.model_calls for s in samples)
    return {
        "tokens": tokens,
        "model_calls": calls,
        "tokens_per_call": tokens / calls,
        "tokens_per_second": tokens / sum(s.seconds for s in samples),
        "tokens_per_second_in_steps": tokens / sum(s.step_seconds for s in samples),
        "seconds_median": statistics.median(s.seconds for s in samples),
        "seconds_min": min(s.seconds for s in samples),
        "seconds_max": max(s.seconds for s in samples),
        "first_draft_seconds_median": statistics.median(s.first_draft_seconds for s in samples),
        "parse_rate": sum(s.parses for s in samples) / len(samples),
    }


def run(engine: Engine, wishes: tuple[str, ...], runs: int, seed: int) -> dict[str, Any]:
    own = replace(engine.defaults, seed=seed)
    modes = {"own": own, "one_token_per_call": replace(own, per_step=1)}
    measure(engine, wishes[0], "warm-up", own)
    samples: list[Sample] = []
    for _ in range(runs):
        for wish in wishes:
            for mode, params in modes.items():
                samples.append(measure(engine, wish, mode, params))
    by_mode = {mode: summary([s for s in samples if s.mode == mode]) for mode in modes}
    by_wish = {
        wish: {
            mode: {k: v for k, v in asdict(next(s for s in samples if (s.wish, s.mode) == (wish, mode))).items() if k in ("tokens", "model_calls", "parses")}
            for mode in modes
        }
        for wish in wishes
    }
    same = sum(
        len({s.text for s in samples if s.wish == wish}) == 1 for wish in wishes
    )  # both schedules wrote the same program
    fast, slow = by_mode["own"], by_mode["one_token_per_call"]
    return {
        "machine": {"processor": processor(), "python": platform.python_version(), **engine.environment()},
        "seed": seed,
        "runs": runs,
        "sampling": asdict(own),
        "parameters": engine.parameters,
        "load_seconds": engine.load_seconds,
        "modes": by_mode,
        "wishes": by_wish,
        "same_program": f"{same} of {len(wishes)}",
        "ratio": {
            "model_calls": slow["model_calls"] / fast["model_calls"],
            "tokens_per_second": fast["tokens_per_second"] / slow["tokens_per_second"],
        },
    }
