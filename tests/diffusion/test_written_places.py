"""Where the sampler may write: in the answer, before the end, within the window."""

from hypothesis import given, settings
from hypothesis import strategies as st
from scripted import END, MASK, SETTINGS, TEXT, Scripted, canvases, drafts_of, fickle, open_canvas, oracle, rows

from mercurycli.canvas import Canvas, SamplingParams


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
