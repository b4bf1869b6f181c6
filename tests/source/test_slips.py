import pytest
from hypothesis import given
from hypothesis import strategies as st

from mercurycli.source.slips import cost, one_slip_apart, slips


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("    while b", "    while b:"),
        ("x = f(a, b", "x = f(a, b)"),
        ("x = a) * 2", "x = (a) * 2"),
        ("return return x", "return x"),
        ("fro a in b:", "for a in b:"),
        ("wihle b:", "while b:"),
        ('print("a)', 'print("a")'),
        ("a = b c", "a = b, c"),
        ("a[i j] = 1", "a[i, j] = 1"),
        ("if a b:", "if a == b:"),
        ("printx)", "print(x)"),
        ("x = 1;]", "x = 1;"),
        ("if x: y = [1, 2}", "if x: y = [1, 2]"),
        ("total  a + b", "total = a + b"),
        ("def f(a, b:)", "def f(a, b):"),
        (" main():", "def main():"),
        ("    lenself) == 0", "    len self) == 0"),
    ],
)
def test_the_text_that_was_meant_is_among_the_slips(line, meant):
    assert meant in set(slips(line, "python"))


def test_another_indentation_is_a_slip_too():
    assert "    return a" in set(slips("  return a", "python", ("", "    ")))


@given(st.text(st.characters(exclude_characters="\n\r"), max_size=30), st.sampled_from(["python", "javascript", "rust"]))
def test_no_slip_comes_twice_is_the_line_itself_or_breaks_it(line, language):
    found = list(slips(line, language, ("", "    ")))
    assert len(found) == len(set(found)) and line not in found
    assert not any("\n" in text for text in found)


@pytest.mark.parametrize(
    ("word", "other", "near"),
    [("retrun", "return", True), ("retur", "return", True), ("returnn", "return", True), ("rexurn", "return", True), ("return", "return", False), ("in", "or", False), ("a", "else", False)],
)
def test_one_slip_is_one_letter(word, other, near):
    assert one_slip_apart(word, other) == one_slip_apart(other, word) == near


@pytest.mark.parametrize(
    ("broken", "likelier", "unlikelier"),
    [
        ("x = len(a", "x = len(a)", "x = a"),  # a bracket forgotten, not a name written for nothing
        ("fro a in b:", "for a in b:", "if a in b:"),
        ('f(a, b")', 'f(a, "b")', "f(a, b)"),
        ("return return a", "return a", "return ()"),
        ("a [b]= c", "a = [b]c", "a = c"),
        ("a  path", "a = path", "apath"),
    ],
)
def test_how_people_slip(broken, likelier, unlikelier):
    assert cost(broken, likelier) < cost(broken, unlikelier)


@given(st.text(max_size=20), st.text(max_size=20))
def test_every_two_lines_have_a_cost(one, other):
    assert cost(one, one) == 0.0 and isinstance(cost(one, other), float)
