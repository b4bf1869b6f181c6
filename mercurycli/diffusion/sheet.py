"""The state of one answer while a published model denoises it, and the drafts it gives off."""

from __future__ import annotations

import time

import torch
from torch import Tensor

from ..canvas import Canvas, Draft
from .family_denoiser import Ids


class Sheet:
    """A canvas with its answer. Positions are the canvas's here; those of a Draft count from the answer's start."""

    def __init__(self, canvas: Canvas, ids: Ids, device: torch.device, spare: int = 0) -> None:
        """``spare``: holes behind the canvas that are denoised with it and never shown."""
        filled = [ids.mask if hole else token for token, hole in zip(canvas.ids, canvas.holes, strict=True)]
        self.ids = torch.tensor([*filled, *[ids.mask] * spare], device=device)  # (canvas + spare,)
        self.holes = torch.tensor([*canvas.holes, *[True] * spare], device=device)
        self.begin, self.end = canvas.answer.index(True), len(canvas) - canvas.answer[::-1].index(True)  # of the answer
        self.open_end = self.end == len(canvas)  # nothing stands behind it, so that an end token can cut it
        self.known, self.device = ids, device
        self.stops = torch.tensor(ids.stops, device=device)
        self.guess, self.confidence = self.ids.clone(), torch.where(self.holes, 0.0, 1.0)
        self.step = self.calls = 0
        self.since = time.perf_counter()

    @property
    def left(self) -> int:
        """Holes of the answer that are still to be settled."""
        return int(self.holes[: self.end].sum())

    @property
    def first_hole(self) -> int:
        return int(self.holes.nonzero()[0, 0])

    def propose(self, at: Tensor, token: Tensor, confidence: Tensor) -> None:
        """What the model would write at the positions ``at`` (rows,)."""
        self.guess[at], self.confidence[at] = token, confidence

    def settle(self, at: Tensor, token: Tensor) -> None:
        self.ids[at], self.guess[at], self.holes[at] = token, token, False

    def reopen(self, at: Tensor) -> None:
        self.ids[at], self.holes[at] = self.known.mask, True

    def cut(self, *, with_holes: bool) -> bool:
        """Forget what lies behind the first end token; unless ``with_holes``, only one with no hole before it counts."""
        if not self.open_end:
            return False
        part = slice(self.begin, self.end)
        ends = torch.isin(self.ids[part], self.stops) & ~self.holes[part]
        if not with_holes:
            ends &= self.holes[part].cumsum(0) == 0
        found = ends.nonzero()
        if not len(found):
            return False
        self.end = self.begin + int(found[0, 0]) + 1
        self.holes[self.end :] = False
        return True

    def pace(self, steps: int | None) -> int:
        """Holes to settle in this step so that the limit on the steps is kept: in the last one all, since spare ones may be the surest."""
        if steps is None:
            return 0
        ahead = steps - self.step + 1
        return -(-self.left // ahead) if ahead > 1 else len(self.ids)

    def draft(
        self, new: Tensor | None = None, changed: Tensor | None = None, remasked: Tensor | None = None, *, done: bool = False
    ) -> Draft:
        """After one step; ``new``, ``changed``, ``remasked`` are positions, each (some,)."""
        part, least = slice(self.begin, self.end), self.begin

        def places(at: Tensor | None) -> tuple[int, ...]:
            return () if at is None else tuple(sorted(i - least for i in at.tolist() if least <= i < self.end))

        end = self.known.stops[0]

        def plain(ids: Tensor) -> tuple[int, ...]:
            return tuple(end if i in self.known.stops else i for i in ids.tolist())

        return Draft(
            ids=plain(self.ids[part]), guess=plain(self.guess[part]), confidence=tuple(self.confidence[part].tolist()),
            holes=tuple(self.holes[part].tolist()), new=places(new), changed=places(changed), remasked=places(remasked),
            step=self.step, model_calls=self.calls, seconds=time.perf_counter() - self.since, done=done,
        )  # fmt: skip
