"""Denoises a hole whose length is open: DreamOn (arXiv:2602.01326). A hole may become two, or none.

One hole is settled a model call, the one of least entropy. Where ``<|expand|>`` is drawn, two holes take its place; where an
end token is drawn, the hole is gone. A hole may grow up to a length and never vanishes altogether.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

import torch
from torch import Tensor

from ..canvas import Canvas, Draft, SamplingParams
from .family_denoiser import FamilyDenoiser, WholeCanvas
from .settling import draw

FIRST_HOLES = 32  # of an answer with an open end, which is asked for with as many as it may have
LEAST_LIMIT, GROWTH = 64, 2  # how long a hole in a text may get


def sample_expanding(denoiser: FamilyDenoiser, canvas: Canvas, params: SamplingParams) -> Iterator[Draft]:
    work = OpenHole(denoiser, canvas, params)
    while work.holes():
        work.step()
        yield work.draft()


class OpenHole:
    def __init__(self, denoiser: FamilyDenoiser, canvas: Canvas, params: SamplingParams) -> None:
        self.denoiser, self.params, self.rule = denoiser, params, denoiser.family.rule
        self.view, self.mask, self.device = WholeCanvas(denoiser), denoiser.ids.mask, denoiser.device
        first, last = canvas.answer.index(True), len(canvas) - canvas.answer[::-1].index(True)
        part = [self.mask if hole else id for id, hole in zip(canvas.ids[first:last], canvas.holes[first:last], strict=True)]
        asked = sum(canvas.holes)
        in_a_text = last < len(canvas)
        self.limit = max(LEAST_LIMIT, GROWTH * len(part)) if in_a_text else len(part)
        spare = 0 if in_a_text else max(asked - FIRST_HOLES, 0)
        self.ids = part[: len(part) - spare] if part[-1:] == [self.mask] else part  # what stands in the hole now
        self.before, self.after = canvas.ids[:first], canvas.ids[last:]
        self.sure = [0.0 if id == self.mask else 1.0 for id in self.ids]
        self.guess = list(self.ids)
        self.new: tuple[int, ...] = ()
        self.steps, self.expansions = 0, GROWTH * self.limit
        self.generator = torch.Generator().manual_seed(params.seed % 2**64)
        self.since = time.perf_counter()

    def holes(self) -> list[int]:
        return [at for at, id in enumerate(self.ids) if id == self.mask]

    def step(self) -> None:
        """One model call, one hole; as many as it takes where the steps run out."""
        holes = self.holes()
        self.steps += 1
        row = torch.tensor([*self.before, *self.ids, *self.after], device=self.device)
        at = torch.tensor(holes, device=self.device) + len(self.before)
        probabilities = self.view.predict(row, at)
        hurried = self.params.steps is not None and len(holes) >= self.params.steps - self.steps + 1
        probabilities = self.allowed(probabilities, hurried)
        best, guess = probabilities.max(dim=-1)
        for place, sure, id in zip(holes, best.tolist(), guess.tolist(), strict=True):
            self.sure[place], self.guess[place] = sure, id
        count = -(-len(holes) // max((self.params.steps or 0) - self.steps + 1, 1)) if hurried else 1
        order = torch.special.entr(probabilities).sum(-1).sort(stable=True).indices[:count]
        token, sure = draw(probabilities[order], self.params, self.rule, self.generator)
        self.new = ()
        for index, id, confidence in zip(order.tolist(), token.tolist(), sure.tolist(), strict=True):
            self.write(holes[index], id, confidence)

    def allowed(self, probabilities: Tensor, hurried: bool) -> Tensor:
        """Without what the length forbids: another hole where it is as long as it may be, none where it is the last."""
        out = probabilities.clone()
        known = self.denoiser.ids
        if known.expand is not None and (hurried or len(self.ids) >= self.limit or not self.expansions):
            out[:, known.expand] = 0.0
        if hurried or len(self.ids) == 1:
            out[:, list(known.stops)] = 0.0
        return out / out.sum(-1, keepdim=True).clamp_min(1e-38)

    def write(self, at: int, id: int, confidence: float) -> None:
        if id == self.denoiser.ids.expand:
            self.expansions -= 1
            self.replace(at, [self.mask, self.mask])
        elif id in self.denoiser.ids.stops:
            self.replace(at, [])
        else:
            self.ids[at] = self.guess[at] = id
            self.sure[at] = confidence
            self.new = (*self.new, at)

    def replace(self, at: int, ids: list[int]) -> None:
        self.ids[at : at + 1], self.guess[at : at + 1] = ids, ids
        self.sure[at : at + 1] = [0.0] * len(ids)

    def draft(self) -> Draft:
        holes = tuple(id == self.mask for id in self.ids)
        return Draft(
            ids=tuple(self.ids), guess=tuple(self.guess), confidence=tuple(self.sure), holes=holes, new=self.new, changed=(),
            remasked=(), step=self.steps, model_calls=self.steps, seconds=time.perf_counter() - self.since, done=not any(holes),
        )  # fmt: skip
