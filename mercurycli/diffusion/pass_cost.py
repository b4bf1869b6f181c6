"""What one pass costs, and what its matrix products alone would: the same rows through the fast road, its slow twin, and 8 bits."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from ..canvas import Canvas
from ..model.backbone import ModelConfig
from ..model.fused_backbone import FusedBackbone
from ..model.quantize import available, in_8_bits
from .denoiser import Denoiser


@dataclass(frozen=True, slots=True)
class PassCost:
    """Seconds, each the least of several turns: what else the machine does only adds to it."""

    rows: int
    seconds: float  # as the product computes it
    twin_seconds: float  # plain layers and softmax, keys and values of the given kept as well
    products_seconds: float  # matrix products of the same shapes, and nothing else
    in_8_bits_seconds: float | None
    agreement: float | None  # share of rows whose best token is the same in 8 bits


class PassCosts:
    """Times passes of one canvas; ``denoiser`` must have a fused backbone."""

    def __init__(self, denoiser: Denoiser, canvas: Canvas) -> None:
        assert isinstance(denoiser.backbone, FusedBackbone)
        self.config = denoiser.backbone.config
        self.fast = denoiser.open(canvas)
        self.twin = denoiser.plain().open(canvas)
        self.small = denoiser.over(FusedBackbone(denoiser.backbone.whole, in_8_bits)).open(canvas) if available() and denoiser.device.type == "cpu" else None
        self.device = denoiser.device

    def by_threads(self, answer: Sequence[int], counts: Sequence[int], turns: int) -> dict[int, float]:
        """Seconds of a pass by number of threads."""
        ids = torch.tensor(answer, device=self.device)
        return by_threads(lambda: self.fast.predict(ids), counts, turns)

    def of(self, answer: Sequence[int], turns: int) -> PassCost:
        """The cost of a pass over the first positions of the answer, ids ``answer``."""
        ids = torch.tensor(answer, device=self.device)
        roads: dict[str, Callable[[], object]] = {"fast": lambda: self.fast.predict(ids), "twin": lambda: self.twin.predict(ids)}
        if (small := self.small) is not None:
            roads["small"] = lambda: small.predict(ids)
        roads["products"] = products(self.config, len(answer), self.device)
        least = dict.fromkeys(roads, float("inf"))
        for _ in range(turns + 1):  # the first turn warms up and may stand: it is never the least
            for name, road in roads.items():
                begin = time.perf_counter()
                road()
                if self.device.type == "cuda":  # it only queues its work
                    torch.cuda.synchronize(self.device)
                least[name] = min(least[name], time.perf_counter() - begin)
        agreement = None
        if small is not None:
            agreement = float((self.fast.predict(ids).argmax(-1) == small.predict(ids).argmax(-1)).float().mean())
        return PassCost(len(answer), least["fast"], least["twin"], least["products"], least.get("small"), agreement)


def products(config: ModelConfig, rows: int, device: torch.device) -> Callable[[], object]:
    """The matrix products of a pass over ``rows`` rows, each layer with weights of its own, as they lie in memory in a real pass."""
    inner, kv = config.num_heads * config.head_dim, config.num_kv_heads * config.head_dim
    wide, narrow = config.hidden_size, config.intermediate_size
    layer = [(wide, inner + 2 * kv), (inner, wide), (wide, 2 * narrow), (narrow, wide)]
    shapes = [*layer * config.num_layers, (wide, config.vocab_size)]
    pairs = [(torch.randn(rows, size, device=device), torch.randn(out, size, device=device)) for size, out in shapes]

    @torch.inference_mode()
    def run() -> None:
        for x, weight in pairs:
            F.linear(x, weight)

    return run


def by_threads(work: Callable[[], Tensor], counts: Sequence[int], turns: int) -> dict[int, float]:
    """Seconds of ``work`` by number of threads, the least of ``turns``, taken in turns; the number is as before afterwards."""
    before, least = torch.get_num_threads(), dict.fromkeys(counts, float("inf"))
    try:
        for _ in range(turns + 1):
            for count in counts:
                torch.set_num_threads(count)
                begin = time.perf_counter()
                work()
                least[count] = min(least[count], time.perf_counter() - begin)
    finally:
        torch.set_num_threads(before)
    return least
