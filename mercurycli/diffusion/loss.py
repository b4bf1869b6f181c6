"""Forward process and training objective of absorbing-mask diffusion (MDLM, arXiv:2406.07524, equations 5 and 10)."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from .noise_schedule import alpha


def forward_process(
    ids: Tensor, maskable: Tensor, t: Tensor, mask_id: int, generator: torch.Generator
) -> tuple[Tensor, Tensor]:
    """Noise clean ids (batch, seq): each maskable position becomes the mask with chance 1 - alpha(t), t: (batch,).

    Returns the noisy ids and which positions were masked. A row that can be masked always loses at least one token,
    since a row without a hole teaches nothing.
    """
    chance = torch.rand(ids.shape, generator=generator, device=generator.device)
    masked = (chance < (1.0 - alpha(t))[:, None]) & maskable
    # the position that came closest to being masked, for rows where none was
    nearest = torch.where(maskable, chance, 2.0).argmin(dim=1, keepdim=True)
    empty = maskable.any(dim=1, keepdim=True) & ~masked.any(dim=1, keepdim=True)
    masked = masked.scatter(1, nearest, masked.gather(1, nearest) | empty)
    return ids.masked_fill(masked, mask_id), masked


def weighted_cross_entropy(logits: Tensor, targets: Tensor, weights: Tensor) -> Tensor:
    """Sum of weighted cross-entropies in nats: logits (rows, vocab), targets (rows,), weights (rows,)."""
    return (F.cross_entropy(logits.float(), targets, reduction="none") * weights).sum()


def doubt_where_right(logits: Tensor, targets: Tensor, weights: Tensor) -> Tensor:
    """Sum of weighted entropies in nats over the rows whose likeliest token is the target: what a model trained to settle many
    tokens a call has too much of (confidence-aware parallel training, LLaDA2.0 technical report, section on parallel decoding).

    logits (rows, vocab), targets (rows,), weights (rows,). Rows that are wrong are left alone: they should doubt.
    """
    log_p = logits.float().log_softmax(-1)
    right = (log_p.argmax(-1) == targets).float()
    return -((log_p.exp() * log_p).sum(-1) * weights * right).sum()
