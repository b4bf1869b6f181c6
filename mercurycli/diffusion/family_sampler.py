"""The way each family of published models decodes, chosen by its row in the table."""

from __future__ import annotations

from collections.abc import Iterator

from ..canvas import Canvas, Draft, SamplingParams
from .block_sampler import sample_blocks
from .expand_sampler import sample_expanding
from .family_denoiser import FamilyDenoiser
from .reorder_sampler import sample_reordered
from .whole_sampler import sample_path, sample_whole


def sample_family(denoiser: FamilyDenoiser, canvas: Canvas, params: SamplingParams) -> Iterator[Draft]:
    """Drafts of ``canvas``, the last one ``done``. Stopping early is ``close()``."""
    family = denoiser.family
    if family.attention == "block":
        return sample_blocks(denoiser, canvas, params)
    ways = {"path": sample_path, "expand": sample_expanding, "reorder": sample_reordered}
    return ways.get(family.rule.order, sample_whole)(denoiser, canvas, params)
