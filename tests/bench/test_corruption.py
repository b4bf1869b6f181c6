import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mercurycli.bench.corruption import KINDS

LINE = '    for key, value in sorted(table["a"].items()):'


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_breaks_a_line_in_one_place(kind):
    broken = {KINDS[kind](random.Random(seed), LINE) for seed in range(40)} - {LINE}
    assert broken
    assert all(abs(len(text) - len(LINE)) <= len("sorted") + 1 for text in broken)


@given(st.text(max_size=60), st.sampled_from(sorted(KINDS)), st.integers(0, 5))
def test_any_text_can_be_handed_in_and_the_seed_decides(text, kind, seed):
    assert KINDS[kind](random.Random(seed), text) == KINDS[kind](random.Random(seed), text)
