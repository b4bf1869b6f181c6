"""``dcode fix`` of several files and of folders."""

import subprocess
import sys
from pathlib import Path

from broken_files import HOPELESS, mechanic
from mechanic import GCD, MENDED
from typed_replies import keyboard, never

from mercurycli.commands import fix, mending
from mercurycli.commands.fix import FixOptions
from mercurycli.errors import ModelError
from mercurycli.source.document import LARGEST


def test_one_files_failure_does_not_keep_the_others_from_being_mended(several, capsys):
    assert fix.run(FixOptions((several,), write=True)) == 4
    assert (several / "gcd.py").read_text() == (several / "deep" / "gcd.py").read_text() == MENDED
    assert (several / "b.py").read_text() == HOPELESS
    out, err = capsys.readouterr()
    assert out == "" and "binary" in err and "by hand" in err
    assert err.splitlines()[-1] == "5 files: 1 healthy, 2 mended, 2 failed"


def test_the_model_is_opened_once_for_all_files(several, monkeypatch):
    opened = []
    monkeypatch.setattr(mending, "open_engine", lambda model, device: opened.append(model) or mechanic())
    fix.run(FixOptions((several,), write=True))
    assert len(opened) == 1


def test_a_model_that_is_not_there_is_tried_once_and_every_fault_is_named_all_the_same(several, monkeypatch, capsys):
    tries = []

    def missing(model, device):
        tries.append(model)
        raise ModelError("no such model", hint="pull it")

    monkeypatch.setattr(mending, "open_engine", missing)
    assert fix.run(FixOptions((several / "gcd.py", several / "deep"), write=True)) == 3
    err = capsys.readouterr().err
    assert len(tries) == 1 and err.count("gcd.py:3: ") == 2 and "no such model" in err


def test_check_of_a_folder_is_the_worst_of_its_files_and_needs_no_model(several, monkeypatch):
    monkeypatch.setattr(mending, "open_engine", never)
    assert fix.run(FixOptions((several,), check=True)) == 4
    (several / "c.py").unlink()
    assert fix.run(FixOptions((several,), check=True)) == 1
    for path in several.rglob("*.py"):
        path.write_text("a = 1\n")
    assert fix.run(FixOptions((several,), check=True)) == 0


def test_a_file_that_is_missing_does_not_hide_the_others(several, capsys):
    (several / "no.suffix").touch()
    paths = (several / "gone.py", several / "gcd.py", several / "no.suffix", Path("\0"))
    assert fix.run(FixOptions(paths, write=True)) == 2
    assert (several / "gcd.py").read_text() == MENDED
    err = capsys.readouterr().err
    assert "gone.py: No such file" in err and "language" in err


def test_a_file_that_is_named_twice_is_looked_at_once(several, capsys):
    (several / "link.py").symlink_to("gcd.py")
    assert fix.run(FixOptions((several / "gcd.py", several / "deep" / ".." / "gcd.py", several / "link.py"), diff=True)) == 0
    assert capsys.readouterr().out.count("+++ ") == 1


def test_what_gitignore_leaves_out_is_left_alone_unless_it_is_named(several):
    (several / ".gitignore").write_text("deep/\n*.py\n!gcd.py\n")
    assert fix.run(FixOptions((several,), write=True)) == 0
    assert (several / "gcd.py").read_text() == MENDED and (several / "deep" / "gcd.py").read_text() == GCD
    assert fix.run(FixOptions((several / "deep",), write=True)) == 0
    assert (several / "deep" / "gcd.py").read_text() == MENDED


def test_a_folder_without_sources_is_no_failure_and_told(several, capsys):
    (several / "empty").mkdir()
    assert fix.run(FixOptions((several / "empty",))) == 0
    assert "no source files" in capsys.readouterr().err


def test_data_in_a_folder_is_passed_over_and_told(several, capsys):
    (several / "deep" / "data.json").write_bytes(b" " * (LARGEST + 1))
    assert fix.run(FixOptions((several / "deep",), check=True)) == 1
    assert "data.json: passed over" in capsys.readouterr().err


def test_each_file_is_asked_for_and_quit_leaves_the_rest(several, monkeypatch, capsys):
    for name in ("1.py", "2.py", "3.py", "4.py"):
        (several / name).write_text(GCD)
    keyboard(monkeypatch, "n\n", "y\n", "q\n", "y\n")
    assert fix.run(FixOptions(tuple(several / name for name in ("1.py", "2.py", "3.py", "4.py")))) == 0
    assert [(several / name).read_text() == MENDED for name in ("1.py", "2.py", "3.py", "4.py")] == [False, True, False, False]
    assert "1 mended, 2 declined" in capsys.readouterr().err


def test_check_of_a_folder_loads_neither_torch_nor_what_mends(several):
    code = "import sys; from mercurycli.cli import main; sys.argv = ['dcode', 'fix', '--check', '.']\ntry: main()\n"
    code += "except SystemExit as end: print(end.code, sorted({'torch', 'numpy', 'mercurycli.commands.mending'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout == "4 []\n", done.stderr
    assert "Traceback" not in done.stderr and "c.py is binary" in done.stderr
