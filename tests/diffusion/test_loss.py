import math

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from mercurycli.diffusion.loss import doubt_where_right, forward_process, weighted_cross_entropy

MASK = 0


def noised(maskable, t, seed=0):
    ids = torch.randint(1, 24, maskable.shape, generator=torch.Generator().manual_seed(seed + 1))
    noisy, masked = forward_process(ids, maskable, t, MASK, torch.Generator().manual_seed(seed))
    return ids, noisy, masked


@given(st.data(), st.integers(0, 2**31))
@settings(max_examples=60, deadline=None)
def test_only_maskable_positions_are_masked_and_no_row_that_has_some_is_without_a_hole(data, seed):
    rows, length = data.draw(st.integers(1, 5)), data.draw(st.integers(1, 12))
    flags = st.lists(st.lists(st.booleans(), min_size=length, max_size=length), min_size=rows, max_size=rows)
    maskable = torch.tensor(data.draw(flags))
    t = torch.tensor(data.draw(st.lists(st.sampled_from((0.0, 0.01, 0.5, 1.0)), min_size=rows, max_size=rows)))
    ids, noisy, masked = noised(maskable, t, seed)
    assert not (masked & ~maskable).any()
    assert torch.equal(masked.any(1), maskable.any(1))
    assert torch.equal(noisy, torch.where(masked, MASK, ids))


def test_at_time_one_everything_maskable_is_masked():
    maskable = torch.rand(4, 200, generator=torch.Generator().manual_seed(3)) < 0.7
    assert torch.equal(noised(maskable, torch.ones(4))[2], maskable)


def test_at_time_zero_one_token_of_a_row_is_masked():
    masked = noised(torch.ones(6, 30, dtype=torch.bool), torch.zeros(6))[2]
    assert masked.sum(1).tolist() == [1] * 6


@pytest.mark.parametrize("t", [0.1, 0.4, 0.85])
def test_the_share_of_masks_is_t(t):
    maskable = torch.ones(20, 2000, dtype=torch.bool)
    share = noised(maskable, torch.full((20,), t))[2].float().mean(dim=1)
    spread = math.sqrt(t * (1 - t) / 2000)
    assert (share - t).abs().max() < 4.5 * spread


def test_the_hole_of_a_row_that_lost_none_may_be_anywhere_maskable():
    maskable = torch.zeros(400, 10, dtype=torch.bool)
    maskable[:, 3:7] = True
    counts = noised(maskable, torch.zeros(400))[2].sum(0)
    assert counts[3:7].min() > 60


def test_cross_entropy_is_weighted_and_summed():
    # softmax of log p is p, so the cross-entropies are -ln of these numbers
    logits = torch.tensor([[0.5, 0.25, 0.25], [0.1, 0.8, 0.1]]).log()
    loss = weighted_cross_entropy(logits, torch.tensor([0, 2]), torch.tensor([2.0, 0.5]))
    assert loss.item() == pytest.approx(2.0 * math.log(2.0) + 0.5 * math.log(10.0))


def test_cross_entropy_of_half_precision_logits_is_computed_in_single_precision():
    logits = torch.tensor([[11.0, 0.0, 0.0]])
    exact = weighted_cross_entropy(logits, torch.tensor([0]), torch.ones(1))
    assert weighted_cross_entropy(logits.half(), torch.tensor([0]), torch.ones(1)).item() == pytest.approx(exact.item(), rel=1e-4)


def test_doubt_counts_only_where_the_likeliest_token_is_right():
    logits = torch.tensor([[0.5, 0.25, 0.25], [0.1, 0.8, 0.1]]).log()
    doubt = doubt_where_right(logits, torch.tensor([0, 2]), torch.tensor([2.0, 5.0]))
    assert doubt.item() == pytest.approx(2.0 * 1.5 * math.log(2.0))


def test_less_doubt_is_a_surer_right_token():
    logits = torch.tensor([[1.0, 0.0, 0.0]], requires_grad=True)
    doubt_where_right(logits, torch.tensor([0]), torch.ones(1)).backward()
    assert logits.grad[0, 0] < 0 < logits.grad[0, 1]
