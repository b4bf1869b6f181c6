"""A step as one CUDA graph: on a GPU a small model's step is hundreds of tiny kernels, and starting them takes longer than they do.

A graph wants the same shapes and the same memory at each replay. So a step is computed over buffers of a few sizes, larger than what is
asked for, and what lies behind is masked. Making a graph costs several steps, so it is made for sizes that keep coming. Where that fails,
or a replay does not say what the same computation says kernel by kernel, steps are computed that way, as on a CPU.
"""

from __future__ import annotations

import weakref
from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

import torch
from torch import Tensor

from ..model.backbone import Neighbours
from ..model.kept_rows import KeptRows

if TYPE_CHECKING:
    from .denoiser import Denoiser, Source

GIVEN_UNIT, ROWS_UNIT = 128, 64  # buffers hold a multiple of so many given positions, and of so many rows
SIGHTINGS = 8  # of a size before its graph is made
WARM_UPS = 3  # runs before a capture, on a stream of their own, as the documentation of torch.cuda.graph asks for
CLOSE = 1e-3  # between a replay's probabilities and the step's own
Compute = Callable[[], None]


class StaticStep:
    """The forward pass of one step over buffers for ``given`` positions and ``rows`` rows."""

    def __init__(self, denoiser: Denoiser, given: int, rows: int) -> None:
        config, device = denoiser.backbone.config, denoiser.device
        dtype = next(denoiser.backbone.parameters()).dtype
        self.denoiser, self.given, self.rows = denoiser, given, rows
        self.request: weakref.ref[object] | None = None  # whose given positions the buffers hold
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
        self.request, length = weakref.ref(request), past[0].length
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

    broken: ClassVar[str] = ""  # why there are no graphs in this process: after a failed capture the allocator is in no known state

    def __init__(self, denoiser: Denoiser, capture: Callable[[Compute], Compute] | None = None) -> None:
        """``capture`` makes a replay of a computation; the default makes a CUDA graph."""
        self.denoiser, self.capture = denoiser, capture or CudaGraphs(denoiser.device)
        self.seen: Counter[tuple[int, int]] = Counter()
        self.steps: dict[tuple[int, int], tuple[StaticStep, Compute]] = {}

    def run(
        self, request: object, past: Sequence[KeptRows], source: Source | None, ids: Tensor, positions: Tensor, neighbours: Neighbours | None
    ) -> Tensor | None:
        """Probabilities (rows, vocab) of ids (1, rows), whose memory is the caller's; None where there is no graph for them."""
        if self.broken:
            return None
        count = ids.shape[1]
        size = whole_units(past[0].length, GIVEN_UNIT), whole_units(count, ROWS_UNIT)
        self.seen[size] += 1
        if self.seen[size] <= SIGHTINGS:
            return None
        try:
            step, replay = self.steps.get(size) or (StaticStep(self.denoiser, *size), None)
            if step.request is None or step.request() is not request:
                step.take_over(request, past, source)
            step.fill(ids, positions, neighbours)
            if replay is None:
                replay = self.checked(step)
                self.steps[size] = step, replay
            replay()
        except RuntimeError as error:  # also what CUDA says of a capture that is not possible, and of too little memory
            CapturedSteps.broken = str(error) or "no capture"
            self.steps.clear()
            return None
        return step.found[:count].clone()

    def checked(self, step: StaticStep) -> Compute:
        """A replay that says what the same computation says without it; RuntimeError where it does not."""
        step.compute()
        expected = step.found.clone()
        replay = self.capture(step.compute)
        step.found.fill_(float("nan"))  # what a capture left there is not what a replay writes
        replay()
        if not torch.allclose(step.found, expected, atol=CLOSE, rtol=0.0):
            raise RuntimeError("the graph says something else")
        return replay


def whole_units(count: int, unit: int) -> int:
    return max(-(-count // unit), 1) * unit


class CudaGraphs:
    """Makes replays of computations as CUDA graphs, which share their memory: only one runs at a time, and its result is copied."""

    def __init__(self, device: torch.device) -> None:
        self.device, self.pool = device, None

    def __call__(self, compute: Compute) -> Compute:
        """RuntimeError where it cannot be captured."""
        with torch.cuda.device(self.device):
            before = torch.cuda.current_stream()
            if self.pool is None:
                self.pool = torch.cuda.graph_pool_handle()
            try:
                beside = torch.cuda.Stream()
                beside.wait_stream(before)
                with torch.cuda.stream(beside):
                    for _ in range(WARM_UPS):
                        compute()
                before.wait_stream(beside)
                graph = torch.cuda.CUDAGraph()
                with torch.cuda.graph(graph, pool=self.pool):
                    compute()
            finally:
                torch.cuda.set_stream(before)  # a capture that fails leaves its own one current
        return graph.replay
