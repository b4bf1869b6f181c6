import re

from view_stage import HOLE, Terminal, frame

from mercurycli.view.still import print_still, still

HOSTILE = frame("a = 1\n", "b = \x1b[2J", HOLE, step=3)


def test_a_still_is_the_draft_and_its_footer():
    text = re.sub(r"\x1b\[[\d;]*m", "", still(HOSTILE, 40, 10, colour=True))
    assert text.splitlines()[:2] == ["a = 1", "b = ␛[2J░"] and "3 · 1░" in text


def test_its_only_control_characters_are_colours_and_without_colour_only_looks():
    assert "\x1b" not in re.sub(r"\x1b\[[\d;]*m", "", still(HOSTILE, 80, 10, colour=True))
    looks = re.findall(r"\x1b\[([\d;]*)m", still(frame("def f(): pass\n", HOLE, step=1), 80, 10, colour=False))
    assert not [look for look in looks if any(30 <= int(number or 0) <= 49 for number in look.split(";"))]


def test_a_still_stays_within_its_rows():
    long = frame("".join(f"line {n}\n" for n in range(100)))
    assert len(still(long, 80, 12, colour=False).splitlines()) <= 12


def test_a_still_is_printed_whole():
    terminal = Terminal(80, 200)
    print_still(frame("".join(f"line {n}\n" for n in range(100))), terminal)
    assert "line 0\n" in terminal.shown and "line 99\n" in terminal.shown
