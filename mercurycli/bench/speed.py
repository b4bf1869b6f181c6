"""How fast the model writes, and how well in the same runs: its own schedule beside slower ones with the same weights.

Counted are tokens up to and including the end token, never prompt, blanks or canvas; all forward passes; wall time
from request to last token, tokenisation and prefill included (decode-only stands beside it). The ways take turns on
each wish in one process, so that what else the machine does falls on all of them.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from .. import prompt
from ..canvas import Canvas, Draft, SamplingParams
from ..diffusion.family_denoiser import FamilyDenoiser
from ..engine import Engine
from ..source.faults import parse_state
from ..source.languages import language_named
from . import machine
from .wishes import JudgedWish, judge

REFERENCE_STEPS = 64  # passes of the reference schedule, however long the answer is
LENGTHS = (("to_64", 0, 64), ("65_to_249", 65, 249), ("from_250", 250, 10**9))  # tokens: a short answer pays most for what is fixed
OWN, ONE, REFERENCE = "own", "one_token_per_call", "reference"
Way = Callable[[Canvas], Iterator[Draft]]


@dataclass(frozen=True, slots=True)
class Sample:
    """One run of one wish."""

    wish: str
    mode: str
    run: int
    tokens: int
    model_calls: int
    seconds: float  # request to last token
    processor_seconds: float  # the same, without what other programs took of the machine
    first_draft_seconds: float
    step_seconds: float  # inside steps only, prefill and tokenisation left out
    parses: bool
    text: str
    settled: tuple[int, ...]  # tokens that each pass settled
    pass_seconds: tuple[float, ...]  # the first with prefill and tokenisation


def ways(engine: Engine, seed: int) -> dict[str, Way]:
    """The model's own schedule; the same at one token a call; and what published samplers do: a fixed number of passes
    (low-confidence remasking, LLaDA, arXiv:2502.09992, algorithm 5), each over the whole canvas, nothing taken back, no early
    end. A published checkpoint has that as its own schedule."""
    own = replace(engine.defaults, seed=seed)

    def reference(canvas: Canvas) -> Iterator[Draft]:
        fixed = SamplingParams(per_step=-(-sum(canvas.holes) // REFERENCE_STEPS), take_back=1.0, temperature=own.temperature, seed=seed)
        return engine.denoise_plainly(canvas, fixed)

    found: dict[str, Way] = {
        OWN: lambda canvas: engine.denoise(canvas, own),
        ONE: lambda canvas: engine.denoise(canvas, replace(own, per_step=1)),
    }
    return found if isinstance(getattr(engine, "denoiser", None), FamilyDenoiser) else {**found, REFERENCE: reference}


def measure(engine: Engine, wish: str, mode: str, way: Way, run: int = 0) -> Sample:
    engine.forget()
    begin, begin_work = time.perf_counter(), time.process_time()
    canvas = prompt.generate_canvas(engine.tokenizer, wish, None, engine.default_length, engine.max_positions, shorten=True)
    drafts, ends = [], []
    for draft in way(canvas):
        drafts.append(draft)
        ends.append(time.perf_counter() - begin)
    last, work = drafts[-1], time.process_time() - begin_work
    ids = last.ids[: last.ids.index(engine.tokenizer.eos_id) + 1] if engine.tokenizer.eos_id in last.ids else last.ids
    text, language = engine.tokenizer.decode(ids), engine.tokenizer.language_of(ids[0])
    parses = bool(language and text.strip() and parse_state(text, language_named(language)).ok)
    # the first step ends with the first draft; all steps but that one, scaled up, leave the prefill out
    calls = last.model_calls
    in_steps = (last.seconds - drafts[0].seconds) * calls / (calls - 1) if calls > 1 else last.seconds
    return Sample(
        wish, mode, run, len(ids), calls, ends[-1], work, ends[0], in_steps, parses, text,
        settled=tuple(len(draft.new) for draft in drafts),
        pass_seconds=tuple(end - before for end, before in zip(ends, (0.0, *ends), strict=False)),
    )  # fmt: skip


def rates(samples: Sequence[Sample]) -> dict[str, Any]:
    """Totals for the rates, so that long programs count by their length; medians over wishes and runs for the rest."""
    tokens, calls = sum(s.tokens for s in samples), sum(s.model_calls for s in samples)
    return {
        "samples": len(samples),
        "tokens": tokens,
        "model_calls": calls,
        "tokens_per_call": tokens / calls,
        "tokens_per_second": tokens / sum(s.seconds for s in samples),
        "tokens_per_second_in_steps": tokens / sum(s.step_seconds for s in samples),
        "tokens_per_processor_second": tokens / max(sum(s.processor_seconds for s in samples), 1e-9),
        "seconds_median": statistics.median(s.seconds for s in samples),
        "seconds_min": min(s.seconds for s in samples),
        "seconds_max": max(s.seconds for s in samples),
        "seconds_per_call": sum(s.seconds for s in samples) / calls,
        "first_draft_seconds_median": statistics.median(s.first_draft_seconds for s in samples),
    }


def spread(values: Sequence[float]) -> dict[str, float]:
    return {"median": statistics.median(values), "min": min(values), "max": max(values)}


def summary(samples: Sequence[Sample], verdicts: dict[tuple[str, str], bool | None]) -> dict[str, Any]:
    """Of one way: rates, how far they lay apart from run to run, and how good the programs of the same runs are."""
    by_run = [rates([s for s in samples if s.run == run])["tokens_per_second"] for run in sorted({s.run for s in samples})]
    judged = [verdict for s in samples if (verdict := verdicts[s.wish, s.text]) is not None]
    by_length = {name: [s for s in samples if least <= s.tokens <= most] for name, least, most in LENGTHS}
    return {
        **rates(samples),
        "tokens_per_second_of_a_run": spread(by_run),
        "parse_rate": sum(s.parses for s in samples) / len(samples),
        "pass_rate": sum(judged) / len(judged) if judged else None,
        "judged": len(judged),
        "lengths": {name: rates(of) for name, of in by_length.items() if of},
    }


def times_as_fast(samples: Sequence[Sample], mode: str) -> dict[str, Any]:
    """The model's own schedule against ``mode``, wish by wish of the same run."""
    pairs = [([s for s in samples if s.run == run and s.mode == way] for way in (OWN, mode)) for run in sorted({s.run for s in samples})]
    found = [(rates(own), rates(other)) for own, other in pairs]
    return {
        "model_calls": sum(o["model_calls"] for _, o in found) / sum(f["model_calls"] for f, _ in found),
        "tokens_per_second": spread([f["tokens_per_second"] / o["tokens_per_second"] for f, o in found]),
        "tokens_per_processor_second": spread([f["tokens_per_processor_second"] / o["tokens_per_processor_second"] for f, o in found]),
    }


