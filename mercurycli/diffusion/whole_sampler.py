"""Denoises with a model of full attention, by its family's own rule: run by run, or by path planning.

Nothing that is settled is taken back, but for path planning, which hides the least certain tokens again in every step.
"""

from __future__ import annotations

from collections.abc import Iterator

import torch

from ..canvas import Canvas, Draft, SamplingParams
from .family_denoiser import FamilyDenoiser, WholeCanvas
from .settling import draw, kept_by_path, next_holes
from .sheet import Sheet


def sample_whole(denoiser: FamilyDenoiser, canvas: Canvas, params: SamplingParams) -> Iterator[Draft]:
    """Low-confidence or entropy order, within one run of holes after another (LLaDA, arXiv:2502.09992, section 2.4)."""
    sheet, view, rule = Sheet(canvas, denoiser.ids, denoiser.device), WholeCanvas(denoiser), denoiser.family.rule
    generator = torch.Generator().manual_seed(params.seed % 2**64)
    run = params.window or rule.run or len(canvas)
    while sheet.left:
        sheet.step += 1
        holes = sheet.holes.nonzero()[:, 0]
        first = sheet.begin + (int(holes[0]) - sheet.begin) // run * run
        at = holes[holes < first + run]  # (rows,)
        probabilities = view.predict(sheet.ids, at)
        sheet.calls += 1
        token, confidence = draw(probabilities, params, rule, generator)
        take = next_holes(probabilities, confidence, params, rule, min(sheet.pace(params.steps), len(at)))
        sheet.propose(at, token, confidence)
        sheet.settle(at[take], token[take])
        sheet.cut(with_holes=True)
        yield sheet.draft(at[take], done=not sheet.left)


def sample_path(denoiser: FamilyDenoiser, canvas: Canvas, params: SamplingParams) -> Iterator[Draft]:
    """Every step draws every position of the answer anew and keeps a growing share of them."""
    sheet, view, rule = Sheet(canvas, denoiser.ids, denoiser.device), WholeCanvas(denoiser), denoiser.family.rule
    generator = torch.Generator().manual_seed(params.seed % 2**64)
    at = sheet.holes.nonzero()[:, 0]  # (rows,)
    steps = params.steps or max(1, -(-len(at) // (params.per_step or 1)))
    for step in range(1, steps + 1):
        sheet.step = sheet.calls = step
        probabilities = view.predict(sheet.ids, at)
        token, confidence = draw(probabilities, params, rule, generator)
        hidden = sheet.holes[at]
        keep = kept_by_path(confidence, step, steps)
        new, again = at[keep & hidden], at[~keep & ~hidden]
        sheet.propose(at[hidden], token[hidden], confidence[hidden])
        sheet.settle(new, token[keep & hidden])
        sheet.reopen(again)
        sheet.propose(again, token[~keep & ~hidden], confidence[~keep & ~hidden])
        done = step == steps or not sheet.left
        if done:
            sheet.cut(with_holes=True)
        yield sheet.draft(new, remasked=again, done=done)
        if done:
            return
