"""A name does not go round in circles."""

import torch
from hypothesis import given
from hypothesis import strategies as st

from mercurycli.diffusion.repeats import forbid_third

VOCAB, WORDS = 12, 8  # ids below WORDS are letters within a word
PIECES = torch.arange(VOCAB) < WORDS
NOBODY = torch.tensor([], dtype=torch.long)


def forbidden(ids, said=()):
    """Which tokens each row cannot have."""
    even = torch.full((len(ids), VOCAB), 1.0 / VOCAB)
    found = forbid_third(even, torch.tensor(ids), PIECES, torch.tensor(said, dtype=torch.long))
    assert torch.allclose(found.sum(-1), torch.ones(len(ids)))
    return [{at for at in range(VOCAB) if row[at] == 0.0} for row in found]


def test_a_piece_that_stands_twice_does_not_come_a_third_time():
    assert forbidden([1, 2, 2, 9, 9]) == [set(), set(), set(), {2}, set()]


def test_neither_do_two_or_three_pieces():
    assert forbidden([1, 2, 1, 2, 10])[4] == {1} and forbidden([1, 2, 3, 1, 2, 3, 10])[6] == {1}


def test_what_is_no_letters_within_a_word_may_repeat_itself():
    assert forbidden([9, 9, 9, 9, 10]) == [set()] * 5
    assert forbidden([9, 1, 9, 1, 9, 1]) == [set()] * 6


def test_what_the_context_says_three_times_may_be_written_so():
    assert forbidden([2, 2, 9], said=(2, 2, 2))[2] == set() and forbidden([2, 2, 9], said=(2, 2, 3))[2] == {2}
    assert forbidden([1, 2, 1, 2, 9], said=(1, 2, 1, 2, 1, 2, 5))[4] == set()


def test_a_row_settled_so_is_in_doubt_as_well():
    assert forbidden([2, 2, 2])[2] == {2}


@given(st.lists(st.integers(0, VOCAB - 1), max_size=14))
def test_a_token_is_forbidden_exactly_where_it_would_begin_a_third_time(ids):
    for at, found in enumerate(forbidden(ids) if ids else []):
        expected = {
            ids[at - period]
            for period in (1, 2, 3)
            if at >= 2 * period and ids[at - period : at] == ids[at - 2 * period : at - period] and all(id < WORDS for id in ids[at - period : at])
        }
        assert found == expected
