import pytest

from mercurycli.repl.fuzzy import best, rank

NAMES = ["mercurycli/cli.py", "mercurycli/session.py", "tests/test_cli.py", "README.md", "examples/README.md"]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("cli", "mercurycli/cli.py"),
        ("read", "README.md"),
        ("SESS", "mercurycli/session.py"),
        ("tcli", "tests/test_cli.py"),
        ("", "README.md"),
    ],
)
def test_the_nearest_name_comes_first(query, first):
    assert best(query, NAMES, 10)[0] == first


def test_a_name_that_lacks_a_letter_is_left_out():
    assert best("clix", NAMES, 10) == [] and rank("ab", "ba") is None


def test_no_more_than_the_limit_come():
    assert len(best("", NAMES, 2)) == 2


def test_letters_near_together_beat_letters_far_apart():
    assert best("abc", ["a1b1c", "zabc", "a11b11c"], 3) == ["zabc", "a1b1c", "a11b11c"]
