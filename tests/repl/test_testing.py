"""Commands of the user's on the last program. Each is a real process."""

import shlex
import sys
from pathlib import Path

import pytest
from fake_engine import PRIME

from mercurycli.errors import UsageError
from mercurycli.repl import sandbox, table, testing
from mercurycli.repl.testing import with_file

PYTHON = shlex.quote(sys.executable)


@pytest.fixture
def desk(desk_with):
    desk, _, _ = desk_with()
    table.do(desk, "prime")
    return desk


def test_the_command_gets_a_copy_that_is_named_and_gone_afterwards(desk, capsys):
    capsys.readouterr()
    assert table.do(desk, "/test cat {} {} #") == 0
    out, err = capsys.readouterr()
    assert out == "" and err.count(PRIME) == 2 and "exit code 0" in err
    copy = Path(err.split("cat ")[1].split()[0])
    assert copy.name == "prime.py" and not copy.exists()


def test_without_a_place_for_it_the_file_comes_last(desk):
    assert with_file("pytest -q", Path("/t/my file.py")) == "pytest -q '/t/my file.py'"
    assert table.do(desk, f"/test {PYTHON}") == 0 and desk.output == "True\n"


def test_only_the_end_is_shown_and_nothing_of_it_is_obeyed(desk, capsys):
    program = "import sys\nfor n in range(50): print('line', n)\nprint('\\x1b[2J', end='')\nsys.exit(7)"
    desk.results[-1] = type(desk.result)("many lines", program, "python", 0)
    capsys.readouterr()
    assert table.do(desk, f"/test {PYTHON}") == 1
    err = capsys.readouterr().err
    assert "line 49\n" in err and "line 5\n" not in err and "lines above" in err
    assert "␛[2J" in err and "\x1b" not in err and "exit code 7; @output in a wish" in err


def test_a_command_that_goes_on_for_ever_is_stopped_with_all_it_started(desk, monkeypatch, capsys):
    monkeypatch.setattr(testing, "LIMITS", sandbox.Limits(seconds=1))
    assert table.do(desk, "/test sleep 600 & sleep 600; true") == 1
    assert "stopped after 1 s" in capsys.readouterr().err


def test_ctrl_c_ends_the_command_and_nothing_else(desk, monkeypatch, capsys):
    def interrupted(process, tell, limits):
        raise KeyboardInterrupt

    monkeypatch.setattr(sandbox, "follow", interrupted)
    assert table.do(desk, "/test sleep 600") == 130 and "interrupted" in capsys.readouterr().err


def test_a_program_and_a_command_are_needed(desk_with, desk):
    with pytest.raises(UsageError, match="no program yet"):
        table.do(desk_with()[0], "/test true")
    with pytest.raises(UsageError, match="/test CMD"):
        table.do(desk, "/test")
