"""The linear noise schedule of absorbing-mask diffusion (MDLM, arXiv:2406.07524, section 3; LLaDA, arXiv:2502.09992)."""

from __future__ import annotations

from typing import Literal

import torch
from torch import Tensor

Weighting = Literal["plain", "elbo"]


def alpha(t: Tensor) -> Tensor:
    """Chance that a token is still unmasked at time t in [0, 1]: alpha(t) = 1 - t."""
    return 1.0 - t


def weight(t: Tensor, weighting: Weighting) -> Tensor:
    """Weight of a masked token's cross-entropy: -alpha'(t) / (1 - alpha(t)) = 1/t for the likelihood bound, or 1."""
    return 1.0 / t if weighting == "elbo" else torch.ones_like(t)


def stratified_times(count: int, generator: torch.Generator, floor: float = 0.1) -> Tensor:
    """``count`` times in [floor, 1], one in each of ``count`` equal strata, in random order: (count,)."""
    offset = torch.rand(count, generator=generator, device=generator.device)
    strata = torch.randperm(count, generator=generator, device=generator.device)
    return floor + (1.0 - floor) * (strata + offset) / count
