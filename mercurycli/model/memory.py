"""How much memory a model takes and how much is free, compared before anything is loaded."""

from __future__ import annotations

import os
from collections.abc import Mapping
from math import prod
from pathlib import Path

import torch

from ..errors import ModelError
from .eight_bits import may_be
from .safetensors_header import Stored

GB = 1e9
SPARE = 1.05  # of the weights: what a step works with besides
NAMES = {torch.float32: "float32", torch.bfloat16: "bfloat16", torch.float16: "float16", torch.int8: "int8"}


def plain_type(device: torch.device) -> torch.dtype:
    """The type weights are kept in unless another is asked for. bfloat16 is slow on a CPU without instructions for it."""
    if device.type == "cuda":
        return torch.bfloat16 if torch.cuda.is_bf16_supported() else torch.float16
    return torch.float16 if device.type == "mps" else torch.float32


def needed_bytes(stored: Mapping[str, Stored], dtype: torch.dtype, device: torch.device) -> int:
    """Bytes of these tensors in another type; of int8, what is not kept in it is in the device's own type."""
    rest = plain_type(device).itemsize
    if dtype != torch.int8:
        return sum(prod(each.shape) for each in stored.values()) * dtype.itemsize
    return sum(prod(each.shape) * (1 if may_be(name, each.shape) else rest) for name, each in stored.items())


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


def _left_in_group(group: Path = Path("/sys/fs/cgroup")) -> int | None:
    """What a container's limit leaves (cgroup 2). Files that the system keeps in memory, a model just pulled above all, give way."""
    try:
        most = (group / "memory.max").read_text(encoding="ascii").strip()
        used = int((group / "memory.current").read_text(encoding="ascii"))
        lines = [line.split() for line in (group / "memory.stat").read_text(encoding="ascii").splitlines()]
        files = sum(int(size) for name, size in lines if name in ("active_file", "inactive_file"))
        return int(most) - max(used - files, 0) if most.isdigit() else None
    except (OSError, ValueError):
        return None


def check_room(name: str, stored: Mapping[str, Stored], dtype: torch.dtype, device: torch.device) -> None:
    """ModelError with numbers and smaller options where the weights do not fit."""
    need, free = int(needed_bytes(stored, dtype, device) * SPARE), free_bytes(device)
    if free is None or need <= free:
        return
    raise ModelError(
        f"{name} takes {need / GB:.1f} GB in {NAMES[dtype]} and {device} has {free / GB:.1f} GB free",
        hint=" or ".join(smaller_options(stored, dtype, device)) or "close other programs, or use a smaller --model",
    )


def smaller_options(stored: Mapping[str, Stored], dtype: torch.dtype, device: torch.device) -> list[str]:
    """What would fit, as flags to pass."""

    def size(where: torch.device, as_type: torch.dtype) -> float:
        return needed_bytes(stored, as_type, where) * SPARE

    def fits(where: torch.device, as_type: torch.dtype) -> bool:
        free = free_bytes(where)
        return free is None or size(where, as_type) <= free

    smaller = [torch.bfloat16, torch.int8] if dtype == torch.float32 else [torch.int8] if dtype != torch.int8 else []
    options = [f"pass --dtype {NAMES[each]}, which takes {size(device, each) / GB:.1f} GB" for each in smaller if fits(device, each)][:1]
    if device.type != "cpu":
        cpu = torch.device("cpu")
        found = [each for each in (torch.float32, torch.bfloat16, torch.int8) if fits(cpu, each)]
        options += [f"pass --device cpu --dtype {NAMES[each]}" for each in found[:1]]
    return options
