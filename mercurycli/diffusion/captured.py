"""A step as one CUDA graph: on a GPU a small model's step is hundreds of tiny kernels, and starting them takes longer than they do.

A graph wants the same shapes and the same memory at each replay. So a step is computed over buffers of a few sizes, larger than what is
asked for, and what lies behind is masked. Where capturing fails, or the graph does not say what the step itself says, steps are
computed one kernel after another as before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from ..model.backbone import Neighbours
from ..model.kept_rows import KeptRows

if TYPE_CHECKING:
    from .denoiser import Denoiser, Source

GIVEN_UNIT, ROWS_UNIT = 128, 32  # buffers hold a multiple of so many given positions, and of so many rows
WARM_UPS = 3  # runs before a capture, on a stream of their own, as the documentation of torch.cuda.graph asks for
CLOSE = 1e-3  # between a replay's probabilities and the step's own
Compute = Callable[[], None]


class StaticStep:
    """The forward pass of one step over buffers for ``given`` positions and ``rows`` rows."""

    def __init__(self, denoiser: Denoiser, given: int, rows: int) -> None:
        config, device = denoiser.backbone.config, denoiser.device
        dtype = next(denoiser.backbone.parameters()).dtype
        self.denoiser, self.given, self.rows, self.request = denoiser, given, rows, None
        shape = (1, config.num_kv_heads, given + rows, config.head_dim)
        self.past = [
            KeptRows(torch.zeros(shape, dtype=dtype, device=device), torch.zeros(shape, dtype=dtype, device=device), given)
            for _ in range(config.num_layers)
        ]
        self.ids = torch.full((1, rows), denoiser.mask_id, device=device)
        self.positions = torch.zeros_like(self.ids)
        self.beside = (torch.full_like(self.ids, -1), torch.full_like(self.ids, -1)) if config.neighbour_mixing else None
        self.attend = torch.zeros((1, 1, 1, given + rows), dtype=torch.bool, device=device)
        self.source: Source | None = None
        self.found = torch.empty(0, device=device)

    def take_over(self, request: object, past: Sequence[KeptRows], source: Source | None) -> None:
        """What is given in a request, once for all of its steps."""
        self.request, length = request, past[0].length
        for mine, other in zip(self.past, past, strict=True):
            mine.keys[:, :, :length] = other.keys[:, :, :length]
            mine.values[:, :, :length] = other.values[:, :, :length]
        self.attend[..., : self.given] = torch.arange(self.given, device=self.attend.device) < length
        if source is None:
            return
        if self.source is None:  # the mask is never copied, so it stands where nothing does
            keys = source.keys.new_zeros(1, self.given, source.keys.shape[-1])
            self.source = type(source)(keys, torch.full((1, self.given), self.denoiser.mask_id, device=keys.device))
        self.source.keys[:, :length] = source.keys
        self.source.ids[:, :length] = source.ids
        self.source.ids[:, length:] = self.denoiser.mask_id

    def fill(self, ids: Tensor, positions: Tensor, neighbours: Neighbours | None) -> None:
        """A step's rows: ids and positions (1, rows asked for), and what stands beside them."""
        count = ids.shape[1]
        self.ids[:, :count], self.positions[:, :count] = ids, positions
        self.attend[..., self.given :] = torch.arange(self.rows, device=ids.device) < count
        if self.beside is not None and neighbours is not None:
            for mine, other in zip(self.beside, neighbours, strict=True):
                mine[:, :count] = other

    def compute(self) -> None:
        """From the buffers to ``found`` (rows, vocab)."""
        hidden, _ = self.denoiser.backbone.encode(self.ids, self.positions, self.attend, past=self.past, neighbours=self.beside)
        self.found = self.denoiser.probabilities(hidden, self.ids, self.beside, self.source)


class CapturedSteps:
    """The static steps of a denoiser by the size of their buffers, each with the graph that replays it."""

    def __init__(self, denoiser: Denoiser, capture: Callable[[Compute], Compute] | None = None) -> None:
        """``capture`` makes a replay of a computation; the default makes a CUDA graph."""
        self.denoiser, self.capture, self.broken = denoiser, capture or cuda_graph, ""
        self.steps: dict[tuple[int, int], tuple[StaticStep, Compute]] = {}

    def run(
        self, request: object, past: Sequence[KeptRows], source: Source | None, ids: Tensor, positions: Tensor, neighbours: Neighbours | None
    ) -> Tensor | None:
        """Probabilities (rows, vocab) of ids (1, rows), whose memory is the caller's; None where graphs do not work here."""
        if self.broken:
            return None
        count = ids.shape[1]
        size = whole_units(past[0].length, GIVEN_UNIT), whole_units(count, ROWS_UNIT)
        step, replay = self.steps.get(size) or (StaticStep(self.denoiser, *size), None)
        if step.request is not request:
            step.take_over(request, past, source)
        step.fill(ids, positions, neighbours)
        if replay is None:
            replay = self.checked(step)
            if replay is None:
                return None
            self.steps[size] = step, replay
        replay()
        return step.found[:count].clone()

    def checked(self, step: StaticStep) -> Compute | None:
        """A replay that says what the step says."""
        step.compute()
        expected = step.found.clone()
        try:
            replay = self.capture(step.compute)
            replay()
        except RuntimeError as error:  # what CUDA says of a capture that is not possible
            self.broken = str(error) or "no capture"
            return None
        if not torch.allclose(step.found, expected, atol=CLOSE, rtol=0.0):
            self.broken = "the graph says something else"
            return None
        return replay


def whole_units(count: int, unit: int) -> int:
    return max(-(-count // unit), 1) * unit


def cuda_graph(compute: Compute) -> Compute:
    """A replay of ``compute`` as a CUDA graph. Raises RuntimeError where it cannot be captured."""
    beside = torch.cuda.Stream()
    beside.wait_stream(torch.cuda.current_stream())
    with torch.cuda.stream(beside):
        for _ in range(WARM_UPS):
            compute()
    torch.cuda.current_stream().wait_stream(beside)
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph):
        compute()
    return graph.replay
