"""What of a wish the model was never asked for."""

import pytest

from mercurycli.strange_words import strange

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
