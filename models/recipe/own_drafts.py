"""Trains on what the model itself would have settled: states of its own drafts instead of holes drawn at random.

A row that begins as holes alone is drafted once without gradient. What the model is sure of is settled as the sampler would settle
it, and the rest is what it learns from: the holes that are left in practice, seen beside the tokens that stand there by then. A
settled token that is wrong stays half of the time, so that the model learns to take back its own errors and not only drawn ones.
Targets stay the program's own tokens, so nothing wrong is distilled (learning on one's own trajectory: dParallel,
arXiv:2509.26488; consistency along it: CDLM, arXiv:2511.19269).
"""

from __future__ import annotations

from collections.abc import Callable

import torch
from mercurycli.diffusion.roles import neighbours_by_role
from torch import Tensor

from .batches import Batch

LEAST, MOST = 0.5, 0.98  # of the probability from which a token is settled: drawn for each row, for drafts that are just begun or far on
WRONG_STAYS = 0.5
LEFT_OPEN = 0.1  # of the right ones, so that a row the model knows by heart is still learnt from

Logits = Callable[[Batch, Tensor, Tensor], Tensor]  # (batch, positions (n, seq), n rows) to logits (positions, vocab)


def settle_own(batch: Batch, share: float, logits: Logits, mask_id: int, noise: torch.Generator) -> int:
    """Takes ``share`` of the rows that have holes alone one draft further, in place. Returns how many rows that were."""
    answer, masked = batch.answer, batch.masked
    open_rows = masked.sum(1) == batch.maskable.sum(1)
    chosen = open_rows & (torch.rand(len(open_rows), generator=noise, device=noise.device) < share)
    rows = chosen.nonzero()[:, 0]
    if not len(rows):
        return 0

    def uniform(*shape: int) -> Tensor:
        return torch.rand(*shape, generator=noise, device=noise.device)

    with torch.no_grad():
        holes = masked[rows]
        best, token = torch.zeros(holes.shape, device=holes.device), batch.noisy[rows].clone()
        best[holes], token[holes] = logits(batch, holes, rows).float().softmax(-1).max(-1)
    clean = batch.clean[rows]
    sure = LEAST + (MOST - LEAST) * uniform(len(rows), 1)
    right = token == clean
    settled = holes & (best >= sure) & torch.where(right, uniform(*best.shape) >= LEFT_OPEN, uniform(*best.shape) < WRONG_STAYS)
    wrong = settled & ~right
    batch.noisy[rows] = torch.where(settled, token, batch.noisy[rows])
    batch.masked[rows] = holes & ~settled
    batch.weight[rows] = torch.where(settled & right, 0.0, torch.where(wrong, batch.weight[rows].clamp_max(1.0), batch.weight[rows]))
    batch.neighbours = neighbours_by_role(batch.noisy, answer, mask_id, batch.valid)
    batch.rows = batch.weight > 0
    return len(rows)
