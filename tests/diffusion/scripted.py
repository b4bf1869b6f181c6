"""Denoisers that play a script, so that the sampler is tested without a model."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice

import torch
from hypothesis import strategies as st
from torch import Tensor

from mercurycli.canvas import Canvas, Draft, SamplingParams
from mercurycli.diffusion.sampler import sample

MASK, END, VOCAB = 0, 1, 10
TEXT = [4, 7, 2, 9, 9, 3, 5, 8]
STILL = SamplingParams(take_back=1.0)
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


def rows(*chosen: tuple[int, float], vocab: int = VOCAB) -> Tensor:
    """A row for each (token, probability): the rest is spread evenly over the others, the mask left out."""
    table = []
    for token, probability in chosen:
        row = [(1.0 - probability) / (vocab - 2)] * vocab
        row[MASK], row[token] = 0.0, probability
        table.append(row)
    return torch.tensor(table)


def doubtful(best: float, rest: list[float]) -> Tensor:
    """A row whose best token has probability ``best``, whose next ones have those of ``rest``."""
    row = torch.zeros(VOCAB)
    row[2 : 3 + len(rest)] = torch.tensor([best, *rest])
    return row


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


SETTINGS = st.builds(
    SamplingParams,
    threshold=st.sampled_from((0.3, 0.9, 1.0)),
    prefix_threshold=st.sampled_from((0.2, 1.0)),
    run_threshold=st.sampled_from((0.2, 1.0)),
    line_threshold=st.sampled_from((0.5, 1.0)),
    entropy_bound=st.sampled_from((None, 0.0, 0.1, 2.0)),
    per_step=st.sampled_from((None, None, 1, 3)),
    window=st.sampled_from((None, 1, 4)),
    temperature=st.sampled_from((0.0, 0.7, 3.0)),
    take_back=st.sampled_from((0.2, 0.9, 1.0)),
    revisions=st.integers(0, 3),
    seed=st.integers(0, 9),
)


def drafts_of(denoiser: Scripted, canvas: Canvas, params: SamplingParams = SamplingParams(), end: int | None = END) -> list[Draft]:
    drafts = list(islice(sample(denoiser, canvas, params, mask_id=MASK, eos_id=end), 500))  # a run without end fails
    check_drafts(drafts)
    return drafts


def without_time(drafts: list[Draft]) -> list[tuple]:
    return [(d.ids, d.guess, d.confidence, d.holes, d.new, d.changed, d.remasked, d.step, d.done) for d in drafts]


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
