"""Denoises with a causal model: WeDLM (arXiv:2512.22737). What is known comes first, holes last, each at its own position.

A window of holes slides behind what is settled from the left. In every model call the settled tokens of the window stand
before its holes, so that plain causal attention lets each hole see all of them. Keys and values are kept of the settled
prefix only: its rows stood in their natural order, so they are those of an ordinary causal pass.
"""

from __future__ import annotations

from collections.abc import Iterator

import torch
from torch import Tensor

from ..canvas import Canvas, Draft, SamplingParams
from ..model.backbone import KeyValues
from .block_mask import causal
from .block_sampler import require_open_end
from .family_denoiser import FamilyDenoiser
from .settling import draw
from .sheet import Sheet


def sample_reordered(denoiser: FamilyDenoiser, canvas: Canvas, params: SamplingParams) -> Iterator[Draft]:
    require_open_end(denoiser, canvas)
    view, rule = KeptPrefix(denoiser), denoiser.family.rule
    window = params.window or rule.run or len(canvas)
    sheet = Sheet(canvas, denoiser.ids, denoiser.device, spare=window - 1)  # the window stays whole up to the answer's last hole
    generator = torch.Generator().manual_seed(params.seed % 2**64)
    view.keep(sheet.ids[: sheet.first_hole])
    sheet.calls += bool(sheet.first_hole)
    while sheet.left:
        sheet.step += 1
        sheet.calls += 1
        holes = sheet.holes.nonzero()[:, 0]
        at = holes[holes < sheet.first_hole + window]  # (rows,)
        probabilities = view.predict(sheet.ids, sheet.holes, at)
        token, confidence = draw(probabilities, params, rule, generator)
        cost = torch.special.entr(probabilities).sum(-1) + rule.entropy_slope * (at - at[0])
        least = min(max(sheet.pace(params.steps), 1), len(at))
        take = torch.zeros_like(cost, dtype=torch.bool).scatter(0, cost.topk(least, largest=False).indices, True)
        take |= (cost < rule.entropy_limit) | ((confidence >= params.threshold) & (params.threshold < 1.0))
        sheet.propose(at, token, confidence)
        sheet.settle(at[take], token[take])
        sheet.cut(with_holes=False)
        yield sheet.draft(at[take], done=not sheet.left)


class KeptPrefix:
    def __init__(self, denoiser: FamilyDenoiser) -> None:
        self.denoiser = denoiser
        self.past: list[KeyValues] | None = None
        self.kept = 0

    @torch.inference_mode()
    def keep(self, ids: Tensor) -> None:
        """Take in the prompt ``ids`` (rows,)."""
        if len(ids):
            _, self.past = self.denoiser.backbone.encode(ids[None], attend=causal(len(ids), 0, ids.device))
            self.kept = len(ids)

    @torch.inference_mode()
    def predict(self, ids: Tensor, holes: Tensor, at: Tensor) -> Tensor:
        """Probabilities (rows, vocab) of the holes ``at`` (rows,) of the canvas; keeps what has no hole before it by now."""
        known = torch.arange(self.kept, len(ids), device=ids.device)
        known = known[~holes[known]]
        order = torch.cat((known, at))
        attend = causal(len(order), self.kept, ids.device)
        hidden, present = self.denoiser.backbone.encode(ids[order][None], order[None], attend, self.past)
        prefix = int((known < at[0]).sum())
        self.kept += prefix
        self.past = [(keys[:, :, : self.kept], values[:, :, : self.kept]) for keys, values in present] if self.kept else None
        return self.denoiser.probabilities(hidden[0, len(known) :])
