"""The plain values that cross the torch border: what is asked (Canvas), how (SamplingParams), what came (Draft)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Canvas:
    """A row of token ids with holes.

    ``holes[i]`` says that the sampler may write position i; what ``ids`` has there is ignored. ``answer[i]`` says that
    the position belongs to the answer: a hole, or a token settled earlier that may still be taken back. Every other
    position is given: it is never written, and it attends to given positions only. ``answer`` defaults to the holes.
    """

    ids: tuple[int, ...]
    holes: tuple[bool, ...]
    answer: tuple[bool, ...] = ()
    old: tuple[int, ...] = ()  # an answer that is to be changed: much of it will stand again

    def __post_init__(self) -> None:
        if not self.answer:
            object.__setattr__(self, "answer", self.holes)
        if not len(self.ids) == len(self.holes) == len(self.answer):
            raise ValueError(f"{len(self.ids)} ids, {len(self.holes)} hole flags and {len(self.answer)} answer flags")
        if not any(self.holes):
            raise ValueError("a canvas without a hole leaves nothing to denoise")
        if any(hole and not answer for hole, answer in zip(self.holes, self.answer, strict=True)):
            raise ValueError("every hole belongs to the answer")

    def __len__(self) -> int:
        return len(self.ids)


def settled(canvas: Canvas, ids: list[int]) -> Canvas:
    """The canvas with the first of its holes filled; they stay part of the answer."""
    first = canvas.holes.index(True)
    end = first + len(ids)
    return Canvas(
        (*canvas.ids[:first], *ids, *canvas.ids[end:]), (*[False] * end, *canvas.holes[end:]), canvas.answer
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class SamplingParams:
    """How to denoise. Defaults are for checkpoints that recommend nothing of their own."""

    threshold: float = 0.9  # commit every hole whose best token is at least this probable
    left_bias: float = 1.0  # where no hole is that sure, how much less each further hole to the right counts; 1: not at all.
    # Under 1, a token that may belong one hole further left waits for that hole, and what is behind it waits with it
    prefix_threshold: float = 1.0  # under ``threshold``, the first holes, one behind the other, are committed from this probability on: of none of them
    # it is open where it stands (DMax, arXiv:2604.08302)
    run_threshold: float = 1.0  # under 1, of each run of holes the surest from this probability on: it cuts the run in two (hierarchical
    # decoding, dInfer, arXiv:2510.08666)
    line_threshold: float = 1.0  # under 1, the first line break this probable ends what is worked on (AdaBlock, arXiv:2509.26432)
    entropy_bound: float | None = None  # cap on the summed entropy (nats) of one step's commits; None: no cap
    per_step: int | None = None  # commit exactly so many holes a model call, whatever the threshold: the plain schedule
    window: int | None = None  # how many holes behind the first one may be worked on at once; None: all
    steps: int | None = None  # at most this many model calls; None: until nothing is left to do
    temperature: float = 0.0
    take_back: float = 0.9  # replace a settled token when another is at least this probable; 1 turns it off
    revisions: int = 2  # how often one position may be taken back
    seed: int = 0

    def __post_init__(self) -> None:
        for name in ("threshold", "take_back", "left_bias", "prefix_threshold", "run_threshold", "line_threshold"):
            if not 0.0 < getattr(self, name) <= 1.0:
                raise ValueError(f"{name} must lie in (0, 1], not {getattr(self, name)}")
        if self.steps is not None and self.steps < 1:
            raise ValueError(f"steps must be at least 1, not {self.steps}")
        if self.per_step is not None and self.per_step < 1:
            raise ValueError(f"per_step must be at least 1, not {self.per_step}")
        if self.window is not None and self.window < 1:
            raise ValueError(f"window must be at least 1, not {self.window}")
        if not 0.0 <= self.temperature < float("inf"):
            raise ValueError(f"temperature must be a number from 0 on, not {self.temperature}")
        if self.revisions < 0:
            raise ValueError(f"revisions must not be negative, not {self.revisions}")


# of a run in which nothing but the threshold and the best hole counts
NO_SHORT_CUTS = {"prefix_threshold": 1.0, "run_threshold": 1.0, "line_threshold": 1.0}


@dataclass(frozen=True, slots=True)
class Draft:
    """The holes of a canvas after one step. All tuples run over the answer (the canvas's holes, in order);

    the answer gets shorter when its end token settles. Positions index into it.
    """

    ids: tuple[int, ...]  # the settled token, or the mask id where a hole is left
    guess: tuple[int, ...]  # the settled token, or the model's best guess for the hole
    confidence: tuple[float, ...]  # probability of guess, 0 to 1
    holes: tuple[bool, ...]  # True where a hole is left
    new: tuple[int, ...]  # positions committed in this step
    changed: tuple[int, ...]  # settled positions that another token replaced in this step
    remasked: tuple[int, ...]  # settled positions that became holes again in this step
    step: int  # counts from 1
    model_calls: int  # forward passes so far
    seconds: float  # since the request, prefill included
    done: bool  # True on the last draft
