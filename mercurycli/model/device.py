"""Where the model runs: ``auto``, ``cpu``, ``cuda``, ``cuda:N`` or ``mps``, checked before anything is loaded onto it."""

from __future__ import annotations

import re

import torch

from ..errors import ModelError, UsageError

ACCEPTED = "auto, cpu, cuda, cuda:N or mps"


def available_devices() -> tuple[str, ...]:
    """Names of this machine's devices, the fastest first; the CPU is always there."""
    cuda = tuple(f"cuda:{n}" for n in range(_cuda_count()))
    return (*cuda, *(("mps",) if torch.backends.mps.is_available() else ()), "cpu")


def choose_device(name: str = "auto") -> torch.device:
    """The device of that name. UsageError: no such name; ModelError: this machine has no such device."""
    present = available_devices()
    if name == "auto":
        return torch.device(present[0])
    asked = re.fullmatch(r"cpu|mps|cuda(?::([0-9]{1,4}))?", name)
    if asked is None:
        raise UsageError(f"no device is called {name!r}", hint=f"use {ACCEPTED}")
    wanted = f"cuda:{int(asked[1] or 0)}" if name.startswith("cuda") else name
    if wanted not in present:
        raise ModelError(_absence(wanted), hint="pass --device cpu")
    return torch.device(wanted)


def _cuda_count() -> int:
    return torch.cuda.device_count() if torch.cuda.is_available() else 0


def _absence(wanted: str) -> str:
    count = _cuda_count()
    if wanted == "mps":
        return "this machine has no Apple GPU that PyTorch can use (mps)"
    if count:
        return f"there is no {wanted}: this machine has {count} CUDA GPU{'s' if count > 1 else ''}, from cuda:0 to cuda:{count - 1}"
    return f"there is no {wanted}: PyTorch {torch.__version__} finds no CUDA GPU on this machine"


def device_title(device: torch.device) -> str:
    """What people call it: a graphics card by its name."""
    return f"{device}, {torch.cuda.get_device_name(device)}" if device.type == "cuda" else str(device)


def peak_bytes(device: str) -> int | None:
    """The most memory this process has had at once on a graphics card; None elsewhere, where the system counts."""
    return torch.cuda.max_memory_allocated(device) if device.startswith("cuda") else None
