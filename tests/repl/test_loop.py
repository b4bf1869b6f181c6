import os

import pytest

from mercurycli.errors import UsageError
from mercurycli.repl import generating, loop


class Script:
    """Gives lines, or raises what stands in their place."""

    def __init__(self, *lines):
        self.lines = list(lines)

    def read(self):
        if not self.lines:
            raise EOFError
        line = self.lines.pop(0)
        if isinstance(line, BaseException):
            raise line
        return line


def test_a_scripts_worst_code_is_its_own_and_every_line_is_done(desk_with, folder, capsys):
    desk, _, _ = desk_with()
    assert loop.run(desk, Script("!exit 3", "/nope", UsageError("not UTF-8"), "balls", "/save x.html", "!exit 1")) == 3
    assert (folder / "x.html").exists() and "not UTF-8" in capsys.readouterr().err


def test_a_person_who_leaves_has_had_no_failure(desk_with):
    desk, _, _ = desk_with(answer=True)
    assert loop.run(desk, Script("/nope", KeyboardInterrupt(), "balls")) == 0
    assert desk.wish == "balls"  # Ctrl-C ended a line, not the session


def test_ctrl_c_stops_a_script(desk_with):
    desk, _, _ = desk_with()
    assert loop.run(desk, Script(KeyboardInterrupt(), "balls")) == 130 and desk.wish == ""


def test_quit_ends_the_lines(desk_with):
    desk, _, _ = desk_with()
    assert loop.run(desk, Script("/quit", "!exit 9")) == 0


def test_a_bug_in_a_job_is_told_with_the_place_of_its_log_and_the_session_goes_on(desk_with, state, capsys):
    desk, _, _ = desk_with()
    assert loop.run(desk, Script("crash", "balls")) == 70
    out, err = capsys.readouterr()
    (log,) = (state / "crashes").iterdir()
    assert str(log) in err and "Traceback" not in err and "<p>balls</p>" in out
    assert "ZeroDivisionError: a bug in the engine" in log.read_text() and log.parent.stat().st_mode & 0o077 == 0


def test_a_bug_with_no_place_to_write_it_down_is_shown(desk_with, monkeypatch, tmp_path, capsys):
    (tmp_path / "file").touch()
    monkeypatch.setenv("DCODE_STATE_DIR", str(tmp_path / "file" / "below"))
    assert loop.run(desk_with()[0], Script("crash")) == 70
    assert "ZeroDivisionError" in capsys.readouterr().err


def test_an_error_may_hold_what_a_terminal_obeys(desk_with, capsys):
    assert loop.run(desk_with()[0], Script("/show @\x1b[2J.py")) == 2
    assert "\x1b" not in capsys.readouterr().err


def test_a_reader_that_went_away_ends_it(desk_with, monkeypatch):
    def gone(*_):
        raise BrokenPipeError

    monkeypatch.setattr(generating, "show_code", gone)
    with pytest.raises(BrokenPipeError):
        loop.run(desk_with()[0], Script("balls"))


def test_debug_shows_where_an_error_comes_from(desk_with, monkeypatch, capsys):
    monkeypatch.setitem(os.environ, "DCODE_DEBUG", "1")
    loop.run(desk_with()[0], Script("/nope"))
    assert "Traceback" in capsys.readouterr().err
