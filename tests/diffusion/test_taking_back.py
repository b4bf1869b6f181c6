"""What was settled may be taken back, so often and no more."""

import pytest
import torch
from scripted import MASK, STILL, TEXT, Scripted, doubtful, drafts_of, open_canvas, oracle, rows

from mercurycli.canvas import Canvas, SamplingParams


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
