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


def confident(confidence: Tensor, holes: Tensor, threshold: float, left_bias: float = 1.0, others: Tensor | None = None) -> Tensor:
    """Every hole of at least ``threshold`` and ``others``, or else the best one (Fast-dLLM, arXiv:2505.22618, section 3.3).

    With ``left_bias`` under 1 the best one is that of highest confidence * left_bias ** (holes to its left): a guess in the
    middle of unsettled text also guesses how long the text before it is, one behind settled text does not.
    """
    sure = holes & (confidence >= threshold)
    sure = sure if others is None else sure | others
    if bool(sure.any()):
        return sure
    behind = holes.cumsum(0) - 1
    return most_confident(confidence * left_bias**behind, holes, 1)


def first_ones(confidence: Tensor, holes: Tensor, threshold: float) -> Tensor:
    """The holes up to the first that is less sure than ``threshold`` (the left prefix of DMax, arXiv:2604.08302): what stands to the
    left of each is settled with it."""
    return holes & (~holes | (confidence >= threshold)).cumprod(0).bool()


def best_of_runs(confidence: Tensor, holes: Tensor, threshold: float, left_bias: float = 1.0) -> Tensor:
    """Of each run of adjoining holes the surest, the first of equals, where it is at least ``threshold`` sure (hierarchical decoding,
    dInfer, arXiv:2510.08666): every run is cut in two, so that the runs together take as many steps as the
    logarithm of the longest. With ``left_bias`` each further hole of a run counts less."""
    begins, place = holes.clone(), torch.arange(len(holes), device=holes.device)
    begins[1:] &= ~holes[:-1]
    run = begins.cumsum(0)  # of each hole, from 1; where a hole belongs to none, it is masked below
    first = place.new_zeros(len(holes) + 1).scatter_reduce(0, run, place.masked_fill(~begins, 0), "amax")[run]
    score = (confidence * left_bias ** (place - first)).masked_fill(~holes, -1.0)
    top = score.new_full((len(holes) + 1,), -1.0).scatter_reduce(0, run, score, "amax")[run]
    best = holes & (score == top)
    earlier = best.cumsum(0) - best.long()  # so many stand before each place
    return best & (earlier == earlier[first]) & (confidence >= threshold)


def in_first_line(probabilities: Tensor, breaks: Tensor, holes: Tensor, threshold: float) -> Tensor:
    """The holes up to and with the first that is a line break of at least ``threshold`` (AdaBlock, arXiv:2509.26432):
    what is worked on is a line. All of them where none is that sure. probabilities: (rows, vocab); breaks: (ids,) of line breaks."""
    ends = holes & (probabilities[:, breaks].amax(-1) >= threshold)
    return holes & (ends.cumsum(0) - ends.long() == 0)


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
