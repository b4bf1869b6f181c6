from hypothesis import given
from hypothesis import strategies as st

from mercurycli.errors import quoted


@given(st.text())
def test_what_a_library_says_is_quoted_without_what_a_terminal_obeys(text):
    assert quoted(ValueError(text)).isprintable()


def test_what_shows_is_kept_and_what_does_not_is_spelled_out():
    assert quoted(ValueError("Token `é\x00\u202e` at line 1")) == r"Token `é\x00\u202e` at line 1"
    assert quoted(ValueError("x" * 300)) == "x" * 200
