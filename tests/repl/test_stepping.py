import pytest
from fake_engine import PRIME

from mercurycli.errors import UsageError
from mercurycli.repl import table
from mercurycli.repl.pager import Place


def test_a_script_gets_a_line_for_each_draft(desk_with, capsys):
    desk, _, _ = desk_with()
    table.do(desk, "prime")
    capsys.readouterr()
    assert table.do(desk, "/steps") == 0
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == len(desk.frames) and lines[0].startswith("step 1: ") and "0 holes left" in lines[-1]


def test_one_draft_is_shown_as_it_was(desk_with, capsys):
    desk, _, _ = desk_with(answer=True)
    table.do(desk, "prime")
    capsys.readouterr()
    table.do(desk, "/steps 1")
    first = capsys.readouterr().err
    assert PRIME[:5] in first and "step 1" in first and PRIME.splitlines()[-1] not in first
    for word in ("0", "99", "two"):
        with pytest.raises(UsageError, match="no draft"):
            table.do(desk, f"/steps {word}")


def test_scrolling_begins_with_the_last_draft_and_stops_at_both_ends():
    place = Place(3)
    seen = [place.at]
    for to in (5, -4, 1):
        place.go(to)
        seen.append(place.at)
    assert seen == [2, 2, 0, 1]
