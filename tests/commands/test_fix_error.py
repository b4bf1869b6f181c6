"""``dcode fix --error``: what a traceback or a compiler names, with an engine that writes what it is told to."""

import io
from pathlib import Path

import pytest
from typed_replies import keyboard, never
from workshop import file_here, knowing

from mercurycli.commands import fix, mending
from mercurycli.commands.aim import Aim
from mercurycli.commands.blame import blame
from mercurycli.commands.fix import FixOptions
from mercurycli.errors import RefusedError, UsageError

CODE = "def total(values):\n    result = 0\n    for value in values:\n        result += valu\n    return result\n\n\nprint(total([1, 2]))\n"
RIGHT = CODE.replace("valu\n", "value\n")
BROKEN = "def f(a)\n    return a\n\n\ndef g(a)\n    return a\n"
ERROR = """\
Traceback (most recent call last):
  File "{here}/total.py", line 8, in <module>
    print(total([1, 2]))
  File "total.py", line 4, in total
    result += valu
  File "/usr/lib/python3.11/json/decoder.py", line 3, in decode
NameError: name 'valu' is not defined. Did you mean: 'value'?
"""


@pytest.fixture
def total(tmp_path, monkeypatch):
    knowing(monkeypatch)
    return file_here(tmp_path, monkeypatch, "total.py", CODE)


@pytest.mark.parametrize("paths", [(), (Path("total.py"),), (Path("."),)], ids=["found", "named", "folder"])
def test_the_innermost_line_of_the_users_own_is_corrected(total, capsys, paths):
    assert fix.run(FixOptions(paths, error=ERROR.format(here=total.parent))) == 0
    assert total.read_text() == RIGHT
    out, err = capsys.readouterr()
    assert out == "" and "total.py:4: NameError: name 'valu' is not defined" in err


def test_the_error_may_lie_in_a_file_or_come_through_a_pipe(total, monkeypatch):
    Path("log").write_text(ERROR.format(here="/elsewhere"))
    assert fix.run(FixOptions(error="@log", diff=True)) == 0
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(ERROR.format(here=".").encode())))
    assert fix.run(FixOptions(error="-")) == 0
    assert total.read_text() == RIGHT


def test_an_error_from_elsewhere_is_known_by_the_end_of_its_path(total):
    assert fix.run(FixOptions((total,), error=ERROR.format(here="/app").replace('"total.py"', '"/app/total.py"'))) == 0
    assert total.read_text() == RIGHT


def test_what_the_model_cannot_correct_is_refused_and_untouched(total, monkeypatch):
    made = knowing(monkeypatch)
    total.write_text(CODE.replace("valu\n", "qqqq\n"))
    with pytest.raises(RefusedError, match="total.py:4") as refused:
        fix.run(FixOptions(error=ERROR.format(here=".").replace("valu", "qqqq")))
    assert "by hand" in refused.value.hint and "qqqq" in total.read_text() and len(made.asked) == 6  # two lengths, three seeds


def test_a_kept_line_is_refused(total):
    with pytest.raises(RefusedError, match="protects"):
        fix.run(FixOptions(error=ERROR.format(here="."), aim=Aim(keep=("valu$",))))


@pytest.mark.parametrize("line", [1, 2])
def test_an_error_of_syntax_mends_what_it_names_or_what_is_next_to_it_and_nothing_else(total, monkeypatch, line):
    knowing(monkeypatch, mends={"def f(a)": "def f(a):"}, favours=("def f(a):",))
    total.write_text(BROKEN)
    text = f'  File "total.py", line {line}\n    def f(a)\n            ^\nSyntaxError: expected \':\'\n'
    assert fix.run(FixOptions(error=text)) == 0
    assert total.read_text() == BROKEN.replace("f(a)", "f(a):")


def test_an_error_that_names_a_line_far_from_what_is_broken_changes_nothing(total, monkeypatch, capsys):
    monkeypatch.setattr(mending, "open_engine", never)
    total.write_text(BROKEN)
    assert fix.run(FixOptions(error="total.py:6:1: error: no")) == 0
    assert total.read_text() == BROKEN and "line 1, elsewhere" in capsys.readouterr().err


def test_several_files_of_a_compiler_are_looked_at_each(total, monkeypatch):
    Path("a.py").write_text("x = (1\n")
    Path("b.py").write_text("y = [1\n")
    knowing(monkeypatch, mends={"x = (1": "x = (1)", "y = [1": "y = [1]"}, favours=("x = (1)", "y = [1]"))
    assert fix.run(FixOptions(error="a.py:1:5: error: no\nb.py:1: error: no\ntotal.py:3: warning: odd\n")) == 0
    assert (Path("a.py").read_text(), Path("b.py").read_text(), total.read_text()) == ("x = (1)\n", "y = [1]\n", CODE)


@pytest.mark.parametrize(
    ("text", "paths", "cause"),
    [
        ("all is well", (), "below this folder"),
        ("x.py:3: error: no", (), "below this folder"),
        ('  File "/usr/lib/python3.11/json/decoder.py", line 3', (Path("total.py"),), "total.py"),
        ("total.py:400: error: no", (), "8 lines"),
        ("@gone.log", (), "cannot read gone.log"),
    ],
)
def test_an_error_that_names_nothing_to_change_is_told(total, monkeypatch, text, paths, cause):
    monkeypatch.setattr(mending, "open_engine", never)
    with pytest.raises(UsageError, match=cause) as caught:
        fix.run(FixOptions(paths, error=text))
    assert caught.value.hint


def test_hidden_files_and_what_lies_outside_are_not_taken_unless_named(total, tmp_path):
    Path(".venv").mkdir()
    Path(".venv/x.py").write_text("a\n")
    outside = tmp_path.with_name(tmp_path.name + "-outside.py")
    outside.write_text("a = b\n")
    for name in (".venv/x.py", str(outside), "README", "../" + outside.name):
        with pytest.raises(UsageError):
            blame(f"{name}:1: error: no", (), None)
    assert blame(f"{outside}:1: error: no", (outside,), None).targets[0].path == outside


def test_on_a_terminal_somebody_is_asked(total, monkeypatch):
    keyboard(monkeypatch, "n\n")
    assert fix.run(FixOptions(error=ERROR.format(here="."))) == 0
    assert total.read_text() == CODE
