import re

import pytest

from mercurycli.errors import UsageError
from mercurycli.repl import generating, shell, table
from mercurycli.repl.table import COMMANDS, check, parsed

NAMES = [command.name for command in COMMANDS]


def test_every_command_is_named_once_and_explained_in_a_line():
    assert len(set(NAMES)) == len(NAMES)
    for command in COMMANDS:
        assert re.fullmatch(r"[a-z]+", command.name) and command.help and "\n" not in command.help and callable(command.handler)


def test_the_help_lists_all_there_is_and_fits_a_terminal(desk_with, capsys):
    desk, _, _ = desk_with()
    assert table.do(desk, "/help") == 0
    said = capsys.readouterr().err
    assert all(command.usage in said and command.help.split()[-1] in said for command in COMMANDS)
    assert max(map(len, said.splitlines())) <= 80
    table.do(desk, "/help /save")
    assert capsys.readouterr().err == "/save FILE [--force]   write the last program to a file\n"


@pytest.mark.parametrize(
    ("line", "handler", "argument"),
    [
        ("bouncing balls", generating.line, "bouncing balls"),
        ('"""\na\nb\n"""', generating.line, "a\nb"),
        ("/gen  now a clock ", generating.new, "now a clock"),
        ('/gen """a\nb"""', generating.new, "a\nb"),
        ("!ls -l", shell.run, "ls -l"),
    ],
)
def test_a_line_goes_to_whoever_does_it(line, handler, argument):
    assert parsed(line) == (handler, argument)


@pytest.mark.parametrize(
    ("line", "says"),
    [("/sav x", "did you mean /save"), ("/xyzzy", "/help lists"), ("/", "/help"), ("/save", "something is missing"), ("/fix ", "missing"),
     ("/quit now", "/quit"), ("/gen", "missing")],
)  # fmt: skip
def test_a_line_nobody_can_do_is_told_of_before_it_is_sent(line, says):
    with pytest.raises(UsageError) as refused:
        check(line)
    assert says in refused.value.hint


def test_an_empty_line_is_nothing(desk_with):
    check("  ")
    assert table.do(desk_with()[0], " \n") == 0
