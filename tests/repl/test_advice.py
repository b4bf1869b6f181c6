import pytest
from scripted_engine import ScriptedEngine, answer

from mercurycli.errors import UsageError
from mercurycli.repl import generating, trouble
from mercurycli.repl.advice import in_a_session


@pytest.mark.parametrize(
    ("flags", "commands"),
    [
        ("another draw may do better: --temperature 0.5 --seed 1", "another draw may do better: /again"),
        ("another draw may do better: --seed 12", "another draw may do better: /again"),
        ("a longer canvas may help: --length 512", "a longer canvas may help: /set length 512"),
        ("shorten the wish, or pass --length 44", "shorten the wish, or /set length 44"),
        ("use a model with a longer context: --model FOLDER", "use a model with a longer context: /model FOLDER"),
        ("name the part to change with -s NAME or -l A-B, or try another --seed", "name the part to change with @FILE:NAME, or try /set seed N"),
        ("pass the dotted name, or the lines: -l A-B", "pass the dotted name"),
        ('dcode gen "a wish" -o FILE writes a new program', "say a wish, and /save FILE keeps the program"),
        ("say it in other words", "say it in other words"),
    ],
)
def test_flags_of_the_command_line_become_commands_of_the_session(flags, commands):
    assert in_a_session(flags) == commands


def test_a_draft_that_does_not_parse_is_followed_by_what_to_type_here(desk_with, capsys):
    desk, _, _ = desk_with(ScriptedEngine(answer("a = )\n")))
    generating.line(desk, "one")
    err = capsys.readouterr().err
    assert "another draw may do better: /again" in err and "--" not in err


def test_so_do_the_hints_of_errors(capsys):
    trouble.tell(UsageError("too long", hint="pass --length 9"))
    assert capsys.readouterr().err == "dcode: too long\n  /set length 9\n"
