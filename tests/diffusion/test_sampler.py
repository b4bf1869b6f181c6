"""How many calls it takes and which holes go first."""

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from scripted import (
    END,
    MASK,
    SETTINGS,
    STILL,
    TEXT,
    Scripted,
    canvases,
    check_drafts,
    doubtful,
    drafts_of,
    fickle,
    open_canvas,
    oracle,
    rows,
)

from mercurycli.canvas import SamplingParams
from mercurycli.diffusion.sampler import sample


def test_what_the_denoiser_is_sure_of_is_written_in_one_call():
    denoiser = oracle(TEXT)
    (draft,) = drafts_of(denoiser, open_canvas(8))
    assert draft.ids == draft.guess == tuple(TEXT)
    assert draft.new == tuple(range(8)) and draft.changed == draft.remasked == ()
    assert draft.confidence == pytest.approx([0.95] * 8)
    assert denoiser.calls == [(MASK,) * 8]


def test_one_token_a_call_takes_as_many_calls_as_there_are_holes_and_begins_with_the_surest():
    sure = [0.3, 0.9, 0.5, 0.8, 0.4, 0.7, 0.95, 0.6]
    drafts = drafts_of(oracle(TEXT, sure), open_canvas(8), SamplingParams(per_step=1))
    assert [d.new for d in drafts] == [(6,), (1,), (3,), (5,), (7,), (2,), (4,), (0,)]
    assert drafts[-1].ids == tuple(TEXT)


@pytest.mark.parametrize(("per_step", "calls"), [(2, 4), (3, 3), (8, 1), (50, 1)])
def test_a_fixed_number_a_call_holds_whatever_the_threshold(per_step, calls):
    for threshold in (0.1, 1.0):
        params = SamplingParams(per_step=per_step, threshold=threshold)
        assert len(drafts_of(oracle(TEXT, 0.6), open_canvas(8), params)) == calls


@given(st.lists(st.integers(4, 19).map(lambda n: n / 20), min_size=1, max_size=10), st.sampled_from((0.33, 0.72, 0.88)))
@settings(max_examples=50, deadline=None)
def test_all_that_reach_the_threshold_go_first_and_the_others_one_by_one(sure, threshold):
    text = [2 + at % 8 for at in range(len(sure))]
    params = SamplingParams(threshold=threshold, take_back=1.0)
    drafts = drafts_of(oracle(text, sure), open_canvas(len(sure)), params)
    table = rows(*zip(text, sure))  # what they are in fp32
    certain = sum(float(table[at].max()) >= threshold for at in range(len(sure)))
    assert len(drafts) == len(sure) - certain + (certain > 0)
    assert len(drafts[0].new) == max(certain, 1)
    assert [len(d.new) for d in drafts[1:]] == [1] * (len(drafts) - 1)


