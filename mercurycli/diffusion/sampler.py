"""Denoises a canvas step by step: a generator of immutable drafts that never prints, sleeps or knows a colour.

Each step predicts every position of the answer at once, commits the holes it is sure of (at least one), and takes
back settled tokens that the model no longer believes in. What lies behind a settled end token is dropped.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from typing import Protocol

import torch
from torch import Tensor

from ..canvas import Canvas, Draft, SamplingParams
from . import remasking
from .copying import Copies
from .denoiser import Request

BLOCK = 64  # tokens looked at together
LEAST_SHARE = 0.1  # of the best token's probability: what is less likely is not drawn at any temperature (min-p, arXiv:2407.01082)
REMASK_BELOW = 0.05  # a settled token less probable than this is taken back even without a clear successor


class OpensRequests(Protocol):
    device: torch.device

    def open(self, canvas: Canvas) -> Request: ...


class Answer:
    """The mutable state of one request, on the denoiser's device."""

    def __init__(self, canvas: Canvas, mask_id: int, eos_id: int | None, device: torch.device) -> None:
        ids = [mask_id if hole else token for token, hole, role in zip(canvas.ids, canvas.holes, canvas.answer, strict=True) if role]
        self.ids = torch.tensor(ids, device=device)  # (answer,)
        self.holes = self.ids == mask_id
        self.mask_id, self.eos_id = mask_id, eos_id
        self.guess = self.ids.clone()
        self.confidence = torch.where(self.holes, 0.0, 1.0)
        self.revisions = torch.zeros_like(self.ids)

    def window(self, width: int | None, least: int) -> int:
        """Rows to compute: ``width`` positions from the first hole on, and more if they hold fewer than ``least`` holes."""
        places = self.holes.nonzero()[:, 0]
        if width is None or not len(places):
            return len(self.ids)
        enough = int(places[min(max(least, 1), len(places)) - 1]) + 1
        return min(len(self.ids), max(int(places[0]) + width, enough))

    def drop_behind_end(self) -> None:
        """Forget what lies behind the first settled end token."""
        ends = (self.ids == self.eos_id).nonzero() if self.eos_id is not None else []
        length = int(ends[0]) + 1 if len(ends) else len(self.ids)
        for name in ("ids", "holes", "guess", "confidence", "revisions"):
            setattr(self, name, getattr(self, name)[:length])


def likeliest(probabilities: Tensor) -> tuple[Tensor, Tensor]:
    """The best token of each row (the first of equals) and its probability, each (rows,).

    ``Tensor.max`` with indices is no vector code on a CPU. The largest of each block of tokens is, and then only the best
    block is looked through: a fourth of the time.
    """
    rows, vocab = probabilities.shape
    if vocab % BLOCK or vocab == BLOCK:
        confidence, token = probabilities.max(dim=-1)
        return token, confidence
    blocks = probabilities.view(rows, -1, BLOCK)
    confidence, block = blocks.amax(-1).max(-1)
    within = blocks.gather(1, block[:, None, None].expand(-1, 1, BLOCK))[:, 0].argmax(-1)
    return block * BLOCK + within, confidence


def choose(probabilities: Tensor, temperature: float, generator: torch.Generator, least_share: float = 0.0) -> tuple[Tensor, Tensor]:
    """A token for each row and its plain probability: the best one, or one drawn at ``temperature`` of those that are at least
    ``least_share`` as likely as the best."""
    if temperature == 0.0:
        return likeliest(probabilities)
    # Gumbel-max; noise drawn on the CPU, so that the draws depend on the seed alone
    noise = torch.rand(probabilities.shape, generator=generator).clamp_min(1e-20).to(probabilities.device)
    relative = probabilities / probabilities.amax(dim=-1, keepdim=True)
    score = (relative.log() / temperature).masked_fill((probabilities == 0.0) | (relative < least_share), float("-inf"))  # impossible at any temperature
    token = (score - (-noise.log()).log()).argmax(dim=-1)
    return token, probabilities.gather(1, token[:, None])[:, 0]


def commits(
    probabilities: Tensor, token: Tensor, confidence: Tensor, holes: Tensor, params: SamplingParams, pace: int, breaks: Tensor | None = None
) -> Tensor:
    """Which holes are settled with their ``token``, (rows,). ``breaks``: ids of line breaks, where lines are worked on one by one."""
    if params.per_step is not None:
        return remasking.most_confident(confidence, holes, max(params.per_step, pace))
    open_ = holes if breaks is None else remasking.in_first_line(probabilities, breaks, holes, params.line_threshold)
    others = None
    if params.prefix_threshold < 1.0:
        others = remasking.first_ones(confidence, open_, params.prefix_threshold)
    if params.run_threshold < 1.0:
        best = remasking.best_of_runs(confidence, open_, params.run_threshold, params.left_bias)
        others = best if others is None else others | best
    chosen = remasking.confident(confidence, open_, params.threshold, params.left_bias, others)
    if params.left_bias < 1.0:
        certain = remasking.aligned(probabilities, token, holes, chosen)
        chosen = certain if bool(certain.any()) else remasking.leftmost(holes)
    if params.entropy_bound is not None:
        entropy = torch.special.entr(probabilities).sum(dim=-1)
        chosen = remasking.entropy_bounded(entropy, chosen, params.entropy_bound)  # the surest of them always fits
    return chosen | remasking.most_confident(confidence, holes, pace) if pace else chosen


