import ast
import re
from pathlib import Path

import pytest
from scripted_engine import ScriptedEngine, answer

import mercurycli
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
        ("name the part with -s NAME or -l A-B, or try another --seed", "name the part with @FILE:NAME or @FILE:A-B, or try /set seed N"),
        ("pass the dotted name, or the lines: -l A-B", "pass the dotted name, or the lines: @FILE:A-B"),
        ("pass --lang python, or another model with --model FOLDER", "say so in the wish (in python), or another model with /model FOLDER"),
        ("leave --model out to use the embedded checkpoint", "/model quicksilver is the embedded checkpoint"),
        ("see: dcode gen --help", "/set shows them"),
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


PACKAGE = Path(mercurycli.__file__).parent
HEARD_IN_A_SESSION = (
    "session", "prompt", "engine", "repair", "refining", "rewriting", "filling", "retrying", "smallest", "widening", "one_hole",
    "model/checkpoint", "model/config_file", "model/weights_file", "source/context", "source/disk", "source/document", "source/holes",
    "source/patch", "source/undo",
)  # fmt: skip
OF_THE_COMMAND_LINE = re.compile(r"(?<![\w-])-{1,2}[a-zA-Z][\w-]*|\bdcode (?:gen|fix|fill|undo|redo|repl)\b")
MEANT_SO = ("--length must be", "--candidates must be", "chmod u+w", "mkdir -p", "iconv ", "ls -ld", "pip install", "pass --force")


def texts(path):
    """The texts of a module without its docstrings; what is put into one is a 1."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    pieces = {id(piece) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for piece in ast.walk(node)} - {
        id(node) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)
    }
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "".join(str(value.value) if isinstance(value, ast.Constant) else "1" for value in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in pieces | docs:
            yield node.value


@pytest.mark.parametrize("name", HEARD_IN_A_SESSION)
def test_no_flag_of_the_command_line_is_left_in_what_a_session_may_say(name):
    left = [text for text in map(in_a_session, texts(PACKAGE / f"{name}.py")) if OF_THE_COMMAND_LINE.search(text)]
    assert [text for text in left if not any(known in text for known in MEANT_SO)] == []


def test_the_reading_of_texts_sees_a_flag(tmp_path):
    (tmp_path / "x.py").write_text('"""--doc"""\nraise E("a", hint=f"pass --frob {n}")\n')
    assert [text for text in texts(tmp_path / "x.py") if OF_THE_COMMAND_LINE.search(text)] == ["pass --frob 1"]
