"""p(clean token | canvas) of a published checkpoint: its backbone, its shift, its blocks, and what can never come out of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import torch
from torch import Tensor

from ..canvas import Canvas
from ..errors import UsageError
from ..model.backbone import Backbone
from ..model.families import Family
from ..model.kept_rows import KeptRows
from .block_mask import block_causal, predictors
from .denoiser import Request


@dataclass(frozen=True, slots=True)
class Ids:
    """Ids that mean something to a sampler."""

    mask: int
    stops: tuple[int, ...]  # end an answer; the first of them stands for all in a draft
    expand: int | None = None  # stands for two holes


class FamilyDenoiser:
    def __init__(self, backbone: Backbone, family: Family, ids: Ids, banned: Iterable[int], vocab: int, block: int = 0) -> None:
        """``banned`` ids, the mask, and ids from ``vocab`` on are never predicted; ``block``: rows that see each other."""
        self.backbone, self.family, self.ids, self.block = backbone, family, ids, block
        self.device = next(backbone.parameters()).device
        forbidden = torch.zeros(backbone.config.vocab_size, dtype=torch.bool)
        forbidden[[ids.mask, *banned]] = True
        forbidden[vocab:] = True
        self.forbidden = forbidden.to(self.device)

    def open(self, canvas: Canvas) -> Request:
        """Quicksilver's way in: weighing and looking at a canvas without a sampler."""
        raise UsageError(f"{self.family.title} cannot weigh answers", hint="leave --model out to use the embedded checkpoint")

    def probabilities(self, hidden: Tensor) -> Tensor:
        """hidden (rows, hidden) to (rows, vocab), in fp32 on the first device."""
        logits = self.backbone.head(hidden).float().to(self.device)
        return logits.masked_fill(self.forbidden, float("-inf")).softmax(dim=-1)


class WholeCanvas:
    """Full attention: every step computes every row, since every row sees every other."""

    def __init__(self, denoiser: FamilyDenoiser) -> None:
        self.denoiser = denoiser

    @torch.inference_mode()
    def predict(self, ids: Tensor, at: Tensor) -> Tensor:
        """Probabilities (rows, vocab) of positions ``at`` (rows,) of the canvas ``ids`` (canvas,)."""
        hidden, _ = self.denoiser.backbone.encode(ids[None])
        rows = predictors(at, self.denoiser.family.shift).to(hidden.device)
        return self.denoiser.probabilities(hidden[0, rows])


class KeptBlocks:
    """Block-causal attention: keys and values of finished blocks are computed once. Exact, since no later row is seen by them."""

    def __init__(self, denoiser: FamilyDenoiser, answer_start: int) -> None:
        self.denoiser = denoiser
        self.past: list[KeptRows] | None = None
        self.kept = 0  # positions the keys and values stand for
        self.last: Tensor | None = None  # the last kept row, (1, hidden)
        self.start = answer_start % denoiser.block if denoiser.family.blocks_from == "answer" else 0

    def block_of(self, position: int) -> tuple[int, int]:
        """First and last position (behind the end) of the block that holds ``position``."""
        size = self.denoiser.block
        first = (position - self.start) // size * size + self.start
        return max(first, 0), first + size

    @torch.inference_mode()
    def keep(self, ids: Tensor) -> None:
        """Take in whole blocks ``ids`` (rows,) that follow what is kept: one model call."""
        if not len(ids):
            return
        positions = torch.arange(self.kept, self.kept + len(ids), device=ids.device)
        attend = None
        if self.block_of(self.kept)[1] < self.kept + len(ids):  # several blocks at once
            among = block_causal(positions, self.denoiser.block, self.start)
            attend = torch.cat((among.new_ones(1, 1, len(ids), self.kept), among), dim=-1)
        past = self.past
        if past is not None and len(ids) > self.denoiser.block:  # more than there is room for
            past = [kept.repeated(1) for kept in past]
        hidden, present = self.denoiser.backbone.encode(ids[None], positions[None], attend, past)
        # with room for a step's rows behind them, so that no step copies what is kept
        self.past = [KeptRows.of(keys, values, self.denoiser.block) for keys, values in present]
        self.kept += len(ids)
        self.last = hidden[0, -1:]

    @torch.inference_mode()
    def predict(self, ids: Tensor, at: Tensor) -> Tensor:
        """Probabilities (rows, vocab) of places ``at`` (rows,) within the block ``ids`` behind what is kept."""
        hidden, _ = self.denoiser.backbone.encode(ids[None], past=self.past)
        rows = predictors(at, self.denoiser.family.shift).to(hidden.device)
        return self.denoiser.probabilities(hidden[0, rows])

    @torch.inference_mode()
    def predict_next(self) -> Tensor:
        """Probabilities (1, vocab) of the position behind what is kept, by the last kept row."""
        assert self.last is not None, "the first block of all has no row before it"
        return self.denoiser.probabilities(self.last)
