"""Which holes a published model settles next, and with what: by its own order, threshold, temperature and nucleus."""

from __future__ import annotations

import torch
from torch import Tensor

from ..canvas import SamplingParams
from ..model.families import Rule
from . import remasking
from .sampler import choose


def nucleus(probabilities: Tensor, temperature: float, share: float) -> Tensor:
    """Probabilities (rows, vocab), zero outside the likeliest tokens that hold ``share`` of the mass at this temperature
    (arXiv:1904.09751, section 3.1); the best one always stays. What stays keeps its plain probability."""
    if share >= 1.0 or temperature == 0.0:
        return probabilities
    tempered = probabilities.clamp_min(1e-38).log().div(temperature).softmax(-1)
    mass, order = tempered.sort(dim=-1, descending=True)
    outside = mass.cumsum(-1) - mass >= share
    outside[:, 0] = False
    return probabilities.masked_fill(torch.zeros_like(outside).scatter(-1, order, outside), 0.0)


def draw(probabilities: Tensor, params: SamplingParams, rule: Rule, generator: torch.Generator) -> tuple[Tensor, Tensor]:
    """A token for each row and its plain probability, each (rows,)."""
    return choose(nucleus(probabilities, params.temperature, rule.top_p), params.temperature, generator)


def next_holes(probabilities: Tensor, confidence: Tensor, params: SamplingParams, rule: Rule, pace: int) -> Tensor:
    """Which of the rows, all of them holes, to settle: (rows,) booleans, at least one.

    Those at least as sure as the threshold, else the best; with a limit on the steps at least ``pace``.
    """
    score = -torch.special.entr(probabilities).sum(-1) if rule.order == "entropy" else confidence
    best = torch.zeros_like(score, dtype=torch.bool).scatter(0, score.topk(min(max(pace, params.per_step or 1), len(score))).indices, True)
    if params.per_step is not None:
        return best
    sure = confidence >= params.threshold if params.threshold < 1.0 else torch.zeros_like(best)
    chosen = sure | best if pace or not bool(sure.any()) else sure
    if params.entropy_bound is not None:
        entropy = torch.special.entr(probabilities).sum(-1)
        chosen = remasking.entropy_bounded(entropy, chosen, params.entropy_bound)
    return chosen


def kept_by_path(confidence: Tensor, step: int, steps: int) -> Tensor:
    """Which of an answer's rows stand as tokens after a step of path planning, (rows,) booleans: all but the least confident
    ones, settled or not, so that ``step`` / ``steps`` of them stand (P2, arXiv:2502.03540, with a linear schedule)."""
    hidden = len(confidence) * (steps - step) // steps  # in whole numbers: 24 * (1 - 23 / 24) comes out below 1
    order = confidence.sort(stable=True).indices
    return torch.ones_like(confidence, dtype=torch.bool).scatter(0, order[:hidden], False)
