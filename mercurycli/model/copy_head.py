"""A pointer into the context: scores for writing again what stands at one of its positions.

They join the vocabulary's scores in one softmax (CopyNet, arXiv:1603.06393, equations 4 to 8), so no gate decides
between the two, and a token that can be both written and copied has the sum of both probabilities.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

LEAST = 1e-30  # a probability mass of zero has no logarithm


class CopyHead(nn.Module):
    def __init__(self, features: int, size: int) -> None:
        super().__init__()
        self.query = nn.Linear(features, size, bias=False)
        self.key = nn.Linear(features, size, bias=False)

    def scores(self, rows: Tensor, keys: Tensor) -> Tensor:
        """rows: features (batch, seq, features); keys: (batch, source, size), made by ``key``: (batch, seq, source)."""
        return self.query(rows) @ keys.mT * keys.shape[-1] ** -0.5


def with_copies(logits: Tensor, scores: Tensor, ids: Tensor) -> Tensor:
    """Logits (rows, vocab) in fp32 whose softmax is over writing and copying: scores (rows, source), -inf where nothing may be
    copied, of ids (rows, source)."""
    logits, scores = logits.float(), scores.float()
    top = torch.maximum(logits.amax(-1, keepdim=True), scores.amax(-1, keepdim=True)).detach()
    mass = (logits - top).exp().scatter_add(-1, ids, (scores - top).exp())
    return top + mass.clamp_min(LEAST).log()
