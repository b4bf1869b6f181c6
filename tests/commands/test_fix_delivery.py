"""Where the result of ``dcode fix`` goes: stdin, stdout, a patch file."""

import codecs
import subprocess
from pathlib import Path

import pytest
from broken_files import KINDS, piped
from mechanic import GCD, MENDED
from typed_replies import never

from mercurycli.commands import fix, mending
from mercurycli.commands.fix import FixOptions
from mercurycli.commands.targets import STDIN
from mercurycli.errors import RefusedError, UsageError
from mercurycli.source.document import LARGEST
from mercurycli.source.undo import UndoStore


@pytest.mark.parametrize("kind", KINDS)
def test_stdin_to_stdout_keeps_every_byte_but_the_repair(broken, monkeypatch, capsysbinary, kind):
    piped(monkeypatch, KINDS[kind])
    assert fix.run(FixOptions((STDIN,), stdin_filename="gcd.py")) == 0
    out = capsysbinary.readouterr().out
    broken.write_bytes(KINDS[kind])
    fix.run(FixOptions((broken,), write=True))
    assert out == broken.read_bytes()


def test_a_healthy_stdin_passes_through(broken, monkeypatch, capsysbinary):
    monkeypatch.setattr(mending, "open_engine", never)
    data = codecs.BOM_UTF16_LE + "a = 1\r\n".encode("utf-16-le")
    piped(monkeypatch, data)
    assert fix.run(FixOptions((STDIN,), stdin_filename="x.py")) == 0
    assert capsysbinary.readouterr().out == data


def test_stdin_can_be_checked_and_compared(broken, monkeypatch, capsysbinary):
    piped(monkeypatch, GCD.encode())
    assert fix.run(FixOptions((STDIN,), check=True, stdin_filename="deep/x.py")) == 1
    out, err = capsysbinary.readouterr()
    assert out == b"" and b"deep/x.py:3: " in err
    piped(monkeypatch, GCD.encode())
    assert fix.run(FixOptions((STDIN,), diff=True, stdin_filename="deep/x.py")) == 0
    assert b"+++ b/deep/x.py\n" in capsysbinary.readouterr().out


def test_stdin_tells_its_language_by_its_name_or_its_first_line(broken, monkeypatch, capsysbinary):
    piped(monkeypatch, b"#!/usr/bin/env python3\n" + GCD.encode())
    assert fix.run(FixOptions((STDIN,))) == 0
    assert b"while b:" in capsysbinary.readouterr().out
    piped(monkeypatch, GCD.encode())
    with pytest.raises(UsageError, match="language of stdin") as caught:
        fix.run(FixOptions((STDIN,)))
    assert "--stdin-filename" in caught.value.hint


@pytest.mark.parametrize(("data", "cause"), [(b"a\0", "binary"), (b"a" * (LARGEST + 1), "too large")])
def test_a_stdin_that_is_no_source_is_refused_and_nothing_comes_out(broken, monkeypatch, capsysbinary, data, cause):
    piped(monkeypatch, data)
    with pytest.raises(RefusedError, match=cause):
        fix.run(FixOptions((STDIN,), stdin_filename="x.py"))
    assert capsysbinary.readouterr().out == b""


def test_stdout_gets_the_whole_file_and_the_file_stays(broken, capsysbinary):
    broken.write_bytes(KINDS["utf-16"])
    assert fix.run(FixOptions((broken,), stdout=True)) == 0
    assert capsysbinary.readouterr().out.decode("utf-16") == MENDED
    assert broken.read_bytes() == KINDS["utf-16"]


def test_a_patch_file_holds_all_changes_for_git_apply(several, capsysbinary):
    (several / "b.py").unlink()
    (several / "c.py").unlink()
    (several / "gcd.py").write_bytes(KINDS["latin-1"])
    patch = several / "all.patch"
    assert fix.run(FixOptions((several,), patch=patch)) == 0
    assert capsysbinary.readouterr().out == b""
    assert (several / "deep" / "gcd.py").read_text() == GCD
    subprocess.run(["git", "apply", "all.patch"], cwd=several, check=True, timeout=20)
    assert (several / "deep" / "gcd.py").read_text() == MENDED
    assert b"while b:" in (several / "gcd.py").read_bytes()
    UndoStore.open().undo(patch)
    assert not patch.exists()


def test_a_patch_file_that_exists_or_cannot_be_is_told_before_the_model_is_asked(broken, monkeypatch):
    monkeypatch.setattr(mending, "open_engine", never)
    for name, cause in (("gcd.py", "exists"), ("gone/x.patch", "no folder"), (".", "exists")):
        with pytest.raises(UsageError, match=cause) as caught:
            fix.run(FixOptions((broken,), patch=Path(name)))
        assert caught.value.hint
    assert broken.read_text() == GCD


def test_a_patch_to_the_standard_stream_is_a_diff(broken, capsysbinary):
    assert fix.run(FixOptions((broken,), patch=Path("-"))) == 0
    assert b"+    while b:" in capsysbinary.readouterr().out
    assert list(broken.parent.iterdir()) == [broken]