@pytest.mark.parametrize("steps", [1, 2, 3, 5, 7, 20])
def test_a_limit_on_the_steps_is_kept_and_fills_everything(steps):
    drafts = drafts_of(oracle(TEXT, 0.4), open_canvas(8), SamplingParams(steps=steps))
    assert len(drafts) == min(steps, 8)
    assert drafts[-1].ids == tuple(TEXT)
    assert max(len(d.new) for d in drafts) <= -(-8 // steps)  # evenly, not all at the end


@given(canvases(), SETTINGS, st.integers(1, 5), st.integers(0, 2**31))
@settings(max_examples=100, deadline=None)
def test_a_limit_on_the_steps_is_kept_whatever_the_denoiser_says(canvas, params, steps, seed):
    limited = SamplingParams(**{name: getattr(params, name) for name in SamplingParams.__slots__ if name != "steps"}, steps=steps)
    denoiser = fickle(seed)
    assert len(drafts_of(denoiser, canvas, limited)) <= steps and len(denoiser.calls) <= steps


@given(canvases(), SETTINGS, st.integers(0, 2**31))
@settings(max_examples=200, deadline=None)
def test_it_ends_within_the_documented_number_of_steps_whatever_the_denoiser_says(canvas, params, seed):
    most = sum(canvas.holes) + params.revisions * sum(canvas.answer)
    drafts = []
    for draft in sample(fickle(seed), canvas, params, mask_id=MASK, eos_id=END):
        drafts.append(draft)
        assert len(drafts) <= most
    check_drafts(drafts)


def test_a_step_settles_something_even_if_the_most_probable_hole_is_not_the_surest_one():
    # 0.50 against many is more probable but has more entropy than 0.48 against one
    table = torch.stack((doubtful(0.50, [0.1] * 5), doubtful(0.48, [0.47, 0.05])))
    params = SamplingParams(entropy_bound=0.1)
    drafts = []
    for draft in sample(Scripted(lambda answer, call: table[: len(answer)]), open_canvas(2), params, mask_id=MASK, eos_id=None):
        drafts.append(draft)
        assert draft.new, "a step without a commit never ends"
    assert len(drafts) == 2


def test_the_entropy_bound_keeps_doubtful_holes_from_going_together():
    table = torch.stack([doubtful(0.91, [0.09]), doubtful(0.95, [0.05]), doubtful(0.93, [0.07])])
    denoiser = Scripted(lambda answer, call: table[: len(answer)])
    assert [d.new for d in drafts_of(denoiser, open_canvas(3), STILL)] == [(0, 1, 2)]
    bounded = SamplingParams(entropy_bound=0.2, take_back=1.0)  # entropies: 0.30, 0.20, 0.25
    assert [d.new for d in drafts_of(denoiser, open_canvas(3), bounded)] == [(1, 2), (0,)]


def test_nothing_is_computed_before_the_first_draft_is_asked_for_nor_after_closing():
    denoiser = oracle(TEXT, 0.5)
    drafts = sample(denoiser, open_canvas(8), SamplingParams(), mask_id=MASK, eos_id=END)
    assert denoiser.calls == []
    first = next(drafts)
    drafts.close()
    assert len(denoiser.calls) == 1 and not first.done
    assert next(drafts, None) is None


def test_a_draft_stays_what_it_was_while_denoising_goes_on():
    drafts = sample(oracle(TEXT, 0.5), open_canvas(8), SamplingParams(), mask_id=MASK, eos_id=END)
    first = next(drafts)
    before = (first.ids, first.guess, first.holes)
    list(drafts)
    assert (first.ids, first.guess, first.holes) == before
    with pytest.raises(AttributeError):
        first.step = 9


def test_the_first_holes_may_go_with_less_and_each_run_is_cut_at_its_surest():
    sure = [0.7, 0.7, 0.3, 0.5, 0.6, 0.3, 0.5, 0.95]
    first = drafts_of(oracle(TEXT, sure), open_canvas(8), SamplingParams(threshold=0.9, prefix_threshold=0.6))[0]
    assert first.new == (0, 1, 7)
    drafts = drafts_of(oracle(TEXT, sure), open_canvas(8), SamplingParams(threshold=0.9, run_threshold=0.5))
    assert [draft.new for draft in drafts[:2]] == [(7,), (0,)] and drafts[2].new == (1,)
    sure[0] = 0.2
    drafts = drafts_of(oracle(TEXT, sure), open_canvas(8), SamplingParams(threshold=0.95, run_threshold=0.5))
    assert [draft.new for draft in drafts[:3]] == [(7,), (1,), (4,)] and drafts[3].new == (3, 6)


def test_lines_are_worked_on_one_by_one_where_their_ends_are_in_sight():
    params = SamplingParams(threshold=0.9, line_threshold=0.9)
    drafts = list(sample(oracle(TEXT), open_canvas(8), params, mask_id=MASK, eos_id=END, break_ids=(2, 3)))
    assert [draft.new for draft in drafts] == [(0, 1, 2), (3, 4, 5), (6, 7)]
    assert len(drafts_of(oracle(TEXT), open_canvas(8), params)) == 1  # where nobody says what a line break is
