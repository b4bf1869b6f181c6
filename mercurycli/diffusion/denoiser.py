"""Backbone plus rules: the probability of each clean token given a canvas (MDLM, arXiv:2406.07524, section 3.2.3).

The mask is never an outcome, neither are ids the tokenizer does not have, and given positions are kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

import torch
from torch import Tensor

from ..canvas import Canvas
from ..model.backbone import Backbone, Neighbours
from ..model.copy_head import with_copies
from .roles import neighbours_by_role


class Request(Protocol):
    """One canvas being denoised."""

    def predict(self, answer: Tensor) -> Tensor:
        """Probabilities (rows, vocab) in fp32 for the first ``rows`` positions of the answer, ids (rows,).

        What lies behind those rows is not there: neither computed nor seen.
        """
        ...


@dataclass(frozen=True, slots=True)
class Source:
    """Given positions as the copy head sees them."""

    keys: Tensor  # (1, given, copy_size)
    ids: Tensor  # (1, given)


class Denoiser:
    """p(clean token | canvas) under Quicksilver's contract: given attends to given, the answer to everything."""

    def __init__(self, backbone: Backbone, banned: Iterable[int], vocab: int, mask_id: int) -> None:
        """``banned`` ids, the mask, and ids from ``vocab`` on are never predicted."""
        self.backbone = backbone
        self.device = next(backbone.parameters()).device
        forbidden = torch.zeros(backbone.config.vocab_size, dtype=torch.bool)
        forbidden[[mask_id, *banned]] = True
        forbidden[vocab:] = True
        self.forbidden = forbidden.to(self.device)
        self.mask_id = mask_id

    def open(self, canvas: Canvas) -> Request:
        return CachedRequest(self, canvas)

    def probabilities(self, hidden: Tensor, ids: Tensor, neighbours: Neighbours | None, source: Source | None) -> Tensor:
        """hidden (1, rows, hidden) of ids (1, rows) as ``encode`` gave them; returns (rows, vocab)."""
        logits = self.backbone.head(hidden[0]).float()
        if self.backbone.copy_head is not None and source is not None:
            features = self.backbone.copy_features(hidden, ids, neighbours)
            scores = self.backbone.copy_head.scores(features, source.keys)[0]
            logits = with_copies(logits, scores, source.ids.expand(len(scores), -1))
        return logits.masked_fill(self.forbidden, float("-inf")).softmax(dim=-1)

    def source(self, hidden: Tensor, ids: Tensor, neighbours: Neighbours | None) -> Source | None:
        """What can be copied, from the given rows: hidden (1, given, hidden) of ids (1, given)."""
        if self.backbone.copy_head is None:
            return None
        return Source(self.backbone.copy_head.key(self.backbone.copy_features(hidden, ids, neighbours)), ids)


class CachedRequest:
    """Keys and values of the given positions are computed once; a step costs the answer's rows only.

    This is exact, not an approximation: given positions never see the answer, so they never change.
    """

    @torch.inference_mode()
    def __init__(self, denoiser: Denoiser, canvas: Canvas) -> None:
        self.denoiser = denoiser
        self.ids = torch.tensor(canvas.ids, device=denoiser.device)[None]  # (1, canvas)
        self.answer = torch.tensor(canvas.answer, device=denoiser.device)[None]
        positions = torch.arange(len(canvas), device=denoiser.device)[None]
        self.positions = positions[self.answer][None]  # (1, answer)
        self.past, self.source = None, None
        if not bool(self.answer.all()):
            neighbours = neighbours_by_role(self.ids, self.answer, denoiser.mask_id)
            given = [of[~self.answer][None] for of in (self.ids, positions, *neighbours)]  # each (1, given)
            hidden, self.past = denoiser.backbone.encode(given[0], given[1], neighbours=(given[2], given[3]))
            self.source = denoiser.source(hidden, given[0], (given[2], given[3]))

    @torch.inference_mode()
    def predict(self, answer: Tensor) -> Tensor:
        rows = len(answer)
        positions = self.positions[:, :rows]
        neighbours = None
        if self.denoiser.backbone.config.neighbour_mixing:
            self.ids[0, self.positions[0]] = self.denoiser.mask_id  # what lies behind the rows is holes, for all they know
            self.ids[0, positions[0]] = answer
            left, right = neighbours_by_role(self.ids, self.answer, self.denoiser.mask_id)
            neighbours = left[:, positions[0]], right[:, positions[0]]
        hidden, _ = self.denoiser.backbone.encode(answer[None], positions, past=self.past, neighbours=neighbours)
        return self.denoiser.probabilities(hidden, answer[None], neighbours, self.source)


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
        ids[at] = self.denoiser.mask_id
        ids[at[: len(answer)]] = answer
        role = self.answer[kept]
        attend = role[:, None] | ~role[None, :]  # (kept, kept)
        left, right = neighbours_by_role(ids[None], self.answer[None], self.denoiser.mask_id)
        neighbours = left[:, kept], right[:, kept]
        hidden, _ = self.denoiser.backbone.encode(ids[kept][None], kept[None], attend[None, None], neighbours=neighbours)
        source = None
        if not bool(role.all()):
            source = self.denoiser.source(hidden[:, ~role], ids[kept][~role][None], tuple(of[:, ~role] for of in neighbours))
        return self.denoiser.probabilities(hidden[:, role], ids[kept][role][None], tuple(of[:, role] for of in neighbours), source)
