"""No word is made of the same pieces three times running: where a small model copies a long name and loses its place, it goes on with
``_letters_letters_letters`` to the end of the canvas. Numbers, brackets and margins may repeat themselves.
"""

from __future__ import annotations

import torch
from torch import Tensor

PERIODS = (1, 2, 3)  # pieces that come again


def forbid_third(probabilities: Tensor, ids: Tensor, pieces: Tensor, said: Tensor) -> Tensor:
    """Probabilities (rows, vocab) of the rows ids (rows,), where what stands left of a row twice cannot begin a third time; in place.

    pieces: (vocab,), True for tokens that are letters within a word; said: (given,), ids of the context. What stands there three
    times running, a person wanted.
    """
    for period in PERIODS:
        rows = behind_two(ids, pieces, period)
        if not len(rows):
            continue
        again = ids[rows - period]
        wanted = said[thrice(said, period)] if len(said) >= 3 * period else said[:0]
        rows, again = rows[~torch.isin(again, wanted)], again[~torch.isin(again, wanted)]
        probabilities[rows, again] = 0.0
        probabilities[rows] /= probabilities[rows].sum(-1, keepdim=True).clamp_min(1e-30)
    return probabilities


def behind_two(ids: Tensor, pieces: Tensor, period: int) -> Tensor:
    """The rows left of which the same ``period`` pieces stand twice."""
    same = (ids[period:] == ids[:-period]) & pieces[ids[period:]]
    if len(same) <= period:
        return ids.new_zeros(0)
    rows = same.unfold(0, period, 1).all(-1).nonzero()[:, 0] + 2 * period
    return rows[rows < len(ids)]


def thrice(ids: Tensor, period: int) -> Tensor:
    """Where the same ``period`` ids begin a third time running."""
    same = ids[period:] == ids[:-period]
    return same.unfold(0, 2 * period, 1).all(-1).nonzero()[:, 0] + 2 * period
