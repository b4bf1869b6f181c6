"""What of a wish the model was never asked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mercurycli.strange_words import as_meant, fingers_slipped, strange

KNOWN = frozenset("bouncing balls with red page function that adds two numbers button says please make".split())


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        ("Make red balls, please", ()),
        ("tetris with red balls and tetris sounds", ("tetris", "and", "sounds")),
        ("bouncng balls", ()),  # a slip
        ('a button that says "hello world"', ()),
        ("a function called fib that adds_up two numbers, please name it sum, name is total", ()),
        ("a 3d page", ()),
    ],
)
def test_names_quoted_texts_and_slips_are_not_strange(wish, words):
    assert strange(wish, KNOWN) == tuple(word for word in words if word not in KNOWN)


def test_where_the_training_is_not_told_nothing_is_strange():
    assert strange("tetris", frozenset()) == ()


@pytest.mark.parametrize(
    ("wish", "meant"),
    [
        ("bouncng red balls, plaese", "bouncing red balls, please"),
        ("Bouncign balls and a fuunction", "bouncing balls and a function"),
        ('a buttn that says "a buttn"', 'a button that says "a buttn"'),
        ("a fuction called buttn", "a function called buttn"),
        ("a wage for thet rod", "a wage for thet rod"),  # short words may be others
        ("tetris", "tetris"),
    ],
)
def test_slips_are_read_as_what_was_meant_and_nothing_else_is(wish, meant):
    assert as_meant(wish, KNOWN)[0] == meant


def test_a_slip_that_may_be_two_words_stays():
    assert as_meant("a butto", {"button", "buttons"}) == ("a butto", {})
    assert as_meant("it preess", {"press", "presses"}) == ("it press", {"preess": "press"})
    assert as_meant("sttare", {"stare", "state"})[0] == "stare" and as_meant("strae", {"stare", "strage"})[0] == "strae"


@given(st.sampled_from(sorted(word for word in KNOWN if len(word) >= 5)), st.data())
def test_any_slip_inside_a_word_is_seen(word, data):
    at = data.draw(st.integers(1, len(word) - 2))
    for slip in (word[:at] + word[at + 1] + word[at] + word[at + 2 :], word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:]):
        assert slip == word or fingers_slipped(slip, word)
