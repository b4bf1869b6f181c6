import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from mercurycli.diffusion.noise_schedule import alpha, stratified_times, weight


def test_everything_is_clean_at_the_start_and_masked_at_the_end():
    assert alpha(torch.tensor([0.0, 0.25, 1.0])).tolist() == [1.0, 0.75, 0.0]


@pytest.mark.parametrize("t", [0.05, 0.3, 0.9, 1.0])
def test_the_likelihood_weight_is_the_speed_of_masking_over_the_masked_share(t):
    time = torch.tensor(t, dtype=torch.float64, requires_grad=True)
    (slope,) = torch.autograd.grad(alpha(time), time)
    expected = -slope / (1.0 - alpha(time))
    assert weight(time, "elbo").item() == pytest.approx(expected.item())


def test_the_plain_weight_is_one_at_any_time():
    assert weight(torch.tensor([0.1, 0.5, 1.0]), "plain").tolist() == [1.0, 1.0, 1.0]


@given(st.integers(1, 64), st.integers(0, 2**31), st.sampled_from((0.0, 0.1, 0.5)))
@settings(max_examples=50, deadline=None)
def test_each_stratum_gets_exactly_one_time(count, seed, floor):
    times = stratified_times(count, torch.Generator().manual_seed(seed), floor)
    assert times.shape == (count,)
    edges = floor + (1.0 - floor) * torch.arange(count + 1) / count
    for at, t in enumerate(times.sort().values):
        assert edges[at] - 1e-6 <= t <= edges[at + 1] + 1e-6


def test_a_time_may_lie_anywhere_in_its_stratum():
    first = torch.stack([stratified_times(2, torch.Generator().manual_seed(seed), 0.0).min() for seed in range(200)])
    assert first.min() < 0.05 and first.max() > 0.45 and 0.2 < first.mean() < 0.3


def test_times_come_in_an_order_that_the_seed_decides():
    drawn = [stratified_times(32, torch.Generator().manual_seed(seed)) for seed in (1, 1, 2)]
    assert torch.equal(drawn[0], drawn[1]) and not torch.equal(drawn[0], drawn[2])
    assert not torch.equal(drawn[0], drawn[0].sort().values)  # else short rows would always get the low times
