"""Tokens are drawn as the temperature says, and the same for the same seed."""

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from scripted import SETTINGS, TEXT, canvases, drafts_of, fickle, open_canvas, oracle, without_time

from mercurycli.canvas import SamplingParams
from mercurycli.diffusion.sampler import choose, likeliest


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


def test_what_is_far_less_likely_than_the_best_is_not_drawn():
    probabilities = torch.tensor([0.6, 0.3, 0.1, 0.0]).repeat(3000, 1)
    for least, drawn in ((0.0, {0, 1, 2}), (0.25, {0, 1}), (0.7, {0})):
        token, confidence = choose(probabilities, 5.0, torch.Generator().manual_seed(2), least)
        assert set(token.tolist()) == drawn and torch.equal(confidence, probabilities[0, token])


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


@pytest.mark.parametrize("vocab", [64, 128, 640, 100])
@given(seed=st.integers(0, 999))
@settings(max_examples=20, deadline=None)
def test_the_likeliest_token_found_by_blocks_is_the_first_of_the_largest(vocab, seed):
    table = torch.rand(7, vocab, generator=torch.Generator().manual_seed(seed))
    table = (table * 8).round() / 8 if seed % 2 else table  # many equals
    token, confidence = likeliest(table)
    largest = [row.index(max(row)) for row in table.tolist()]
    assert token.tolist() == largest and torch.equal(confidence, table.amax(-1))
