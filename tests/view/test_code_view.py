import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from view_stage import OURS, Terminal

from mercurycli.view.code_view import show_code


class Pipe(io.TextIOWrapper):
    def __init__(self, encoding="ascii"):
        super().__init__(io.BytesIO(), encoding=encoding, newline="\r\n")


@settings(deadline=None)
@given(st.text())
def test_a_pipe_gets_the_exact_text(text):
    pipe = Pipe()
    show_code(text, "python", pipe)
    assert pipe.buffer.getvalue() == text.encode()


def test_a_pipe_gets_no_colour_even_by_force(monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    pipe = Pipe()
    show_code("return 1", "python", pipe)
    assert pipe.buffer.getvalue() == b"return 1"


def test_bytes_that_were_no_utf8_come_out_as_they_came_in():
    pipe = Pipe()
    show_code(b"caf\xe9".decode("utf-8", "surrogateescape"), "python", pipe)
    assert pipe.buffer.getvalue() == b"caf\xe9"


def test_half_a_character_does_not_stop_the_rest():
    pipe = Pipe()
    show_code("a\ud800b", "python", pipe)
    assert pipe.buffer.getvalue() == b"a?b"


@pytest.mark.parametrize("no_color", ["", "1"])
def test_a_terminal_gets_colours_unless_it_wants_none(monkeypatch, no_color):
    monkeypatch.setenv("NO_COLOR", no_color)
    terminal = Terminal()
    show_code("return 'x'", "python", terminal)
    assert (terminal.cells("return")[0].fg == "default") == bool(no_color)


def test_a_terminal_gets_every_character_of_a_long_line_and_a_last_newline(monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    terminal = Terminal()
    show_code("x = '" + "y" * 200 + "'\n\tz", "python", terminal)
    assert OURS.sub("", terminal.written) == "x = '" + "y" * 200 + "'\n\tz\n"


@settings(deadline=None)
@given(st.text(), st.sampled_from(["python", "html", "javascript", "css", "json", None]))
def test_a_terminal_gets_only_escapes_of_ours(text, language):
    terminal = Terminal()
    show_code(text, language, terminal)
    left = OURS.sub("", terminal.written)
    assert all(c >= " " and not "\x7f" <= c < "\xa0" or c in "\n\t" for c in left)
