import pytest

from mercurycli.errors import RefusedError, UsageError
from mercurycli.repl import running, sandbox
from mercurycli.repl.desk import Result
from mercurycli.repl.running import run, run_program

HELLO = "print('hel' + 'lo')\n"


@pytest.fixture
def never(monkeypatch):
    monkeypatch.setattr(running, "run_python", lambda *_: pytest.fail("it was run"))


@pytest.mark.parametrize("answer", [True, False])
def test_the_program_is_shown_and_only_a_yes_runs_it(desk_with, capsys, answer):
    desk, _, asked = desk_with(answer=answer)
    desk.results.append(Result("hello", HELLO, "python", 0))
    assert run(desk, "") == 0
    out, err = capsys.readouterr()
    assert HELLO in err and "your rights" in err and asked == ["run it?"]
    assert out == ("hello\n" if answer else "")


def test_nobody_there_means_no_unless_it_was_agreed_to_before(desk_with, capsys):
    desk, _, _ = desk_with()
    desk.results.append(Result("hello", HELLO, "python", 0))
    with pytest.raises(RefusedError, match="nobody"):
        run(desk, "")
    assert run(desk, "-y") == 0 and capsys.readouterr().out == "hello\n"


def test_what_a_program_prints_is_not_obeyed_and_its_failure_is_1(capsys):
    assert run_program("print('\\x1b[2J\\x07', end='')\nraise SystemExit(9)", "python", None, agreed=True) == 1
    out, err = capsys.readouterr()
    assert out == "␛[2J␇\n" and "exit code is 9" in err


def test_a_limit_that_is_hit_is_told(monkeypatch, capsys):
    monkeypatch.setattr(running, "run_python", lambda text, tell: sandbox.Outcome(137, "stopped after 10 s"))
    assert run_program(HELLO, "python", None, agreed=True) == 1
    assert "stopped after 10 s" in capsys.readouterr().err


def test_a_page_is_opened(monkeypatch, never, desk_with):
    opened = []
    monkeypatch.setattr("webbrowser.open", lambda uri: opened.append(uri) or True)
    desk, _, _ = desk_with()
    desk.results.append(Result("page", "<p>hi</p>", "html", 0))
    assert run(desk, "") == 0 and opened[0].startswith("file://")


@pytest.mark.parametrize("language", ["javascript", None])
def test_nothing_else_is_run(never, language):
    with pytest.raises(UsageError, match="only Python"):
        run_program("x", language, None, agreed=True)


def test_a_program_that_prints_nothing_is_said_to_have_run(capsys):
    assert run_program("x = 1", "python", None, agreed=True) == 0
    assert capsys.readouterr() == ("", "it ran and printed nothing\n")


def test_the_output_of_a_failure_is_offered_for_the_next_wish(desk_with, capsys):
    desk, _, _ = desk_with()
    desk.results.append(Result("broken", "print(1 / 0)", "python", 0))
    assert run(desk, "-y") == 1
    assert "ZeroDivisionError" in desk.output and "@output" in capsys.readouterr().err
