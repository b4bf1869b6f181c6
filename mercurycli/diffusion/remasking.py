"""Which holes to commit and which settled tokens to take back: pure functions of one step's probabilities.

All tensors run over the computed rows of the answer: confidence and entropy are (rows,) floats, the rest booleans.
"""

from __future__ import annotations

import torch
from torch import Tensor

SHIFTING = 0.2  # probability of a token in the hole before its own from which on its place is open


def most_confident(confidence: Tensor, holes: Tensor, count: int) -> Tensor:
    """The ``count`` holes of highest confidence (low-confidence remasking, LLaDA, arXiv:2502.09992, section 2.4)."""
    count = min(count, int(holes.sum()))
    best = confidence.masked_fill(~holes, -1.0).topk(count).indices
    return torch.zeros_like(holes).scatter(0, best, True)


def confident(confidence: Tensor, holes: Tensor, threshold: float, left_bias: float = 1.0) -> Tensor:
    """Every hole of at least ``threshold``, or else the best one (Fast-dLLM, arXiv:2505.22618, section 3.3).

    With ``left_bias`` under 1 the best one is that of highest confidence * left_bias ** (holes to its left): a guess in the
    middle of unsettled text also guesses how long the text before it is, one behind settled text does not.
    """
    sure = holes & (confidence >= threshold)
    if bool(sure.any()):
        return sure
    behind = holes.cumsum(0) - 1
    return most_confident(confidence * left_bias**behind, holes, 1)


def aligned(probabilities: Tensor, token: Tensor, holes: Tensor, chosen: Tensor) -> Tensor:
    """The chosen holes up to the first that may belong one place further left: its token is likely in the hole before it too.

    Then it is open how long the text before it is ("5 balls" or "50 balls"), and with it where all behind it stands, however
    sure each place is by itself. Once the hole before it is settled, it is not open any more.
    probabilities: (rows, vocab); token: (rows,) the candidates; chosen: which of the holes would be committed.
    """
    before = torch.zeros_like(chosen, dtype=probabilities.dtype)
    before[1:] = probabilities[:-1].gather(1, token[1:, None])[:, 0]
    left_is_open = torch.zeros_like(holes)
    left_is_open[1:] = holes[:-1]
    shifting = holes & left_is_open & (before >= SHIFTING)
    return chosen & (shifting.cumsum(0) == 0)


def leftmost(holes: Tensor) -> Tensor:
    """The first hole, and no other."""
    return holes & (holes.cumsum(0) == 1)


def entropy_bounded(entropy: Tensor, holes: Tensor, bound: float) -> Tensor:
    """The largest set of surest holes whose dependence error is bounded: sum of entropies minus the largest one
    stays within ``bound`` nats; always the surest one (EB-Sampler, arXiv:2505.24857, equation 7)."""
    order = entropy.masked_fill(~holes, float("inf")).sort()
    cumulative = order.values.cumsum(0) - order.values  # what the surer ones add up to
    fits = cumulative.nan_to_num(nan=float("inf")) <= bound
    fits[0] = True
    return torch.zeros_like(holes).scatter(0, order.indices, fits) & holes


def contradicted(
    current: Tensor, best: Tensor, differs: Tensor, settled: Tensor, *, replace_from: float, remask_below: float
) -> tuple[Tensor, Tensor]:
    """Settled positions to replace, and those to turn into holes again.

    current, best: probability of the token that stands there and of the best one; differs: they are not the same
    token. Replaced where the other is at least ``replace_from`` sure (token editing, LLaDA2.1, arXiv:2602.08676);
    remasked where the token fell below ``remask_below`` and no other is that sure.
    """
    replace = settled & differs & (best >= replace_from)
    remask = settled & differs & ~replace & (current < remask_below)
    return replace, remask
