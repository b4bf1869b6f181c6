"""Who sees whom in a published model: True = attend, over absolute positions."""

from __future__ import annotations

import torch
from torch import Tensor


def block_causal(positions: Tensor, block: int, start: int = 0) -> Tensor:
    """A row sees its own block and those before it. positions: (seq,); blocks begin at ``start`` + k * ``block``, k any whole
    number. Returns (1, 1, seq, seq)."""
    number = (positions - start).div(block, rounding_mode="floor")
    return (number[:, None] >= number[None, :])[None, None]


def causal(rows: int, past: int, device: torch.device) -> Tensor:
    """Each of ``rows`` sees what was kept, itself, and the rows before it: (1, 1, rows, past + rows)."""
    return torch.ones(rows, past + rows, dtype=torch.bool, device=device).tril(past)[None, None]


def predictors(positions: Tensor, shift: bool) -> Tensor:
    """The row that predicts each position: itself, or with ``shift`` the one before it; the first position has only itself."""
    return (positions - 1).clamp_min(0) if shift else positions
