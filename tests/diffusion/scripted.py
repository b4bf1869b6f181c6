"""Denoisers that play a script, so that the sampler is tested without a model."""

from __future__ import annotations

from collections.abc import Callable

import torch
from hypothesis import strategies as st
from torch import Tensor

from mercurycli.canvas import Canvas, Draft

MASK, END, VOCAB = 0, 1, 10
Script = Callable[[Tensor, int], Tensor]  # ids of the rows, number of the call from 1 -> probabilities


class Scripted:
    """Notes what it was asked: ``calls`` are the ids of the rows of each call."""

    device = torch.device("cpu")

    def __init__(self, script: Script) -> None:
        self.script = script
        self.calls: list[tuple[int, ...]] = []
        self.canvas: Canvas | None = None

    def open(self, canvas: Canvas) -> Scripted:
        self.canvas = canvas
        return self

    def predict(self, answer: Tensor) -> Tensor:
        self.calls.append(tuple(answer.tolist()))
        return self.script(answer, len(self.calls))


def rows(*chosen: tuple[int, float]) -> Tensor:
    """A row for each (token, probability): the rest is spread evenly over the others, the mask left out."""
    table = []
    for token, probability in chosen:
        row = [(1.0 - probability) / (VOCAB - 2)] * VOCAB
        row[MASK], row[token] = 0.0, probability
        table.append(row)
    return torch.tensor(table)


def oracle(text: list[int], confidence: float | list[float] = 0.95) -> Scripted:
    """Knows the text, and is as sure of each position as it is told to be, whatever it sees."""
    sure = confidence if isinstance(confidence, list) else [confidence] * len(text)
    table = rows(*zip(text, sure, strict=True))
    return Scripted(lambda answer, call: table[: len(answer)])


def fickle(seed: int, ends: bool = True) -> Scripted:
    """Believes something else in every call: now sure of one thing, now of nothing."""
    generator = torch.Generator().manual_seed(seed)

    def script(answer: Tensor, call: int) -> Tensor:
        sharpness = 12.0 * torch.rand((len(answer), 1), generator=generator)
        logits = torch.randn((len(answer), VOCAB), generator=generator) * sharpness
        logits[:, MASK] = float("-inf")
        if not ends:
            logits[:, END] = float("-inf")
        return logits.softmax(dim=-1)

    return Scripted(script)


def open_canvas(holes: int) -> Canvas:
    return Canvas((MASK,) * holes, (True,) * holes)


PLACES = st.tuples(st.sampled_from(("given", "settled", "hole")), st.integers(END + 1, VOCAB - 1))


@st.composite
def canvases(draw: st.DrawFn, most: int = 14) -> Canvas:
    """Any canvas with a hole; its given and settled tokens are neither the mask nor the end."""
    places = draw(st.lists(PLACES, min_size=1, max_size=most))
    places.insert(draw(st.integers(0, len(places))), ("hole", MASK))
    return Canvas(
        ids=tuple(token for _, token in places),
        holes=tuple(kind == "hole" for kind, _ in places),
        answer=tuple(kind != "given" for kind, _ in places),
    )


def check_drafts(drafts: list[Draft]) -> None:
    """What holds for the drafts of every request, whatever the denoiser says."""
    assert [draft.step for draft in drafts] == list(range(1, len(drafts) + 1))
    assert [draft.done for draft in drafts] == [False] * (len(drafts) - 1) + [True]
    assert all(a.seconds <= b.seconds for a, b in zip(drafts, drafts[1:]))
    for draft in drafts:
        length = len(draft.ids)
        assert len(draft.guess) == len(draft.confidence) == len(draft.holes) == length
        assert draft.done == (not any(draft.holes))
        assert draft.model_calls == draft.step
        for at in (*draft.new, *draft.changed, *draft.remasked):
            assert 0 <= at < length
        assert not set(draft.new) & set(draft.changed) and not set(draft.new) & set(draft.remasked)
        assert all(not draft.holes[at] for at in (*draft.new, *draft.changed))
        assert all(draft.holes[at] for at in draft.remasked)
        assert all((token == MASK) == hole for token, hole in zip(draft.ids, draft.holes, strict=True))
        assert all(draft.guess[at] == draft.ids[at] for at in range(length) if not draft.holes[at])
        assert all(0.0 <= confidence <= 1.0 for confidence in draft.confidence)
    for before, after in zip(drafts, drafts[1:]):
        assert len(after.ids) <= len(before.ids)
        for at in range(len(after.ids)):
            named = at in (*after.new, *after.changed, *after.remasked)
            assert named or after.ids[at] == before.ids[at], "a position changed that the draft does not name"
            assert (at in after.new) <= before.holes[at]
            assert (at in (*after.changed, *after.remasked)) <= (not before.holes[at])
