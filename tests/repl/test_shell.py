import pytest

from mercurycli.errors import UsageError
from mercurycli.repl import table


@pytest.mark.parametrize(("command", "code"), [("true", 0), ("exit 7", 7), ("kill -TERM $$", 143)])
def test_the_commands_exit_code_comes_back(desk_with, capfd, command, code):
    assert table.do(desk_with()[0], f"!{command}") == code
    assert (f"exit code {code}" in capfd.readouterr().err) == bool(code)


def test_a_scripts_further_lines_are_not_the_commands_input(desk_with, capfd):
    assert table.do(desk_with()[0], "!cat; echo done") == 0
    assert capfd.readouterr().out == "done\n"


def test_no_command_is_an_error(desk_with):
    with pytest.raises(UsageError, match="missing"):
        table.do(desk_with()[0], "! ")
