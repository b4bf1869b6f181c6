import fcntl
import io
import os
import pty
import struct
import sys
import termios

import pytest
from view_stage import Terminal

from mercurycli.view.console import can_animate, make_console, screen_size


@pytest.fixture
def tty():
    """A real terminal of 60 columns and 20 rows."""
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 20, 60, 0, 0))
    with open(follower, "w") as file:
        yield file
    os.close(leader)


def test_the_size_is_what_was_asked_for_but_not_more_than_there_is(monkeypatch, tty):
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("LINES", "10")
    assert screen_size(make_console(file=tty)) == (60, 10)
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("LINES", "50")
    assert screen_size(make_console(file=tty)) == (40, 20)


def test_without_a_terminal_the_size_is_what_was_asked_for(monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("LINES", "10")
    assert screen_size(make_console(file=io.StringIO())) == (200, 10)


def test_stderr_is_the_default_even_when_it_is_replaced_later(monkeypatch):
    console = make_console()
    monkeypatch.setattr(sys, "stderr", replaced := io.StringIO())
    console.print("[b]as it is :smile:[/b]")
    assert replaced.getvalue() == "[b]as it is :smile:[/b]\n"


@pytest.mark.parametrize(
    ("variable", "value", "animated"),
    [
        ("TERM", "xterm", True),
        ("TERM", "dumb", False),
        ("CI", "1", False),
        ("CI", "false", True),
        ("FORCE_COLOR", "", True),
        ("FORCE_COLOR", "1", True),
        ("NO_COLOR", "1", True),
        ("TTY_COMPATIBLE", "0", False),
    ],
)
def test_what_the_environment_says_of_the_terminal_is_believed(monkeypatch, tty, variable, value, animated):
    monkeypatch.setenv(variable, value)
    assert can_animate(make_console(file=tty)) is animated


def test_a_pipe_is_never_animated(monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert not can_animate(make_console(file=io.StringIO()))


def test_a_reader_that_went_away_is_the_callers_to_answer():
    class Closed(Terminal):
        def write(self, text):
            raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        make_console(file=Closed()).print("x")
