"""What ``dcode doctor`` finds out by using the model: device, memory, threads, a program written and parsed."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ..errors import DcodeError, UsageError
from ..events import Check, End
from ..session import GenerateRequest, gen, open_engine
from ..settings.settings import Settings
from .health import Finding

if TYPE_CHECKING:
    from ..engine import Engine

WISH = "bouncing balls simulator"
SHORT = 32, 16  # holes and model calls for a checkpoint that may be a thousand times larger than the embedded one
SMALL = 100_000_000  # parameters up to which a checkpoint writes the whole program
REINSTALL = "pip install --force-reinstall torch"


def with_a_model(settings: Settings, figures: dict[str, Any]) -> Iterator[Finding]:
    """``figures`` takes what was measured."""
    try:
        yield from machine(settings)
        engine = open_engine(settings.model, settings.device)
        holes = engine.for_holes()
    except DcodeError as error:
        yield Finding("model", "wrong", str(error), error.hint)
        return
    except (ImportError, OSError) as error:  # a library of its own that the system cannot load
        yield Finding("torch", "wrong", f"torch cannot be loaded: {error}", REINSTALL)
        return
    figures |= {
        "model": engine.name,
        "device": engine.device,
        "parameters": engine.parameters,
        "load_seconds": round(engine.load_seconds, 3),
    }
    yield Finding(
        "model",
        "ok",
        f"{engine.name}, {engine.parameters / 1e6:,.1f} M parameters on {engine.device}, loaded in {engine.load_seconds:.2f} s",
    )
    if holes is not engine:
        yield Finding("model", "ok", f"{holes.name}, {holes.parameters / 1e6:,.1f} M parameters, for what fill and fix write")
    yield threads(engine, figures)
    yield from written(engine, figures)


def machine(settings: Settings) -> Iterator[Finding]:
    from ..model.device import available_devices, choose_device, device_title  # behind torch
    from ..model.memory import free_bytes

    for name in available_devices():
        device = choose_device(name)
        free = free_bytes(device)
        yield Finding("device", "ok", device_title(device) + (f", {free / 1e9:.1f} GB of memory free" if free is not None else ""))
    if not any(name.startswith("cuda") for name in available_devices()) and os.path.exists("/dev/nvidia0"):
        yield Finding(
            "device",
            "note",
            "there is an NVIDIA card that this build of torch cannot use",
            "install torch's build for CUDA, or a newer driver",
        )
    choose_device(settings.device)


def threads(engine: Engine, figures: dict[str, Any]) -> Finding:
    count, cores = int(engine.environment()["threads"]), usable_cores()
    figures["threads"] = count
    text = f"{count} of {cores} processor cores"
    if count > cores:
        return Finding("threads", "note", f"{text}: more threads than cores get in each other's way", f"dcode config set threads {cores}")
    if count < cores // 2:
        return Finding("threads", "note", f"{text}; more may be faster", f"dcode config set threads {cores}, and unset OMP_NUM_THREADS")
    return Finding("threads", "ok", text)


def usable_cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def written(engine: Engine, figures: dict[str, Any]) -> Iterator[Finding]:
    """One program by the road of every wish: denoised, then parsed."""
    small = engine.parameters <= SMALL
    length, steps = (None, None) if small else SHORT
    overrides = (("seed", 0), *([("steps", steps)] if steps else []))
    end, parsed = None, None
    try:
        for event in gen(engine, GenerateRequest(WISH, length=length, overrides=overrides, frame_interval=60.0)):
            if isinstance(event, Check) and event.name == "parse":
                parsed = event
            end = event if isinstance(event, End) else end
    except UsageError as error:
        yield Finding("self-test", "wrong", f"{engine.name} cannot write: {error}", error.hint)
        return
    except DcodeError as error:
        yield Finding("self-test", "wrong", str(error), error.hint)
        return
    assert end is not None, "a job ends with an End"
    if end.status == "interrupted":
        raise KeyboardInterrupt
    yield verdict_on(engine, end, parsed, small, figures)
    yield memory(engine, figures)


def verdict_on(engine: Engine, end: End, parsed: Check | None, small: bool, figures: dict[str, Any]) -> Finding:
    speed = end.tokens / end.seconds if end.seconds else 0.0
    figures |= {
        "tokens": end.tokens,
        "model_calls": end.model_calls,
        "tokens_per_second": round(speed, 1),
        "parses": bool(parsed and parsed.ok),
    }
    did = f"{end.tokens} tokens in {end.model_calls} model calls, {speed:,.1f} tokens per second"
    if not small:
        return Finding("self-test", "ok" if end.tokens else "wrong", f"{did}; so short an answer is not asked to parse")
    if parsed is not None and parsed.ok:
        return Finding("self-test", "ok", f'"{WISH}": {did}, and it parses')
    why = parsed.detail if parsed is not None else "nothing was written"
    return Finding(
        "self-test",
        "wrong",
        f'"{WISH}": {did}, but {why}',
        "pip install --force-reinstall mercurycli" if engine.name == "quicksilver" else "another --model",
    )


def memory(engine: Engine, figures: dict[str, Any]) -> Finding:
    from ..model.device import peak_bytes  # behind torch

    peak, place = peak_bytes(engine.device), engine.device
    if peak is None:
        peak, place = peak_of_process(), "this process, Python and torch included"
    figures["peak_bytes"] = peak
    return Finding(
        "memory", "ok", f"at most {peak / 1e9:.2f} GB at once on {place}" if peak else "the system does not say how much was used"
    )


def peak_of_process() -> int | None:
    try:
        import resource
    except ImportError:  # Windows
        return None
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
