"""A change settles what it leaves as it was a stretch at a time, where the model agrees."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from scripted import MASK, TEXT, drafts_of, oracle

from mercurycli.canvas import Canvas, SamplingParams
from mercurycli.diffusion.copying import SURE, Copies

OLD = tuple(range(10, 40))


def taken(settled, written, sure=0.7, old=OLD):
    """Which of the rows behind ``settled`` are settled as copies; ``written``: what the model would have there."""
    ids = torch.tensor([*settled, *[MASK] * len(written)])
    token, holes = torch.tensor([*settled, *written]), ids == MASK
    found = Copies(old).run(ids, holes, token, torch.full((len(ids),), sure))
    return found[len(settled) :].tolist()


def test_copies_are_settled_up_to_the_first_that_the_model_would_not_write():
    assert taken((), OLD[:5]) == [True] * 5
    assert taken(OLD[:6], (*OLD[6:9], 99, *OLD[10:12])) == [True, True, True, False, False, False]


def test_a_token_nobody_is_sure_of_is_none():
    assert taken((), OLD[:3], sure=SURE - 0.01) == [False] * 3


def test_behind_something_new_the_old_text_goes_on_where_it_was_left():
    assert taken((*OLD[:5], 99, 98, *OLD[5:10]), OLD[10:13]) == [True] * 3  # two more
    assert taken((*OLD[:5], *OLD[9:14]), OLD[14:17]) == [True] * 3  # four less
    assert taken((*OLD[:5], 99, 98), OLD[5:8]) == [False] * 3  # not yet found again


def test_of_two_places_the_nearer_one_counts():
    old = (1, 2, 3, 4, 5, 1, 2, 3, 4, 6)
    assert taken((1, 2, 3, 4), (5,), old=old) == [True] and taken((1, 2, 3, 4), (6,), old=old) == [False]
    assert taken((1, 2, 3, 4, 5, 1, 2, 3, 4), (6,), old=old) == [True]


def test_nothing_is_copied_of_nothing_nor_behind_the_old_texts_end():
    assert taken((), (1, 2), old=()) == [False] * 2
    assert taken(OLD, (1, 2)) == [False] * 2


@given(st.lists(st.integers(1, 5), max_size=12), st.lists(st.integers(1, 5), min_size=1, max_size=12), st.lists(st.integers(1, 5), max_size=12))
def test_only_what_the_model_would_write_is_taken_and_nothing_behind_a_gap(settled, written, old):
    found = taken(settled, written, old=tuple(old))
    assert found == sorted(found, reverse=True)
    run = [token for token, copied in zip(written, found, strict=True) if copied]
    assert any(old[at : at + len(run)] == run for at in range(len(old) + 1))


def calls(old):
    canvas = Canvas((MASK,) * len(TEXT), (True,) * len(TEXT), old=old)
    drafts = drafts_of(oracle(TEXT, 0.8), canvas, SamplingParams(threshold=0.9, left_bias=0.5))
    assert drafts[-1].ids == tuple(TEXT)
    return len(drafts)


def test_a_whole_text_that_stays_takes_one_call_and_the_same_text_comes_of_it():
    assert calls(tuple(TEXT)) == 1 < calls(()) == len(TEXT)


@pytest.mark.parametrize(("at", "needed"), [(0, 3), (3, 4), (7, 2)])
def test_a_changed_token_takes_calls_of_its_own_and_what_follows_one(at, needed):
    assert calls((*TEXT[:at], 6, *TEXT[at + 1 :])) <= needed
