"""What a line that parses may have been meant to be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mercurycli.source.variants import LEXEME, names_around, variants


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("while low < high:", "while low <= high:"),
        ("return total * count", "return total / count"),
        ("x = items[n]", "x = items[n - 1]"),
        ("for i in range(n - 1):", "for i in range(n):"),
        ("if a and b:", "if a or b:"),
        ("if done:", "if not done:"),
        ("if not done:", "if done:"),
        ("if key in seen:", "if key not in seen:"),
        ("if key not in seen:", "if key in seen:"),
        ("total = value", "total += value"),
        ("left = 1", "left = 0"),
        ("left = 41", "left = 42"),
        ("return b - a", "return a - b"),
        ("move(y, x)", "move(x, y)"),
        ("n * fact(n)", "return n * fact(n)"),
        ("    return False", "    return True"),
        ("best = max(best, x)", "best = min(best, x)"),
        ("if (a === b) {", "if (a !== b) {"),
        ("if (a && b) {", "if (a || b) {"),
        ("if (!a) {", "if (a) {"),
        ("        return total", "    return total"),
        ("return numbr", "return number"),
    ],
)
def test_the_usual_slips_are_taken_back(slip, meant):
    assert meant in dict(variants(slip, ("number", "total", "value"), ("", "    ")))


def test_a_misspelt_name_is_likelier_than_another_one():
    costs = dict(variants("return numbr", ("total", "number")))
    assert costs["return number"] < costs["return total"]


def test_words_of_the_language_are_no_names():
    texts = [text for text, _ in variants("return value", ("value", "total"))]
    assert all(text.startswith(("return", "return return")) for text in texts) and "total value" not in texts
    assert names_around("def f(a):\n    return a or None\n", 1) == ("f", "a")


def test_the_nearest_names_come_first():
    assert names_around("far = 1\n\n\nnear = 2\nthere\n", 5)[:3] == ("there", "near", "far")


@given(st.text(alphabet="ab01 +-*/<>=!().,[]andorit\t", max_size=30))
def test_no_text_comes_twice_and_none_is_the_line_itself(line):
    found = [text for text, _ in variants(line, ("a", "b"), ("", "  "))]
    assert len(found) == len(set(found)) and line not in found
    assert all(cost >= 0 for _, cost in variants(line, ("a",), ()))


def test_operators_are_one_lexeme():
    assert LEXEME.findall("a<=b**2 !== c") == ["a", "<=", "b", "**", "2", "!==", "c"]
