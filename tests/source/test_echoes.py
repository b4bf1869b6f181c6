import pytest
from hypothesis import given
from hypothesis import strategies as st

from mercurycli.source.echoes import echoes

TABLE = """\
open_door()
wait(3)
close_door()

open_window()
wait(5)
close_window()

open_door()
HOLE
close_door()
""".split("\n")


def hole_in(rows):
    return next(at for at, row in enumerate(rows) if "HOLE" in row)


def texts(rows, depth=0, count=20):
    return [echo.text for echo in echoes(rows, hole_in(rows), depth, count)]


def test_the_line_whose_neighbours_are_the_holes_comes_first():
    assert texts(TABLE)[0] == "wait(3)"
    first, second = echoes(TABLE, hole_in(TABLE), 0, 2)
    assert first.likeness > 1.5 > second.likeness


def test_each_line_comes_once_and_never_the_mark_itself():
    found = texts(TABLE)
    assert sorted(found) == sorted({row for row in TABLE if row and row != "HOLE"})


def test_a_line_beside_the_hole_is_less_likely_to_stand_there_again():
    apart, beside = (dict((e.text, e.likeness) for e in echoes(rows, hole_in(rows), 0, 9))["f()"] for rows in (["f()", "a", "b", "HOLE", "c"], ["f()", "a", "b", "f()", "HOLE"]))
    assert beside < apart


def test_of_lines_in_like_places_the_one_of_the_same_depth_and_the_one_that_stands_more_often_come_first():
    rows = ["if a:", "    b()", "if c:", "d()", "if e:", "HOLE"]
    assert texts(rows, depth=4).index("b()") < texts(rows, depth=4).index("d()")
    assert texts(rows, depth=0).index("d()") < texts(rows, depth=0).index("b()")
    often = ["x = 1", "f()", "x = 2", "f()", "y = 1", "g()", "z = HOLE"]
    assert texts(often).index("f()") < texts(often).index("g()")


@pytest.mark.parametrize("rows", [["HOLE"], ["", "HOLE", ""]])
def test_a_file_of_nothing_else_has_none(rows):
    assert texts(rows) == []


@given(st.lists(st.sampled_from(("a = 1", "    b(a)", "", "}", "if a {", "\u00e9")), max_size=12), st.integers(0, 12), st.integers(0, 8), st.integers(0, 5))
def test_only_lines_of_the_file_are_offered_in_order_and_as_many_as_wanted(rows, at, depth, count):
    at = min(at, len(rows))
    whole = [*rows[:at], "HOLE", *rows[at:]]
    found = echoes(whole, at, depth, count)
    assert len(found) <= count
    assert {echo.text for echo in found} <= {row.strip() for row in rows if row.strip()}
    every = echoes(whole, at, depth, 100)
    assert {echo.text for echo in every} == {row.strip() for row in rows if row.strip()} and every[:count] == found
