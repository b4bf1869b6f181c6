"""``dcode fix`` of one file from its options to its exit code, with an engine that knows one repair."""

import subprocess
from pathlib import Path

import pytest
from broken_files import HOPELESS, mechanic
from mechanic import GCD, MENDED, Mechanic
from typed_replies import keyboard, never

from mercurycli.commands import fix, mending
from mercurycli.commands.fix import FixOptions
from mercurycli.errors import RefusedError, UsageError
from mercurycli.source.undo import UndoStore


def test_check_names_the_fault_exits_1_and_needs_no_model(broken, monkeypatch, capsysbinary):
    monkeypatch.setattr(mending, "open_engine", never)
    assert fix.run(FixOptions((broken,), check=True)) == 1
    out, err = capsysbinary.readouterr()
    assert out == b"" and b"gcd.py:3: " in err
    assert broken.read_text() == GCD


@pytest.mark.parametrize("options", [{}, {"check": True}, {"diff": True}, {"write": True}, {"patch": Path("x.patch")}])
def test_a_healthy_file_is_0_whatever_is_asked(broken, monkeypatch, capsysbinary, options):
    monkeypatch.setattr(mending, "open_engine", never)
    broken.write_text(MENDED)
    assert fix.run(FixOptions((broken,), **options)) == 0
    assert capsysbinary.readouterr().out == b""
    assert list(broken.parent.iterdir()) == [broken]


def test_quiet_says_nothing_of_a_healthy_file(broken, capsysbinary):
    broken.write_text(MENDED)
    assert fix.run(FixOptions((broken,), quiet=True)) == 0
    assert capsysbinary.readouterr() == (b"", b"")


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_diff_prints_what_git_apply_takes_and_writes_nothing(broken, capsysbinary, newline):
    before = GCD.replace("\n", newline).encode()
    broken.write_bytes(before)
    assert fix.run(FixOptions((broken,), diff=True)) == 0
    patch = capsysbinary.readouterr().out
    assert broken.read_bytes() == before
    subprocess.run(["git", "apply", "-"], input=patch, cwd=broken.parent, check=True, timeout=20)
    assert broken.read_bytes() == MENDED.replace("\n", newline).encode()


def test_diff_on_a_terminal_spells_out_what_it_would_obey(broken, monkeypatch, capsys):
    broken.write_text(GCD + "# \x1b[2J\n    \n")
    monkeypatch.setattr("mercurycli.view.patch_view.is_tty", lambda file: True)
    monkeypatch.setattr(mending, "is_tty", lambda file: True)
    assert fix.run(FixOptions((broken,), diff=True)) == 0
    out, err = capsys.readouterr()
    assert "while b:" in out and "\x1b[2J" not in out + err


def test_write_writes_and_keeps_stdout_empty(broken, capsysbinary):
    assert fix.run(FixOptions((broken,), write=True)) == 0
    assert broken.read_bytes() == MENDED.encode()
    out, err = capsysbinary.readouterr()
    assert out == b"" and b"+    while b:" in err and b"mended" in err


def test_without_a_terminal_nobody_is_asked_and_it_is_written(broken, monkeypatch):
    monkeypatch.setattr(mending, "ask", lambda: pytest.fail("asked"))
    assert fix.run(FixOptions((broken,))) == 0
    assert broken.read_bytes() == MENDED.encode()


@pytest.mark.parametrize(("reply", "written"), [("y\n", True), ("YES\n", True), ("n\n", False), ("\n", False), ("", False), ("q\n", False)])
def test_on_a_terminal_only_a_yes_writes(broken, monkeypatch, reply, written):
    keyboard(monkeypatch, reply)
    assert fix.run(FixOptions((broken,), quiet=True)) == 0
    assert broken.read_bytes() == (MENDED if written else GCD).encode()


def test_what_is_no_answer_is_asked_again_and_the_change_was_shown_even_if_quiet(broken, monkeypatch, capsys):
    keyboard(monkeypatch, "what?\n", "yep\n", "y\n")
    assert fix.run(FixOptions((broken,), quiet=True)) == 0
    err = capsys.readouterr().err
    assert err.count("[y]es [n]o [r]etry [e]dit [q]uit") == 3 and "+    while b:" in err
    assert broken.read_text() == MENDED


@pytest.mark.parametrize("options", [{"write": True}, {"diff": True}, {"stdout": True}, {"patch": Path("x.patch")}, {}])
def test_a_model_that_cannot_help_leaves_the_file_alone(broken, monkeypatch, capsysbinary, options):
    monkeypatch.setattr(mending, "open_engine", lambda model, device: Mechanic({}))
    broken.write_text(HOPELESS)
    with pytest.raises(RefusedError):
        fix.run(FixOptions((broken,), **options))
    assert broken.read_text() == HOPELESS and capsysbinary.readouterr().out == b""
    assert list(broken.parent.iterdir()) == [broken]


def test_a_file_that_changed_meanwhile_is_not_overwritten(broken, monkeypatch):
    def opened(model, device):
        broken.write_text(GCD + "# mine\n")
        return mechanic()

    monkeypatch.setattr(mending, "open_engine", opened)
    with pytest.raises(RefusedError, match="changed"):
        fix.run(FixOptions((broken,), write=True))
    assert broken.read_text() == GCD + "# mine\n"
    assert UndoStore.open().entries() == ()


def test_a_file_that_was_deleted_meanwhile_does_not_come_back(broken, monkeypatch):
    def opened(model, device):
        broken.unlink()
        return mechanic()

    monkeypatch.setattr(mending, "open_engine", opened)
    with pytest.raises(RefusedError, match="none now"):
        fix.run(FixOptions((broken,), write=True))
    assert not broken.exists()


def test_every_write_can_be_taken_back(broken):
    fix.run(FixOptions((broken,), write=True))
    UndoStore.open().undo(broken)
    assert broken.read_bytes() == GCD.encode()
    UndoStore.open().redo(broken)
    assert broken.read_bytes() == MENDED.encode()


def test_without_a_place_to_keep_what_was_there_nothing_is_written(broken, monkeypatch):
    monkeypatch.setenv("DCODE_STATE_DIR", "/dev/null/state")
    with pytest.raises(UsageError, match="cannot keep"):
        fix.run(FixOptions((broken,), write=True))
    assert broken.read_text() == GCD
