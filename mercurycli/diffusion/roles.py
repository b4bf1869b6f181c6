"""Quicksilver's contract: context sees context only, answer positions see everything.

Then nothing that is computed of the context ever changes while the answer is being denoised.
"""

from __future__ import annotations

import torch
from torch import Tensor

from ..model.backbone import Neighbours


def attention_by_role(answer: Tensor, valid: Tensor) -> Tensor:
    """Who may attend to whom, for rows that are ``answer`` or context; padding is not ``valid``.

    answer, valid: (batch, seq) booleans; returns (batch, 1, seq, seq), True where row q may look at key k. Padding is
    seen by itself only; every row sees itself, so that none is without a key.
    """
    allowed = (answer[:, :, None] | ~answer[:, None, :]) & valid[:, None, :]
    return (allowed | torch.eye(answer.shape[1], dtype=torch.bool, device=answer.device)).unsqueeze(1)


def neighbours_by_role(ids: Tensor, answer: Tensor, mask_id: int, valid: Tensor | None = None) -> Neighbours:
    """The ids that each row sees directly to its left and right, -1 where there is none or where it may not look.

    ids, answer, valid: (batch, seq). The last row of an answer sees a mask to its right: more holes may always follow, and
    a row that knew itself to be the last would take it for the end of the text.
    """
    none = torch.full_like(ids[:, :1], -1)
    left, right = torch.cat((none, ids[:, :-1]), dim=1), torch.cat((ids[:, 1:], none), dim=1)
    context = ~answer
    left[:, 1:][context[:, 1:] & answer[:, :-1]] = -1
    right[:, :-1][context[:, :-1] & answer[:, 1:]] = -1
    last = torch.zeros_like(answer)
    last[:, -1] = True
    if valid is not None:
        left = left.masked_fill(~valid, -1)
        right = right.masked_fill(~valid, -1)
        last = valid & torch.cat((~valid[:, 1:], last[:, -1:]), dim=1)
        right = right.masked_fill(last, -1)
    return left, right.masked_fill(last & answer, mask_id)