def sample(
    denoiser: OpensRequests, canvas: Canvas, params: SamplingParams, *, mask_id: int, eos_id: int | None, break_ids: Sequence[int] = ()
) -> Iterator[Draft]:
    """Drafts of ``canvas``, the last one without holes (``done``). Stopping early is ``close()``. ``break_ids``: those with a line break.

    An end token cuts the answer only where nothing given stands behind it: a hole inside a text keeps its size, as in
    training, and whoever asked reads up to the end token.

    Ends after at most ``holes + revisions * answer`` steps: every step settles a hole, and a position can become one
    again at most ``params.revisions`` times.
    """
    begin = time.perf_counter()
    generator = torch.Generator().manual_seed(params.seed % 2**64)  # any whole number is a seed
    request = denoiser.open(canvas)
    answer = Answer(canvas, mask_id, eos_id if canvas.answer[-1] else None, denoiser.device)
    copies, step = Copies(canvas.old), 0
    breaks = torch.tensor(break_ids, device=denoiser.device) if break_ids and params.line_threshold < 1.0 else None
    while bool(answer.holes.any()):
        step += 1
        # so many holes a step must be settled to keep the limit on the steps; the last step settles all that are left
        pace = 0 if params.steps is None else -(-int(answer.holes.sum()) // (params.steps - step + 1))
        rows = answer.window(params.window, pace)
        probabilities = request.predict(answer.ids[:rows])  # (rows, vocab)
        new, changed, remasked = advance(answer, rows, probabilities, params, pace, generator, copies, breaks)
        answer.drop_behind_end()
        yield draft_of(answer, new, changed, remasked, step, time.perf_counter() - begin)


def advance(
    answer: Answer, rows: int, probabilities: Tensor, params: SamplingParams, pace: int, generator: torch.Generator, copies: Copies,
    breaks: Tensor | None = None,
) -> tuple[Tensor, Tensor, Tensor]:
    """One step on ``answer``; returns which of its positions are new, changed and remasked, each (answer,)."""
    token, confidence = choose(probabilities, params.temperature, generator, LEAST_SHARE)
    ids, holes = answer.ids[:rows], answer.holes[:rows]
    current = probabilities.gather(1, ids[:, None])[:, 0]
    take = commits(probabilities, token, confidence, holes, params, pace, breaks)
    if params.per_step is None:
        take |= copies.run(ids, holes, token, confidence)
    best_token, best = (token, confidence) if params.temperature == 0.0 else likeliest(probabilities)
    settled = ~holes & (answer.revisions[:rows] < params.revisions) & (params.take_back < 1.0)
    if answer.eos_id is not None:
        settled &= ids != answer.eos_id  # what lay behind the end is gone, so the end stays
    replace, remask = remasking.contradicted(
        current, best, best_token != ids, settled, replace_from=params.take_back, remask_below=REMASK_BELOW
    )
    if pace:
        remask = torch.zeros_like(remask)  # a limited run may replace, but not dig new holes
    revised = replace | remask
    answer.revisions[:rows] += revised.long()
    # the guess for a token that became a hole again is what the model would write there now
    answer.guess[:rows] = torch.where(holes, token, torch.where(revised, best_token, ids))
    answer.confidence[:rows] = torch.where(holes, confidence, torch.where(revised, best, current))
    answer.ids[:rows] = torch.where(take, token, torch.where(replace, best_token, torch.where(remask, answer.mask_id, ids)))
    answer.holes = answer.ids == answer.mask_id

    def whole(flags: Tensor) -> Tensor:
        return torch.cat((flags, flags.new_zeros(len(answer.ids) - rows)))

    return whole(take), whole(replace), whole(remask)


def draft_of(answer: Answer, new: Tensor, changed: Tensor, remasked: Tensor, step: int, seconds: float) -> Draft:
    length = len(answer.ids)

    def places(flags: Tensor) -> tuple[int, ...]:
        return tuple(flags[:length].nonzero()[:, 0].tolist())

    return Draft(
        ids=tuple(answer.ids.tolist()),
        guess=tuple(answer.guess.tolist()),
        confidence=tuple(answer.confidence.tolist()),
        holes=tuple(answer.holes.tolist()),
        new=places(new),
        changed=places(changed),
        remasked=places(remasked),
        step=step,
        model_calls=step,
        seconds=seconds,
        done=not bool(answer.holes.any()),
    )
