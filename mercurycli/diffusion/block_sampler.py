"""Denoises with a model of block-causal attention: block after block, the finished ones kept as keys and values.

Block diffusion (arXiv:2503.09573, section 3.2); the boundary rule is Fast-dLLM v2's (arXiv:2509.26328): with shifted logits
a block's first token has no row of its own block before it, so it is read off the last row of the block before.
Editing is LLaDA2.1's (arXiv:2602.08676): tokens of the current block may be replaced by ones the model is surer of.
"""

from __future__ import annotations

from collections.abc import Iterator

import torch
from torch import Tensor

from ..canvas import Canvas, Draft, SamplingParams
from ..errors import UsageError
from ..model.families import titles_that_fill
from .family_denoiser import FamilyDenoiser, KeptBlocks
from .settling import draw, next_holes
from .sheet import Sheet


def require_open_end(denoiser: FamilyDenoiser, canvas: Canvas) -> None:
    if not canvas.answer[-1]:
        raise UsageError(
            f"{denoiser.family.title} sees nothing behind a hole and cannot fill one", hint=f"models that can: {titles_that_fill()}"
        )


def sample_blocks(denoiser: FamilyDenoiser, canvas: Canvas, params: SamplingParams) -> Iterator[Draft]:
    require_open_end(denoiser, canvas)
    work = BlockWork(denoiser, canvas, params)
    while work.sheet.left:
        yield from work.block()
    if work.edits:  # whether there was more to edit is known behind the last step only
        yield work.sheet.draft(done=True)


class BlockWork:
    """One answer on its way: its sheet, and what is kept of it."""

    def __init__(self, denoiser: FamilyDenoiser, canvas: Canvas, params: SamplingParams) -> None:
        self.denoiser, self.params, self.rule = denoiser, params, denoiser.family.rule
        self.kept = KeptBlocks(denoiser, canvas.answer.index(True))
        # of models trained on whole blocks only, the last rows see the masks behind the canvas
        spare = self.kept.block_of(len(canvas) - 1)[1] - len(canvas) if denoiser.family.whole_blocks else 0
        self.sheet = Sheet(canvas, denoiser.ids, denoiser.device, spare)
        self.generator = torch.Generator().manual_seed(params.seed % 2**64)
        self.edits = self.rule.edit_from is not None
        self.may_edit = self.sheet.holes.clone()  # what was given or settled before is never replaced

    def block(self) -> Iterator[Draft]:
        """The block with the first hole, until it has none, and then until nothing in it changes any more."""
        sheet = self.sheet
        begin, end = self.kept.block_of(sheet.first_hole)
        end = min(end, len(sheet.ids))
        if begin > self.kept.kept:
            self.kept.keep(sheet.ids[self.kept.kept : begin])
            sheet.calls += 1
        if self.denoiser.family.first_by_row_before and begin and bool(sheet.holes[begin]):
            yield self.first_by_row_before(begin)
        # what stands in spare holes matters to nobody once the answer is settled, unless it may still be edited
        last = end if self.edits else min(end, sheet.end)
        while bool(sheet.holes[begin:last].any()):
            new, changed = self.step(begin, end)
            if not self.edits:
                sheet.cut(with_holes=False)
            yield sheet.draft(new, changed, done=not (sheet.left or self.edits))
        for _ in range(self.rule.edit_passes):
            new, changed = self.step(begin, end)
            if not len(changed):
                break
            yield sheet.draft(new, changed)
        sheet.cut(with_holes=False)

    def first_by_row_before(self, at: int) -> Draft:
        """Costs no model call: the row was computed when its block was kept."""
        token, confidence = draw(self.kept.predict_next(), self.params, self.rule, self.generator)
        place, sheet = torch.tensor([at], device=self.sheet.device), self.sheet
        sheet.step += 1
        sheet.propose(place, token, confidence)
        sheet.settle(place, token)
        sheet.cut(with_holes=False)
        return sheet.draft(place, done=not sheet.left)

    def step(self, begin: int, end: int) -> tuple[Tensor, Tensor]:
        """One model call; the positions that were settled, and those that got another token."""
        sheet = self.sheet
        sheet.step += 1
        sheet.calls += 1
        places = torch.arange(begin, end, device=sheet.device)
        open_now = sheet.holes[begin:end] & self.in_run(begin, end)
        settled = ~sheet.holes[begin:end] & self.may_edit[begin:end] & self.edits
        rows = open_now | settled
        probabilities = self.kept.predict(sheet.ids[begin:end], places[rows] - begin)
        changed = self.edit(places[settled], probabilities[settled[rows]]) if self.edits else places[:0]
        at, probabilities = places[open_now], probabilities[open_now[rows]]
        if not len(at):
            return at, changed
        token, confidence = draw(probabilities, self.params, self.rule, self.generator)
        take = next_holes(probabilities, confidence, self.params, self.rule, min(sheet.pace(self.params.steps), len(at)))
        sheet.propose(at, token, confidence)
        sheet.settle(at[take], token[take])
        return at[take], changed

    def in_run(self, begin: int, end: int) -> Tensor:
        """Which places of the block are in the run of the first hole."""
        places = torch.arange(end - begin, device=self.sheet.device)
        if self.rule.run is None or not bool(self.sheet.holes[begin:end].any()):
            return torch.ones_like(places, dtype=torch.bool)
        return places // self.rule.run == (self.sheet.first_hole - begin) // self.rule.run

    def edit(self, at: Tensor, probabilities: Tensor) -> Tensor:
        """Replace settled tokens by others that are likely enough; returns where."""
        best, token = probabilities.max(dim=-1)
        turned = (token != self.sheet.ids[at]) & (best >= (self.rule.edit_from or 1.0))
        self.sheet.propose(at[turned], token[turned], best[turned])
        self.sheet.settle(at[turned], token[turned])
        return at[turned]
