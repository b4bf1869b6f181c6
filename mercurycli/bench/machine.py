"""What a measurement must be printed with: the machine, its load, and the versions."""

from __future__ import annotations

import os
import platform
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import __version__

if TYPE_CHECKING:  # it loads torch
    from ..engine import Engine


def processor() -> str:
    """The processor's name: what ``platform`` knows on Linux is only the architecture."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, "") or platform.processor() or platform.machine()


def describe_bare() -> dict[str, Any]:
    """``load``: processes that wanted to run in the last minute, the measurement's own among them. Over the cores there are, it is
    a shared machine, and only ratios between ways measured in turns mean something."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
    versions = {"dcode": __version__, "python": platform.python_version(), "system": f"{platform.system()} {platform.release()}"}
    return {"processor": processor(), "cores": cores, "load": load, **versions}


def describe(engine: Engine) -> dict[str, Any]:
    return {**describe_bare(), "precision": "float32", **engine.environment()}


def bare_line(machine: dict[str, Any]) -> str:
    load = "" if machine["load"] is None else f", load {machine['load']:.1f}"
    return f"python {machine['python']}, {machine['processor']}, {machine['cores']} cores{load}"


def line(machine: dict[str, Any]) -> str:
    inside = f"{machine['model']} on {machine['device']} in {machine['precision']}, {machine['threads']} threads, torch {machine['torch']}"
    return f"{inside}, {bare_line(machine)}"
