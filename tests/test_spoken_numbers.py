"""Numbers in words become digits before the model reads a wish."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scripted_engine import TOKENIZER

from mercurycli import prompt
from mercurycli.spoken_numbers import VALUES, digits_for_words


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("twelve red balls", "12 red balls"),
        ("now Seven balls", "now 7 balls"),
        ("forty-two stars, ninety pieces", "42 stars, 90 pieces"),
        ("twenty one flakes", "21 flakes"),
        ("one ball", "one ball"),
        ("a nice one", "a nice one"),
        ('a button that says "Pick two"', 'a button that says "Pick two"'),
        ("titled 'three wishes' with two fields", "titled 'three wishes' with 2 fields"),
        ("don't draw two of Zoe's", "don't draw 2 of Zoe's"),
        ("oftenest network", "oftenest network"),
        ("", ""),
    ],
)
def test_words_become_digits_outside_of_quotation_marks(said, read):
    assert digits_for_words(said) == read


@given(st.integers(2, 99))
def test_every_number_from_two_to_ninety_nine_is_known(number):
    names = {value: word for word, value in VALUES.items()}
    said = names.get(number) or f"{names[number - number % 10]}-{names.get(number % 10, 'one')}"
    assert digits_for_words(f"{said} balls") == f"{number} balls"


@given(st.text())
def test_nothing_is_converted_twice(text):
    once = digits_for_words(text)
    assert digits_for_words(once) == once


def test_wishes_and_changes_are_read_with_digits():
    assert prompt.generate_context(TOKENIZER, "twelve balls", None) == prompt.generate_context(TOKENIZER, "12 balls", None)
    changes = [prompt.edit_context(TOKENIZER, "html", "<p>two</p>", wish) for wish in ("now twelve", "now 12")]
    assert changes[0] == changes[1]
