"""The tensors of a model.safetensors, mapped into memory and checked: the right ones, of the right shape, all finite."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open
from torch import Tensor

from ..errors import ModelError, quoted
from .config_file import shown

WEIGHTS = "model.safetensors"
PICKLES = {".bin", ".pt", ".pth", ".ckpt", ".pkl", ".pickle"}


def find_weights(folder: Path) -> Path:
    path = folder / WEIGHTS
    try:
        if path.is_file():
            return path
        others = sorted(p.name for p in folder.iterdir())
    except OSError as error:
        raise ModelError(f"cannot read {folder}: {error.strerror}", hint="check that the folder is there and readable") from None
    for name in others:
        if Path(name).suffix in PICKLES:
            raise ModelError(f"{folder} has {name}, a pickle, but no {WEIGHTS}: safetensors only", hint=f"convert {name} to {WEIGHTS}")
    if any(name.endswith(".index.json") for name in others):
        raise ModelError(f"{folder} has its weights in several files, not in one {WEIGHTS}", hint=f"join them to one {WEIGHTS}")
    raise ModelError(f"{path} is missing", hint=f"copy {WEIGHTS} there")


def check_shapes(path: Path, stored: Mapping[str, tuple[int, ...]], expected: Mapping[str, tuple[int, ...]]) -> None:
    hint = f"config.json and {WEIGHTS} are of different models: copy both from one place"
    for kind, names in (("lacks", expected.keys() - stored.keys()), ("has no use for", stored.keys() - expected.keys())):
        if names:
            others = f" and {len(names) - 1} more" if len(names) > 1 else ""
            raise ModelError(f"{path} {kind} tensor {shown(min(names))}{others}, by config.json", hint=hint)
    for name, shape in expected.items():
        if stored[name] != shape:
            raise ModelError(f"{path}: tensor {shown(name)} is of shape {stored[name]}, by config.json it must be {shape}", hint=hint)


def read_tensors(path: Path, names: Iterable[str], device: torch.device, dtype: torch.dtype) -> dict[str, Tensor]:
    tensors = {}
    try:
        with safe_open(path, framework="pt", device="cpu") as file:
            for name in names:
                tensor = file.get_tensor(name)
                if tensor.data_ptr() % tensor.element_size():  # the format does not promise alignment
                    tensor = tensor.clone()
                tensors[name] = finite(path, name, tensor.to(device, dtype))
    except (MemoryError, torch.OutOfMemoryError):
        raise ModelError(f"no memory left on {device} for {path}", hint="pass --device cpu, or a smaller --model") from None
    except (SafetensorError, OSError, RuntimeError, ValueError) as error:
        raise ModelError(f"cannot load {path} onto {device}: {quoted(error)}", hint="write the file again, or pass --device cpu") from None
    return tensors


def finite(path: Path, name: str, tensor: Tensor) -> Tensor:
    least, most = tensor.aminmax()  # NaN shows in both, and nothing is allocated
    if not (least.isfinite() and most.isfinite()):
        raise ModelError(f"{path}: tensor {shown(name)} holds NaN or infinity in {tensor.dtype}", hint="take an earlier save of the weights")
    return tensor
