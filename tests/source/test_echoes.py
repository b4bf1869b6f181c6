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
    return [echo.text for echo in echoes(rows, hole_in(rows), " " * depth, count)]


def test_the_line_whose_neighbours_are_the_holes_comes_first():
    assert texts(TABLE)[0] == "wait(3)"
    first, second = echoes(TABLE, hole_in(TABLE), "", 2)
    assert first.likeness > 1.5 > second.likeness


def test_each_line_comes_once_and_never_the_mark_itself():
    found = texts(TABLE)
    assert sorted(found) == sorted({row for row in TABLE if row and row != "HOLE"})


def test_a_line_beside_the_hole_is_less_likely_to_stand_there_again():
    apart, beside = (dict((e.text, e.likeness) for e in echoes(rows, hole_in(rows), "", 9))["f()"] for rows in (["f()", "a", "b", "HOLE", "c"], ["f()", "a", "b", "f()", "HOLE"]))
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
    found = echoes(whole, at, " " * depth, count)
    assert len(found) <= count
    assert {echo.text for echo in found} <= {row.strip() for row in rows if row.strip()}
    every = echoes(whole, at, " " * depth, 100)
    assert {echo.text for echo in every} == {row.strip() for row in rows if row.strip()} and every[:count] == found


# --- of several lines -------------------------------------------------------------------------------------------------

BLOCKS = """\
class Door:
    def open(self):
        if self.locked:
            return
        self.angle = 90
    def describe(self):
        return "door"
def open_window(window):
    HOLE
    window.angle = 90
""".split("\n")


def blocks(rows, margin, lines):
    return [echo.text for echo in echoes(rows, hole_in(rows), margin, 20, lines)]


def test_several_lines_come_with_the_margin_of_the_hole():
    assert "if self.locked:\n        return" in blocks(BLOCKS, "    ", 2)


def test_several_lines_are_a_run_that_goes_no_less_deep_and_leaves_nothing_between():
    found = blocks(BLOCKS, "    ", 2)
    assert not any(text.startswith(("return\n", "self.angle = 90\n")) for text in found)  # what follows these is less deep
    assert blocks(["a()", "", "b()", "c()", "HOLE", "d()"], "", 2) == ["b()\nc()"]
    assert blocks(["a()", "HOLE", "b()"], "", 2) == []


def test_of_several_lines_those_come_first_around_which_it_looks_like_around_the_hole():
    rows = ["open()", "wait(1)", "turn()", "close()", "x = 1", "y = 2", "z = 3", "open()", "HOLE", "close()"]
    assert blocks(rows, "", 2)[0] == "wait(1)\nturn()"


@given(st.lists(st.sampled_from(("a = 1", "    b(a)", "        c", "", "}", "if a {")), max_size=12), st.integers(0, 12), st.integers(1, 4))
def test_several_lines_stand_in_the_file_but_for_their_margin(rows, at, lines):
    at = min(at, len(rows))
    whole = [*rows[:at], "HOLE", *rows[at:]]
    for text in blocks(whole, "  ", lines):
        parts = [row.strip() for row in text.split("\n")]
        assert len(parts) == lines
        assert any([row.strip() for row in whole[i : i + lines]] == parts for i in range(len(whole)))
