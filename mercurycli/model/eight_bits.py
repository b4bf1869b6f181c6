"""Weights kept in 8 bits, for a published checkpoint that does not fit otherwise: half of what bfloat16 takes, a quarter of float32.

Symmetric, one scale per output channel (as in LLM.int8(), arXiv:2208.07339, section 2, without its outliers); rows and sums stay in the
model's type, so each product turns its weights back first. That saves memory, not time.
"""

from __future__ import annotations

import re

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .backbone import Backbone

STEPS = 127  # on each side of zero
LEAST = 1e-12  # scale of a channel of zeros
_IN_A_LAYER = re.compile(r"(?:layers|blocks)\.\d+\..*\.weight$")


class EightBits(nn.Module):
    """A Linear of ``outer`` rows of ``inner`` weights, without values."""

    def __init__(self, outer: int, inner: int, bias: bool) -> None:
        super().__init__()
        self.register_buffer("weight", torch.empty(outer, inner, dtype=torch.int8))
        self.register_buffer("scale", torch.empty(outer))
        self.bias = nn.Parameter(torch.empty(outer)) if bias else None

    def forward(self, x: Tensor) -> Tensor:
        if x.dtype == torch.float16:  # sums of whole numbers go beyond its largest value, 65,504
            return F.linear(x, (self.weight * self.scale[:, None]).to(x.dtype), self.bias)
        product = F.linear(x, self.weight.to(x.dtype)) * self.scale.to(x.dtype)
        return product if self.bias is None else product + self.bias


def may_be(name: str, shape: tuple[int, ...]) -> bool:
    """Whether a tensor of a checkpoint, by whatever family's name, is a matrix of a layer. Embeddings and heads keep their type."""
    return len(shape) == 2 and _IN_A_LAYER.search(name) is not None


def rounded(weight: Tensor) -> tuple[Tensor, Tensor]:
    """weight (out, in) as whole numbers (out, in) and their scales (out,): their product is at most half a scale off."""
    scale = (weight.abs().amax(1).float() / STEPS).clamp_min(LEAST)
    return (weight.float() / scale[:, None]).round_().clamp_(-STEPS, STEPS).to(torch.int8), scale


def put_into(backbone: Backbone) -> frozenset[str]:
    """Replaces every Linear of the layers by one in 8 bits; the names of their weights."""
    names = set()
    for at, module in list(backbone.named_modules()):
        if isinstance(module, nn.Linear) and at.startswith("model.layers."):
            place, _, name = at.rpartition(".")
            with torch.device(module.weight.device):
                setattr(backbone.get_submodule(place), name, EightBits(*module.weight.shape, module.bias is not None))
            names.add(f"{at}.weight")
    return frozenset(names)
