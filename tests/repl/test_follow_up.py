import pytest

from mercurycli.repl.follow_up import is_follow_up, joined

LAST = "12 bouncing balls"


@pytest.mark.parametrize(
    "line",
    ["make them red", "add gravity", "now as a function", "Make it faster", "with a border", "without gravity", "but slower",
     "let them fall", "paint these blue", "and in python", "more balls", "also a counter",
     "make the button navy", "the button should say 'More fun'", "rename it to is_prime", "change the background to blue", "no trails",
     "please make the balls bigger", "its name should be add", "12 red ones with gravity", "I want twelve red ones", "next: no docstring",
     "one more thing: in gold", "could you make them navy", "the same but bigger", "hmm, a red backdrop", "in crimson, please",
     "as a one-liner", "please get rid of the type hints", "switch to lime", "white background"],
)  # fmt: skip
def test_a_line_that_points_back_is_a_follow_up(line):
    assert is_follow_up(line, LAST)
    assert not is_follow_up(line, "")  # to nothing


@pytest.mark.parametrize(
    "line",
    ["make a clock", "bouncing balls simulator", "a function that adds two numbers", "a counter with a button to reset it",
     "falling letters", "a page with snow and stars", "is prime", "!", "the game of life",
     "the matrix with green letters", "make a page with the time", "use a canvas to draw snow",
     "ones and zeros raining down", "try to make a stopwatch", "stopwatch on a pink background", "in python, a function that counts words",
     "well documented function for the gcd", "could you make a function that reverses a text", "the task is to check for palindromes"],
)  # fmt: skip
def test_a_line_that_stands_alone_is_a_new_wish(line):
    assert not is_follow_up(line, LAST)


@pytest.mark.parametrize(
    ("line", "wish"),
    [
        ("make them red", "12 bouncing balls, red"),
        ("now make it faster, please", "12 bouncing balls, faster, please"),
        ("add gravity", "12 bouncing balls with gravity"),
        ("and also add gravity", "12 bouncing balls with gravity"),
        ("with a border", "12 bouncing balls with a border"),
        ("without gravity", "12 bouncing balls without gravity"),
        ("now as a function", "12 bouncing balls as a function"),
        ("more balls", "12 bouncing balls, more balls"),
        ("now", "12 bouncing balls, now"),
        ("add", "12 bouncing balls, add"),
        ("make it", "12 bouncing balls, make it"),
    ],
)
def test_two_wishes_become_one_sentence(line, wish):
    assert joined(LAST + ". ", line) == wish


def test_follow_ups_follow_each_other():
    assert joined(joined(LAST, "make them red"), "add gravity") == "12 bouncing balls, red with gravity"
