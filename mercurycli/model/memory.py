"""How much memory a model takes and how much is free, compared before anything is loaded."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from math import prod
from pathlib import Path

import torch

from ..errors import ModelError
from .safetensors_header import Stored

GB = 1e9
SPARE = 1.05  # of the weights: what a step works with besides
NAMES = {torch.float32: "float32", torch.bfloat16: "bfloat16", torch.float16: "float16"}


def needed_bytes(stored: Iterable[Stored], dtype: torch.dtype) -> int:
    """Bytes of these tensors in another type."""
    return sum(prod(each.shape) for each in stored) * dtype.itemsize


def free_bytes(device: torch.device) -> int | None:
    """Memory that a program can still have there; None where the system does not tell."""
    if device.type == "cuda":
        return torch.cuda.mem_get_info(device)[0]
    if device.type != "cpu":
        return None
    found = [limit for limit in (_available(), _left_in_group()) if limit is not None]
    return min(found, default=None)


def _available() -> int | None:
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable:"))
    except (OSError, ValueError, StopIteration):
        pass
    try:
        return os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (ValueError, OSError, AttributeError):  # not known there
        return None


def _left_in_group() -> int | None:
    """What a container's limit leaves (cgroup 2)."""
    try:
        most = Path("/sys/fs/cgroup/memory.max").read_text(encoding="ascii").strip()
        used = int(Path("/sys/fs/cgroup/memory.current").read_text(encoding="ascii"))
        return int(most) - used if most.isdigit() else None
    except (OSError, ValueError):
        return None


def check_room(name: str, stored: Sequence[Stored], dtype: torch.dtype, device: torch.device) -> None:
    """ModelError with numbers and smaller options where the weights do not fit."""
    need, free = int(needed_bytes(stored, dtype) * SPARE), free_bytes(device)
    if free is None or need <= free:
        return
    raise ModelError(
        f"{name} takes {need / GB:.1f} GB in {NAMES[dtype]} and {device} has {free / GB:.1f} GB free",
        hint=" or ".join(smaller_options(stored, dtype, device)) or "close other programs, or use a smaller --model",
    )


def smaller_options(stored: Sequence[Stored], dtype: torch.dtype, device: torch.device) -> list[str]:
    """What would fit, as flags to pass."""

    def fits(where: torch.device, as_type: torch.dtype) -> bool:
        free = free_bytes(where)
        return free is None or needed_bytes(stored, as_type) * SPARE <= free

    options = []
    if dtype == torch.float32 and fits(device, torch.bfloat16):
        options.append(f"pass --dtype bfloat16, which takes {needed_bytes(stored, torch.bfloat16) * SPARE / GB:.1f} GB")
    if device.type != "cpu":
        cpu = torch.device("cpu")
        options += [f"pass --device cpu --dtype {NAMES[each]}" for each in (torch.float32, torch.bfloat16) if fits(cpu, each)][:1]
    return options
