from itertools import islice

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from scripted import END, MASK, VOCAB, Scripted, canvases, check_drafts, fickle, open_canvas, oracle, rows

from mercurycli.canvas import Canvas, SamplingParams
from mercurycli.diffusion.sampler import choose, likeliest, sample

TEXT = [4, 7, 2, 9, 9, 3, 5, 8]
STILL = SamplingParams(take_back=1.0)


def drafts_of(denoiser, canvas, params=SamplingParams(), end=END):
    drafts = list(islice(sample(denoiser, canvas, params, mask_id=MASK, eos_id=end), 500))  # a run without end fails
    check_drafts(drafts)
    return drafts


def without_time(drafts):
    return [(d.ids, d.guess, d.confidence, d.holes, d.new, d.changed, d.remasked, d.step, d.done) for d in drafts]


SETTINGS = st.builds(
    SamplingParams,
    threshold=st.sampled_from((0.3, 0.9, 1.0)),
    entropy_bound=st.sampled_from((None, 0.0, 0.1, 2.0)),
    per_step=st.sampled_from((None, None, 1, 3)),
    window=st.sampled_from((None, 1, 4)),
    temperature=st.sampled_from((0.0, 0.7, 3.0)),
    take_back=st.sampled_from((0.2, 0.9, 1.0)),
    revisions=st.integers(0, 3),
    seed=st.integers(0, 9),
)


# --- what comes out, and in how many calls ---------------------------------------------------------------------


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


# --- entropy ----------------------------------------------------------------------------------------------------


def doubtful(best, rest):
    """A row whose best token has probability ``best``, whose next ones have those of ``rest``."""
    row = torch.zeros(VOCAB)
    row[2 : 3 + len(rest)] = torch.tensor([best, *rest])
    return row


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


# --- what may be written ----------------------------------------------------------------------------------------


@given(canvases(), SETTINGS, st.integers(0, 2**31))
@settings(max_examples=100, deadline=None)
def test_given_positions_are_no_part_of_a_draft_and_never_computed(canvas, params, seed):
    denoiser = fickle(seed, ends=False)
    drafts = drafts_of(denoiser, canvas, params)
    assert denoiser.canvas == canvas
    assert all(len(call) <= sum(canvas.answer) for call in denoiser.calls)
    assert all(len(draft.ids) == sum(canvas.answer) for draft in drafts)


@given(canvases(), SETTINGS, st.integers(0, 2**31))
@settings(max_examples=100, deadline=None)
def test_settled_positions_stay_when_taking_back_is_off(canvas, params, seed):
    off = SamplingParams(**{name: getattr(params, name) for name in SamplingParams.__slots__ if name != "take_back"}, take_back=1.0)
    settled = {}
    answer = [(token, hole) for token, hole, role in zip(canvas.ids, canvas.holes, canvas.answer) if role]
    for draft in drafts_of(fickle(seed), canvas, off):
        assert draft.changed == draft.remasked == ()
        for at, token in enumerate(draft.ids):
            if at < len(answer) and not answer[at][1]:
                assert token == answer[at][0]
            assert settled.setdefault(at, token) == token if not draft.holes[at] else at not in settled


def test_the_settled_tokens_of_a_canvas_are_seen_and_kept():
    canvas = Canvas((5, 7, MASK, 9, 6, 6), (False, False, True, False, False, False), (False, True, True, True, False, False))
    denoiser = oracle([7, 8, 9])
    (draft,) = drafts_of(denoiser, canvas)
    assert denoiser.calls == [(7, MASK, 9)]
    assert draft.ids == (7, 8, 9) and draft.new == (1,)


@pytest.mark.parametrize("temperature", [1e-3, 0.5, 1.0, 30.0, 1e4])
def test_what_is_impossible_is_not_drawn_at_any_temperature(temperature):
    possible = torch.tensor([0.0, 0.0, 0.6, 0.4, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]).repeat(3000, 1)
    token, confidence = choose(possible, temperature, torch.Generator().manual_seed(2))
    assert set(token.tolist()) <= {2, 3}
    assert torch.equal(confidence, torch.where(token == 2, possible[0, 2], possible[0, 3]))


@pytest.mark.parametrize(("temperature", "share"), [(1.0, 0.8), (0.5, 0.64 / (0.64 + 0.04)), (2.0, 2 / 3)])
def test_tokens_are_drawn_as_often_as_the_temperature_says(temperature, share):
    probabilities = torch.tensor([0.0, 0.0, 0.8, 0.2]).repeat(20_000, 1)
    token, _ = choose(probabilities, temperature, torch.Generator().manual_seed(4))
    assert (token == 2).float().mean().item() == pytest.approx(share, abs=4.5 * (share * (1 - share) / 20_000) ** 0.5)


