"""``dcode undo`` and ``dcode redo`` as a user meets them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mercurycli.commands import undo
from mercurycli.commands.undo import UndoOptions
from mercurycli.errors import RefusedError, UsageError
from mercurycli.source.undo import UndoStore


@pytest.fixture
def store(tmp_path, monkeypatch):
    """An empty store, and an empty current folder."""
    monkeypatch.setattr(os, "fsync", lambda _: None)
    monkeypatch.setenv("DCODE_STATE_DIR", str(tmp_path / "state"))
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return UndoStore.open()


def run(capsys, *arguments, **options):
    """What is said on stderr."""
    assert undo.run(UndoOptions(*arguments, **options)) == 0
    out, err = capsys.readouterr()
    assert out == ""
    return err.strip()


def test_a_write_is_taken_back_and_done_again_and_the_way_on_is_told(store, capsys):
    path = Path("x.py")
    path.write_bytes(b"1")
    store.write(path, b"1", b"2")
    assert run(capsys, path) == "x.py is as it was again; dcode redo brings the change back"
    assert path.read_bytes() == b"1"
    assert run(capsys, path, redo=True) == "x.py is changed again; dcode undo takes it back"
    assert path.read_bytes() == b"2"


def test_a_new_file_goes_and_comes_back(store, capsys):
    store.write("x.py", None, b"1")
    assert "is gone again" in run(capsys)
    assert not Path("x.py").exists()
    assert "is made again" in run(capsys, redo=True)
    assert Path("x.py").read_bytes() == b"1"


def test_without_a_file_only_this_folder_is_meant_and_elsewhere_is_named(store, capsys, tmp_path):
    other = tmp_path / "other.py"
    store.write(other, None, b"1")
    said = run(capsys)
    assert other.exists() and said.endswith(f"elsewhere: dcode undo {other}")
    assert "is gone" in run(capsys, other)
    assert run(capsys, redo=True).endswith(f"elsewhere: dcode redo {other}")


def test_nothing_to_do_is_no_failure(store, capsys):
    assert run(capsys) == "there is nothing to take back"
    assert run(capsys, redo=True) == "there is nothing to do again"
    assert run(capsys, show_list=True) == "there is nothing to take back"
    store.write("x.py", None, b"1")
    assert run(capsys, Path("x.py"), redo=True) == "x.py: nothing more to do again"


@pytest.mark.parametrize("redo", [False, True])
def test_a_file_that_dcode_never_wrote_is_an_error(store, redo):
    Path("mine.py").write_bytes(b"1")
    with pytest.raises(UsageError, match=r"mine\.py") as caught:
        undo.run(UndoOptions(Path("mine.py"), redo=redo))
    assert "--list" in caught.value.hint


def test_a_file_that_was_changed_since_is_left_alone(store):
    store.write("x.py", None, b"1")
    Path("x.py").write_bytes(b"mine")
    with pytest.raises(RefusedError, match="changed since"):
        undo.run(UndoOptions())
    assert Path("x.py").read_bytes() == b"mine"


def test_the_list_has_a_line_for_each_write_the_newest_first(store, capsys, tmp_path):
    store.write("x.py", None, b"1")
    store.write("x.py", b"1", b"2")
    store.write(tmp_path / "a\n\x1bb.py", None, b"1")
    store.undo("x.py")
    assert undo.run(UndoOptions(show_list=True)) == 0
    out, err = capsys.readouterr()
    odd, second, first = out.splitlines()
    assert err == "" and odd.endswith("a␊␛b.py") and " made " in odd
    assert second.endswith("changed  x.py  (taken back)") and first.endswith("made     x.py")
    assert undo.run(UndoOptions(Path("x.py"), show_list=True)) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2


def test_the_list_of_redo_has_what_was_taken_back_alone(store, capsys):
    assert run(capsys, redo=True, show_list=True) == "there is nothing to do again"
    store.write("x.py", None, b"1")
    store.write("y.py", None, b"1")
    store.undo("x.py")
    assert undo.run(UndoOptions(redo=True, show_list=True)) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert line.endswith("x.py  (taken back)")


def dcode(*arguments):
    done = subprocess.run([sys.executable, "-m", "mercurycli", *arguments], capture_output=True, text=True, timeout=60, check=False)
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout, done.stderr


def test_the_commands_and_their_exit_codes(store):
    store.write("x.py", None, b"1")
    code, out, err = dcode("undo", "--list")
    assert code == 0 and out.endswith("made     x.py\n") and err == ""
    assert dcode("undo", "x.py")[0] == 0 and not Path("x.py").exists()
    assert dcode("redo", "--list")[1].endswith("x.py  (taken back)\n")
    assert dcode("redo")[0] == 0 and Path("x.py").read_bytes() == b"1"
    Path("x.py").write_bytes(b"mine")
    code, out, err = dcode("undo")
    assert (code, out) == (4, "") and "changed since" in err and "rm " in err
    assert dcode("undo", "gone.py")[0] == 2


def test_a_current_folder_that_is_gone_is_told(store, tmp_path):
    os.rmdir(tmp_path / "here")
    with pytest.raises(UsageError, match="folder is gone"):
        undo.run(UndoOptions())
    with pytest.raises(UsageError, match="names no file"):
        store.write("x.py", None, b"1")
