"""A published checkpoint's weights into the backbone: mapped from their files, each straight to its device in its type.

One tensor at a time: there are never two copies of a model in memory. Before the first, the need is compared with what is free.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open
from torch import Tensor

from ..errors import ModelError, quoted
from . import eight_bits
from .backbone import Backbone
from .building import unfilled
from .config_file import shown
from .memory import SPARE, check_room, free_bytes, needed_bytes, plain_type
from .placement import Placement, on_one, spread
from .published import Published
from .safetensors_header import Stored
from .tensor_names import BUFFERS, Place, places
from .weights_file import finite

ROUTING_BIAS = ".expert_bias"  # small differences of it decide between experts: never rounded
Progress = Callable[[int, int], None]  # bytes read so far, bytes in all


def choose_dtype(device: torch.device, asked: str = "auto") -> torch.dtype:
    """The type weights are kept in."""
    known = {"float32": torch.float32, "bfloat16": torch.bfloat16, "float16": torch.float16, "int8": torch.int8}
    return known.get(asked) or plain_type(device)


def load_published(
    published: Published, device: torch.device, dtype: torch.dtype, progress: Progress | None = None, *, several: bool = False
) -> Backbone:
    """The network in eval mode. ``several``: other GPUs may take the layers that do not fit on ``device``."""
    backbone = unfilled(published.model)
    wanted = {name: tuple(tensor.shape) for name, tensor in backbone.state_dict().items()}
    found = places(wanted, published.family.layout, published.model)
    check_tensors(published, wanted, found)
    used = {name: published.stored[name] for name in {place.name for place in found.values()}}
    placement = place_layers(published, wanted, used, device, dtype, several)
    eight, plain = (eight_bits.put_into(backbone), plain_type(device)) if dtype == torch.int8 else (frozenset(), dtype)
    backbone.load_state_dict(read_all(published, found, placement, plain, eight, progress), strict=True, assign=True)
    backbone.spread = placement.several
    return backbone.eval().requires_grad_(False)


def place_layers(
    published: Published, wanted: Mapping[str, tuple[int, ...]], used: Mapping[str, Stored], device: torch.device, dtype: torch.dtype, several: bool
) -> Placement:
    layers = published.model.num_layers
    sizes = {name: needed_bytes({name: Stored(published.folder, "F32", shape)}, dtype, device) for name, shape in wanted.items()}
    gpus = [torch.device("cuda", n) for n in range(torch.cuda.device_count())] if several and device.type == "cuda" else []
    if len(gpus) > 1 and sum(sizes.values()) * SPARE > (free_bytes(device) or 0):
        return spread(sizes, layers, [(str(gpu), int((free_bytes(gpu) or 0) / SPARE)) for gpu in gpus])
    check_room(published.name, used, dtype, device)
    return on_one(str(device), layers)


def check_tensors(published: Published, wanted: Mapping[str, tuple[int, ...]], found: Mapping[str, Place]) -> None:
    """ModelError unless the files hold every tensor in its shape, and none beside."""
    hint = "config.json and the weights are of different models: copy both from one place"
    stored, rows = published.stored, defaultdict(int)
    for name, place in found.items():
        if place.name not in stored:
            raise ModelError(f"{published.folder} lacks tensor {shown(place.name)}, by config.json", hint=hint)
        rows[place.name] += wanted[name][0]
    for name, place in found.items():
        there, expected = stored[place.name], (rows[place.name], *wanted[name][1:])
        if there.shape != expected:
            cause = f"tensor {shown(place.name)} is of shape {there.shape}, by config.json it must be {expected}"
            raise ModelError(f"{there.path}: {cause}", hint=hint)
    spare = {name for name in stored if name not in rows and not name.endswith(BUFFERS)}
    if spare:
        others = f" and {len(spare) - 1} more" if len(spare) > 1 else ""
        raise ModelError(f"{published.folder} has no use for tensor {shown(min(spare))}{others}, by config.json", hint=hint)


def read_all(
    published: Published,
    found: Mapping[str, Place],
    placement: Placement,
    dtype: torch.dtype,
    eight: frozenset[str],
    progress: Progress | None,
) -> dict[str, Tensor]:
    by_file: dict[Path, list[str]] = defaultdict(list)
    for name, place in found.items():
        by_file[published.stored[place.name].path].append(name)
    total, done, tensors = sum(each.bytes for each in published.stored.values()), 0, {}
    for path, names in by_file.items():
        try:
            with safe_open(path, framework="pt", device="cpu") as file:
                for name in names:
                    tensor = read_one(file, found[name])
                    done += tensor.numel() * tensor.element_size()
                    as_type = torch.float32 if name.endswith(ROUTING_BIAS) else dtype
                    tensors[name] = finite(path, found[name].name, tensor.to(placement.device_of(name), as_type))
                    if name in eight:
                        tensors[name], tensors[f"{name.removesuffix('weight')}scale"] = eight_bits.rounded(tensors[name])
                    if progress is not None:
                        progress(done, total)
        except (MemoryError, torch.OutOfMemoryError):
            raise ModelError(f"no memory left for {path}", hint="pass --device cpu, or a smaller --model") from None
        except (SafetensorError, OSError, RuntimeError, ValueError) as error:
            raise ModelError(f"cannot load {path}: {quoted(error)}", hint="fetch the file again, or pass --device cpu") from None
    return tensors


def read_one(file: safe_open, place: Place) -> Tensor:
    tensor = file.get_tensor(place.name) if place.rows is None else file.get_slice(place.name)[place.rows[0] : place.rows[1]]
    return tensor.clone() if tensor.data_ptr() % tensor.element_size() else tensor  # the format does not promise alignment