# --- the end ----------------------------------------------------------------------------------------------------


def test_what_lies_behind_the_end_is_dropped_and_no_longer_computed():
    sure = [0.6, 0.6, 0.6, 0.99, 0.6, 0.6, 0.6, 0.6]
    denoiser = oracle([4, 5, 6, END, 7, 7, 7, 7], sure)
    drafts = drafts_of(denoiser, open_canvas(8))
    assert drafts[0].ids == (MASK, MASK, MASK, END)
    assert [len(call) for call in denoiser.calls] == [8, 4, 4, 4]
    assert drafts[-1].ids == (4, 5, 6, END)


def test_the_first_of_several_ends_counts():
    (draft,) = drafts_of(oracle([4, END, 5, END, 6]), open_canvas(5))
    assert draft.ids == (4, END) and draft.new == (0, 1)


def test_an_end_that_comes_late_takes_settled_tokens_with_it():
    table = {1: rows((4, 0.95), (5, 0.5), (6, 0.95)), 2: rows((4, 0.95), (END, 0.95), (6, 0.95))}
    drafts = drafts_of(Scripted(lambda answer, call: table[call][: len(answer)]), open_canvas(3))
    assert [d.ids for d in drafts] == [(4, MASK, 6), (4, END)]


def test_the_end_itself_is_never_taken_back():
    table = {1: rows((4, 0.5), (END, 0.95), (6, 0.5)), 2: rows((4, 0.95), (7, 0.99))}
    drafts = drafts_of(Scripted(lambda answer, call: table[call][: len(answer)]), open_canvas(3))
    assert drafts[-1].ids == (4, END)


def test_without_an_end_token_nothing_is_dropped():
    (draft,) = drafts_of(oracle([4, END, 5]), open_canvas(3), end=None)
    assert draft.ids == (4, END, 5)


# --- the window -------------------------------------------------------------------------------------------------


def test_the_window_begins_at_the_first_hole():
    denoiser = oracle(TEXT)
    drafts = drafts_of(denoiser, open_canvas(8), SamplingParams(window=3))
    assert [len(call) for call in denoiser.calls] == [3, 6, 8]
    assert [d.new for d in drafts] == [(0, 1, 2), (3, 4, 5), (6, 7)]
    assert drafts[-1].ids == tuple(TEXT)


def test_a_limit_on_the_steps_keeps_the_window_as_long_as_it_can():
    """A model is asked for rows far behind the first hole only if there is no other way: it never saw them in training."""
    sure = [0.95, 0.95, 0.45, 0.44, 0.43, 0.42, 0.41, 0.40]
    roomy, tight = oracle(TEXT, sure), oracle(TEXT, sure)
    drafts_of(roomy, open_canvas(8), SamplingParams(window=3, steps=8))
    assert [len(call) for call in roomy.calls] == [3, 5, 6, 7, 8, 8, 8]
    drafts_of(tight, open_canvas(8), SamplingParams(window=3, steps=2))
    assert [len(call) for call in tight.calls] == [4, 8]


@given(canvases(), st.integers(1, 5), st.integers(0, 2**31))
@settings(max_examples=60, deadline=None)
def test_no_row_behind_the_window_is_computed_or_written(canvas, window, seed):
    denoiser = fickle(seed)
    drafts = drafts_of(denoiser, canvas, SamplingParams(window=window))
    for call, draft in zip(denoiser.calls, drafts):
        assert len(call) <= call.index(MASK) + window
        assert all(at < len(call) for at in (*draft.new, *draft.changed, *draft.remasked))


# --- taking back ------------------------------------------------------------------------------------------------


def script(*calls):
    """The rows of each call; the last one is repeated."""
    return Scripted(lambda answer, call: calls[min(call, len(calls)) - 1][: len(answer)])


def test_a_settled_token_gives_way_to_one_that_is_sure():
    denoiser = script(rows((4, 0.95), (5, 0.5)), rows((8, 0.95), (5, 0.5)))
    drafts = drafts_of(denoiser, open_canvas(2))
    assert drafts[1].changed == (0,) and drafts[1].ids == drafts[1].guess == (8, 5)
    assert drafts[1].confidence == pytest.approx((0.95, 0.5))


def test_a_settled_token_that_fell_becomes_a_hole_again_and_shows_what_the_model_thinks_now():
    fallen = rows((8, 0.7), (5, 0.5), (6, 0.4))  # what is left for token 4 is 0.3 / 8
    drafts = drafts_of(script(rows((4, 0.95), (5, 0.5), (6, 0.4)), fallen), open_canvas(3))
    assert drafts[1].remasked == (0,) and drafts[1].new == (1,)
    assert drafts[1].ids == (MASK, 5, MASK) and drafts[1].holes == (True, False, True)
    assert drafts[1].guess == (8, 5, 6) and drafts[1].confidence == pytest.approx((0.7, 0.5, 0.4))
    assert drafts[-1].ids == (8, 5, 6)


