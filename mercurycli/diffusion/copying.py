"""What an old text says would stand next, in a change to it: where the model agrees, unchanged text is settled a stretch at a time.

As in speculative decoding with the prompt for a draft (arXiv:2304.04487, section 3), but verified by the same pass that predicts: from the
first hole on, copies are settled as far as each is the model's own likeliest token and likely enough. A copy is likely by itself, so less
certainty will do than where nothing speaks for a token.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

SURE = 0.6  # probability from which on a likeliest token that is also the copy is settled
ANCHORS = (4, 2, 1)  # settled tokens in front of the first hole by which its place in the old text is found: the most that are there


class Copies:
    """The old text beside an answer that is being denoised."""

    def __init__(self, old: Sequence[int]) -> None:
        self.old = list(old)
        self.shift = 0  # of the last place found: how much further back it stood in the old text

    def run(self, ids: Tensor, holes: Tensor, token: Tensor, confidence: Tensor) -> Tensor:
        """Which holes of ids (rows,) to settle as copies; token, confidence (rows,): the model's likeliest and its probability."""
        taken = torch.zeros_like(holes)
        if not self.old or not bool(holes.any()):
            return taken
        first = int(holes.nonzero()[0])
        at = self.place(ids[:first].tolist())
        if at is None:
            return taken
        old = torch.tensor(self.old[at : at + len(ids) - first], device=ids.device)
        rows = slice(first, first + len(old))
        agree = (torch.where(holes[rows], token[rows], ids[rows]) == old) & (~holes[rows] | (confidence[rows] >= SURE))
        taken[rows] = agree.long().cumprod(0).bool() & holes[rows]
        return taken

    def place(self, settled: list[int]) -> int | None:
        """Where the old text goes on behind what is settled: behind as many of the last tokens as are found there, nearest to where it
        went on last."""
        expected = len(settled) + self.shift
        for size in ANCHORS:
            tail = settled[len(settled) - size :] if size <= len(settled) else settled
            found = [at for at in range(len(tail), len(self.old)) if self.old[at - len(tail) : at] == tail] if tail else [0]
            if found:
                best = min(found, key=lambda at: abs(at - expected))
                self.shift = best - len(settled)
                return best
        return None
