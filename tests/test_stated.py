"""What a wish states word for word and the program lacks."""

import pytest

from mercurycli import stated


def missing(wish, program, language):
    return tuple(each.word for each in stated.missing(wish, program, language))


PAGE = '<title>Groceries</title><script>const n = 12; ctx.fillStyle = "red"; b.textContent = "Tell me";</script>'


@pytest.mark.parametrize(
    ("wish", "lacks"),
    [
        ("12 red balls", ()),
        ("twelve red balls", ()),
        ("15 Red balls on lime", ("lime", "15")),
        ('a button that says "Tell me"', ()),
        ("a button that says 'Press me', in teal", ("Press me", "teal")),
        ("a list called groceries", ()),
        ("a list titled Party", ("Party",)),
        ("a button, don't make it look called for", ()),
        ("a page with two inputs, 1 ball in 3d and 0.5 gravity", ()),
        ("7 of the 12", ("7",)),
        ("twelve of 7. And 0.5 of them", ("7",)),
        ("a button labelled 'Tell me' where it fits", ()),
        ("a red page, not teal, without any lime and no 5", ()),
    ],
)
def test_of_a_page_quoted_texts_names_colours_and_numbers_are_looked_for(wish, lacks):
    assert missing(wish, PAGE, "html") == lacks


def test_a_list_of_so_many_texts_is_that_number():
    page = """const jokes = ["It's one.", 'two', "three"];"""
    assert missing("a button with 3 jokes", page, "html") == () and missing("a button with 4 jokes", page, "html") == ("4",)


def test_a_row_of_numbers_stands_in_the_program_as_one():
    for wish in ("bars for 3, 1 and 12", "bars for 3,1,12", "bars for 3, 1, and 12!", "bars for [3, 1, 12]"):
        assert missing(wish, "const values = [3, 1, 12];", "html") == ()
        assert missing(wish, "const values = [3, 1, 1, 12];", "html") == ("3, 1, 12",)


def test_a_number_is_not_in_a_longer_one_nor_a_text_in_a_longer_word():
    assert missing("7 balls", "arc(x, y, 0.7); n = 70; w = 17", "html") == ("7",)
    assert missing('a logo that says "Love"', "fillText('Loveve')", "html") == ("Love",)
    assert missing("a d12 roller", "1 + 6", "html") == ("12",)
    assert missing("text of 30 pixels", 'font = "30px serif"', "html") == ()


@pytest.mark.parametrize(
    ("wish", "lacks"),
    [
        ("a function my_gcd for the gcd", ("my_gcd",)),
        ("isPrime please", ("isPrime",)),
        ("named fib", ()),
        ("call it fib, the first 10 red numbers", ()),
        ("a function called which returns x", ()),
    ],
)
def test_of_other_code_only_names_and_quoted_texts_are(wish, lacks):
    assert missing(wish, "def fib(n):\n    return n\n", "python") == lacks


@pytest.mark.parametrize(
    ("wish", "program", "lacks"),
    [
        ("flatten, call it storpog", "def storpogg(items):\n", ("storpog",)),
        ("an odd check with num as the argument", "def is_odd(numum):\n", ("num",)),
        ("an odd check of num", "def numum(num):\n", ()),
        ("the sum of numbers", "def total(sums):\n", ()),
        ("a wish of it", "def itit(n):\n", ()),
    ],
)
def test_a_word_whose_end_came_twice_is_missing(wish, program, lacks):
    assert missing(wish, program, "python") == lacks
    assert missing(wish, program, "html") == ()


@pytest.mark.parametrize(
    ("wish", "program"), [("a button 'Q & A'", "<b>Q &amp; A</b>"), ('"It\'s on"', "<script>t = 'It\\'s on'</script>"), ("in grey", "<p gray>")]
)
def test_what_is_written_otherwise_is_there(wish, program):
    assert missing(wish, program, "html") == ()
    assert missing(wish, "<p>", "html") != ()