def test_a_token_that_is_doubted_but_not_refuted_stays():
    denoiser = script(rows((4, 0.95), (5, 0.5)), torch.stack((doubtful(0.6, [0.0, 0.4]), rows((5, 0.5))[0])))
    drafts = drafts_of(denoiser, open_canvas(2))  # the second row of ids: 2 is at 0.6, 4 still at 0.4
    assert drafts[1].changed == drafts[1].remasked == () and drafts[1].ids == (4, 5)


@pytest.mark.parametrize("revisions", [0, 1, 3])
def test_one_position_is_taken_back_so_many_times_and_no_more(revisions):
    def swinging(answer, call):
        return rows((4 + call % 2, 0.95), *[(5, 0.5)] * (len(answer) - 1))

    drafts = drafts_of(Scripted(swinging), open_canvas(9), SamplingParams(revisions=revisions))
    assert sum(0 in d.changed for d in drafts) == revisions


def test_what_is_drawn_at_a_settled_position_does_not_take_it_back():
    canvas = Canvas(tuple(TEXT), (False,) * 5 + (True,) * 3, (True,) * 8)
    drafts = drafts_of(oracle(TEXT, 0.95), canvas, SamplingParams(temperature=50.0, per_step=1))
    assert not any(at < 5 for draft in drafts for at in (*draft.changed, *draft.remasked))
    assert all(draft.ids[:5] == draft.guess[:5] == tuple(TEXT[:5]) for draft in drafts)


def test_taking_back_is_off_at_one():
    denoiser = script(rows((4, 0.95), (5, 0.5)), rows((8, 1.0), (5, 0.5)))
    assert drafts_of(denoiser, open_canvas(2), STILL)[-1].ids == (4, 5)


def test_a_limited_run_replaces_but_digs_no_new_holes():
    calls = [rows((4, 0.95), (5, 0.95), (6, 0.3), (6, 0.3)), rows((8, 0.7), (9, 0.95), (6, 0.3), (6, 0.3))]
    drafts = drafts_of(script(*calls), open_canvas(4), SamplingParams(steps=3))
    assert drafts[1].changed == (1,) and all(d.remasked == () for d in drafts)


# --- randomness and stopping ------------------------------------------------------------------------------------


@given(canvases(), SETTINGS, st.integers(0, 2**31))
@settings(max_examples=50, deadline=None)
def test_the_same_seed_gives_the_same_drafts(canvas, params, seed):
    first, second = (drafts_of(fickle(seed), canvas, params) for _ in range(2))
    assert without_time(first) == without_time(second)


def test_another_seed_gives_other_drafts_at_a_temperature_and_the_same_without():
    def written(seed, temperature):
        params = SamplingParams(seed=seed, temperature=temperature, take_back=1.0)
        return drafts_of(oracle(TEXT * 4, 0.3), open_canvas(32), params)[-1].ids

    assert len({written(seed, 1.0) for seed in range(4)}) == 4
    assert len({written(seed, 0.0) for seed in range(4)}) == 1


@pytest.mark.parametrize("seed", [-1, 2**64 - 1, 2**64, 10**40])
def test_any_whole_number_is_a_seed(seed):
    params = SamplingParams(seed=seed, temperature=1.0, take_back=1.0)
    first, second = (drafts_of(oracle(TEXT, 0.3), open_canvas(8), params) for _ in range(2))
    assert without_time(first) == without_time(second)


def test_the_draws_do_not_touch_the_global_generator():
    torch.manual_seed(3)
    expected = torch.rand(1)
    torch.manual_seed(3)
    drafts_of(oracle(TEXT, 0.3), open_canvas(8), SamplingParams(temperature=1.0))
    assert torch.equal(torch.rand(1), expected)


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


@pytest.mark.parametrize("vocab", [64, 128, 640, 100])
@given(seed=st.integers(0, 999))
@settings(max_examples=20, deadline=None)
def test_the_likeliest_token_found_by_blocks_is_the_first_of_the_largest(vocab, seed):
    table = torch.rand(7, vocab, generator=torch.Generator().manual_seed(seed))
    table = (table * 8).round() / 8 if seed % 2 else table  # many equals
    token, confidence = likeliest(table)
    largest = [row.index(max(row)) for row in table.tolist()]
    assert token.tolist() == largest and torch.equal(confidence, table.amax(-1))