def run(
    engine: Engine, wishes: Sequence[JudgedWish], runs: int, seed: int, modes: Sequence[str] = (OWN, ONE, REFERENCE),
    progress: Callable[[str], None] = lambda text: None,
) -> dict[str, Any]:  # fmt: skip
    described = machine.describe(engine)
    chosen = {mode: way for mode, way in ways(engine, seed).items() if mode in modes}
    measure(engine, wishes[0].wish, "warm-up", chosen[OWN])
    samples: list[Sample] = []
    for number in range(runs):
        for at, wish in enumerate(wishes):
            progress(f"run {number + 1} of {runs}, wish {at + 1} of {len(wishes)} ")
            samples += [measure(engine, wish.wish, mode, way, number) for mode, way in chosen.items()]
    progress("judging ")
    asked = {wish.wish: wish for wish in wishes}
    written = sorted({(s.wish, s.text) for s in samples})
    verdicts = dict(zip(written, judge([asked[wish] for wish, _ in written], [text for _, text in written]), strict=True))
    return {
        "machine": described,
        "seed": seed,
        "runs": runs,
        "warm_up": 1,
        "sampling": asdict(replace(engine.defaults, seed=seed)),
        "reference_steps": REFERENCE_STEPS,
        "parameters": engine.parameters,
        "load_seconds": engine.load_seconds,
        "modes": {mode: summary([s for s in samples if s.mode == mode], verdicts) for mode in chosen},
        "wishes": {wish: {mode: by_wish(samples, verdicts, wish, mode) for mode in chosen} for wish in asked},
        "same_program": f"{sum(alike(samples, wish) for wish in asked)} of {len(asked)}",
        "ratio": {mode: times_as_fast(samples, mode) for mode in chosen if mode != OWN},
    }


def alike(samples: Sequence[Sample], wish: str) -> bool:
    """Whether the model's own schedule and one token a call wrote the same program."""
    return len({s.text for s in samples if s.wish == wish and s.mode in (OWN, ONE)}) == 1


def by_wish(samples: Sequence[Sample], verdicts: dict[tuple[str, str], bool | None], wish: str, mode: str) -> dict[str, Any]:
    """The first run of a wish, pass by pass."""
    first = next(s for s in samples if (s.wish, s.mode) == (wish, mode))
    return {
        "tokens": first.tokens, "model_calls": first.model_calls, "parses": first.parses, "passes": verdicts[wish, first.text],
        "settled": first.settled, "pass_seconds": first.pass_seconds,
    }  # fmt: skip
