"""Products in 8 bits for CPUs: weights per output channel, rows as they come; the product in full precision stays the oracle.

Symmetric weights in 8 bits, rows in 7, so that no sum of two products overflows 16 bits where a CPU has no VNNI
(FBGEMM, arXiv:2101.05615, section 4.3).
"""

from __future__ import annotations

import warnings

import torch
from torch import Tensor

from .fused_backbone import Product

LEAST = 1e-12  # scale of a channel of zeros


def available() -> bool:
    """Whether this build of torch has 8-bit products for its CPU."""
    return "fbgemm" in torch.backends.quantized.supported_engines


def in_8_bits(weight: Tensor) -> Product:
    """The product with ``weight`` (out, in): rows (n, in) to rows (n, out), with 8-bit weights and 7-bit rows inside."""
    if torch.backends.quantized.engine != "fbgemm":
        torch.backends.quantized.engine = "fbgemm"
    scales = (weight.abs().amax(1).double() / 127).clamp_min(LEAST)
    zeros = torch.zeros(len(weight), dtype=torch.int64)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the age of the interface
        packed = torch.ops.quantized.linear_prepack(torch.quantize_per_channel(weight, scales, zeros, 0, torch.qint8), None)
    return lambda rows: torch.ops.quantized.linear_dynamic(rows, packed, True)
