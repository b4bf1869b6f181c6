"""Layers over the GPUs of one machine, in order, where one of them does not hold the model."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..errors import ModelError

GB = 1e9


@dataclass(frozen=True, slots=True)
class Placement:
    """Names of devices: of the embedding, of each layer, of the norm and head behind them."""

    first: str
    layers: tuple[str, ...]
    last: str

    def device_of(self, name: str) -> str:
        """Where a tensor of our backbone goes."""
        layer = re.match(r"model\.layers\.(\d+)\.", name)
        if layer:
            return self.layers[int(layer[1])]
        return self.first if name.startswith("model.embed_tokens.") else self.last

    @property
    def several(self) -> bool:
        return len({self.first, *self.layers, self.last}) > 1


def on_one(device: str, layers: int) -> Placement:
    return Placement(device, (device,) * layers, device)


def spread(sizes: Mapping[str, int], layers: int, free: Sequence[tuple[str, int]]) -> Placement:
    """Fill one device after another. sizes: bytes by tensor name; free: device names with bytes, in order of use.

    ModelError, with numbers, where all of them together are too small.
    """
    parts = [0] * (layers + 2)  # embedding, layers, norm and head
    for name, size in sizes.items():
        layer = re.match(r"model\.layers\.(\d+)\.", name)
        parts[int(layer[1]) + 1 if layer else 0 if name.startswith("model.embed_tokens.") else -1] += size
    where: list[str] = []
    at, left = 0, free[0][1]
    for part in parts:
        while part > left:
            at += 1
            if at == len(free):
                total = " and ".join(f"{size / GB:.1f} GB on {name}" for name, size in free)
                hint = "pass --device cpu, or a smaller --model"
                raise ModelError(f"the model takes {sum(parts) / GB:.1f} GB, free are {total}", hint=hint)
            left = free[at][1]
        left -= part
        where.append(free[at][0])
    return Placement(where[0], tuple(where[1:-1]), where[-1])
