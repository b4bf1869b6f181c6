"""Backbone plus rules: the probability of each clean token given a canvas (MDLM, arXiv:2406.07524, section 3.2.3).

The mask is never an outcome, neither are ids the tokenizer does not have, and given positions are kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

import torch
from torch import Tensor

from ..canvas import Canvas
from ..model.backbone import Backbone


class Request(Protocol):
    """One canvas being denoised."""

    def predict(self, answer: Tensor) -> Tensor:
        """Probabilities (rows, vocab) in fp32 for the first ``rows`` positions of the answer, ids (rows,).

        What lies behind those rows is not there: neither computed nor seen.
        """
        ...


class Denoiser:
    """p(clean token | canvas) under Quicksilver's contract: given attends to given, the answer to everything."""

    def __init__(self, backbone: Backbone, banned: Iterable[int], vocab: int) -> None:
        """``banned`` ids (the mask among them) and ids from ``vocab`` on are never predicted."""
        self.backbone = backbone
        self.device = next(backbone.parameters()).device
        forbidden = torch.zeros(backbone.config.vocab_size, dtype=torch.bool)
        forbidden[list(banned)] = True
        forbidden[vocab:] = True
        self.forbidden = forbidden.to(self.device)

    def open(self, canvas: Canvas) -> Request:
        return CachedRequest(self, canvas)

    def probabilities(self, hidden: Tensor) -> Tensor:
        logits = self.backbone.head(hidden).float().masked_fill(self.forbidden, float("-inf"))
        return logits.softmax(dim=-1)


class CachedRequest:
    """Keys and values of the given positions are computed once; a step costs the answer's rows only.

    This is exact, not an approximation: given positions never see the answer, so they never change.
    """

    @torch.inference_mode()
    def __init__(self, denoiser: Denoiser, canvas: Canvas) -> None:
        self.denoiser = denoiser
        ids = torch.tensor(canvas.ids, device=denoiser.device)
        answer = torch.tensor(canvas.answer, device=denoiser.device)
        positions = torch.arange(len(canvas), device=denoiser.device)
        self.positions = positions[answer][None]  # (1, answer)
        given = ids[~answer][None]  # (1, given)
        self.past = denoiser.backbone.encode(given, positions[~answer][None])[1] if given.numel() else None

    @torch.inference_mode()
    def predict(self, answer: Tensor) -> Tensor:
        rows = len(answer)
        hidden, _ = self.denoiser.backbone.encode(answer[None], self.positions[:, :rows], past=self.past)
        return self.denoiser.probabilities(hidden[0])


class RecomputedRequest:
    """The slow twin: the whole canvas in every step, under an explicit mask. The oracle of ``CachedRequest``."""

    def __init__(self, denoiser: Denoiser, canvas: Canvas) -> None:
        self.denoiser = denoiser
        self.ids = torch.tensor(canvas.ids, device=denoiser.device)
        self.answer = torch.tensor(canvas.answer, device=denoiser.device)

    @torch.inference_mode()
    def predict(self, answer: Tensor) -> Tensor:
        at = self.answer.nonzero()[:, 0]
        kept = torch.cat(((~self.answer).nonzero()[:, 0], at[: len(answer)])).sort().values
        ids = self.ids.clone()
        ids[at[: len(answer)]] = answer
        role = self.answer[kept]
        attend = role[:, None] | ~role[None, :]  # (kept, kept)
        hidden, _ = self.denoiser.backbone.encode(ids[kept][None], kept[None], attend[None, None])
        return self.denoiser.probabilities(hidden[0][role])
