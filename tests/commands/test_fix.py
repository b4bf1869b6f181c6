"""``dcode fix`` from its options to its exit code, with an engine that knows one repair."""

import codecs
import io
import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_repair import GCD, LINE, MENDED, Mechanic
from typed_replies import keyboard, never

from mercurycli.commands import fix, mending
from mercurycli.commands.fix import FixOptions
from mercurycli.commands.targets import STDIN
from mercurycli.errors import ModelError, RefusedError, UsageError
from mercurycli.repair import Repair
from mercurycli.source.document import LARGEST, Document
from mercurycli.source.languages import language_named
from mercurycli.source.patch import whole_patch
from mercurycli.source.undo import UndoStore

TEXT = language_named("javascript")  # any language: whole_patch looks at bytes
HOPELESS = "x = ][ 3 4 5 (((\n"  # more than one slip, in the one line there is


@pytest.fixture
def broken(tmp_path, monkeypatch):
    """A broken file in the current folder, and an engine that can mend it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(os, "fsync", lambda _: None)  # nobody pulls the plug, and a busy disk makes it slow
    monkeypatch.setenv("DCODE_STATE_DIR", str(tmp_path.with_name(tmp_path.name + "-state")))
    monkeypatch.setattr(mending, "open_engine", lambda model, device: Mechanic({LINE: LINE + ":"}))
    path = tmp_path / "gcd.py"
    path.write_bytes(GCD.encode())
    return path


def piped(monkeypatch, data):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))


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
        return Mechanic({LINE: LINE + ":"})

    monkeypatch.setattr(mending, "open_engine", opened)
    with pytest.raises(RefusedError, match="changed"):
        fix.run(FixOptions((broken,), write=True))
    assert broken.read_text() == GCD + "# mine\n"
    assert UndoStore.open().entries() == ()


def test_a_file_that_was_deleted_meanwhile_does_not_come_back(broken, monkeypatch):
    def opened(model, device):
        broken.unlink()
        return Mechanic({LINE: LINE + ":"})

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


# --- the safety of the file --------------------------------------------------------------------------------------------

KINDS = {
    "plain": GCD.encode(),
    "crlf": GCD.replace("\n", "\r\n").encode(),
    "byte order mark": codecs.BOM_UTF8 + GCD.encode(),
    "no final line break": GCD.rstrip("\n").encode(),
    "form feeds and other line ends": GCD.replace("# größter", "# \x0c\u2028\x1c\x85 größter").encode(),
    "tabs in strings and at ends": GCD.encode() + b"t = '\t'\t\n\n\t\n",
    "latin-1": ("# coding: latin-1\n" + GCD).encode("latin-1"),
    "utf-16": codecs.BOM_UTF16_LE + GCD.encode("utf-16-le"),
    "utf-16 of the other kind": codecs.BOM_UTF16_BE + GCD.replace("\n", "\r\n").encode("utf-16-be"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_the_file_is_like_only_the_colon_comes_in(broken, kind):
    data = KINDS[kind]
    broken.write_bytes(data)
    assert fix.run(FixOptions((broken,), write=True)) == 0
    codec = "utf-16-le" if data[:2] == codecs.BOM_UTF16_LE else "utf-16-be" if data[:2] == codecs.BOM_UTF16_BE else "ascii"
    at = data.index("while b".encode(codec)) + len("while b".encode(codec))
    assert broken.read_bytes() == data[:at] + ":".encode(codec) + data[at:]
    UndoStore.open().undo(broken)
    assert broken.read_bytes() == data


@pytest.mark.parametrize("mode", [0o755, 0o600])
def test_a_link_and_the_mode_of_its_file_stay(broken, mode):
    broken.chmod(mode)
    link = broken.with_name("link.py")
    link.symlink_to("gcd.py")
    assert fix.run(FixOptions((link,), write=True)) == 0
    assert link.is_symlink() and broken.read_text() == MENDED
    assert stat.S_IMODE(broken.stat().st_mode) == mode
    UndoStore.open().undo(link)
    assert link.is_symlink() and broken.read_text() == GCD


def test_a_read_only_file_is_refused_before_the_model_is_asked(broken, monkeypatch):
    monkeypatch.setattr(mending, "open_engine", never)
    broken.chmod(0o444)
    with pytest.raises(UsageError, match="read-only"):
        fix.run(FixOptions((broken,), write=True))
    monkeypatch.setattr(mending, "open_engine", lambda model, device: Mechanic({LINE: LINE + ":"}))
    assert fix.run(FixOptions((broken,), diff=True)) == 0  # which needs no leave to write


def test_a_read_only_folder_is_refused_before_the_model_is_asked(broken, monkeypatch):
    monkeypatch.setattr(mending, "open_engine", never)
    access = os.access  # whoever runs the tests may be root, who may everything
    monkeypatch.setattr(os, "access", lambda place, mode: place != broken.parent and access(place, mode))
    with pytest.raises(UsageError, match="no file can be made"):
        fix.run(FixOptions((broken,), write=True))


@pytest.mark.parametrize(
    ("data", "cause"),
    [(b"a = (\0\n", "binary"), (b"\n\n\na = (\xff\n", "not utf-8 text.*line 4"), (b" " * (LARGEST + 1), "too large")],
    ids=["binary", "no text", "very large"],
)
@pytest.mark.parametrize("options", [{"write": True}, {"check": True}, {"diff": True}])
def test_what_is_no_source_is_refused(broken, monkeypatch, data, cause, options):
    monkeypatch.setattr(mending, "open_engine", never)
    broken.write_bytes(data)
    with pytest.raises(RefusedError, match=cause) as caught:
        fix.run(FixOptions((broken,), **options))
    assert caught.value.hint and broken.read_bytes() == data


def test_when_the_disk_is_full_the_file_is_as_it_was(broken, monkeypatch):
    replace = os.replace

    def full(old, new):
        if Path(new) == broken:
            raise OSError(28, "No space left on device")
        replace(old, new)

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(UsageError, match="No space left"):
        fix.run(FixOptions((broken,), write=True))
    assert [(path.name, path.read_text()) for path in broken.parent.iterdir()] == [("gcd.py", GCD)]
    assert UndoStore.open().entries() == ()


def test_a_repair_after_which_it_parses_worse_is_never_written(broken, monkeypatch):
    """The job itself never offers one; if it did, it would be caught at the door."""
    monkeypatch.setattr(Repair, "patch", lambda self, end: whole_patch(self.document, GCD + "b = )\nc = ]\n"))
    with pytest.raises(RefusedError, match="parse worse"):
        fix.run(FixOptions((broken,), write=True))
    assert broken.read_text() == GCD


# --- several files and folders --------------------------------------------------------------------------------------------


@pytest.fixture
def several(broken):
    """Two files that can be mended, one that cannot, a healthy one, one that is binary."""
    broken.with_name("a.py").write_text("a = 1\n")
    broken.with_name("b.py").write_text(HOPELESS)
    broken.with_name("c.py").write_bytes(b"\0")
    (broken.parent / "deep").mkdir()
    (broken.parent / "deep" / "gcd.py").write_text(GCD)
    return broken.parent


def test_one_files_failure_does_not_keep_the_others_from_being_mended(several, capsys):
    assert fix.run(FixOptions((several,), write=True)) == 4
    assert (several / "gcd.py").read_text() == (several / "deep" / "gcd.py").read_text() == MENDED
    assert (several / "b.py").read_text() == HOPELESS
    out, err = capsys.readouterr()
    assert out == "" and "binary" in err and "by hand" in err
    assert err.splitlines()[-1] == "5 files: 1 healthy, 2 mended, 2 failed"


def test_the_model_is_opened_once_for_all_files(several, monkeypatch):
    opened = []
    monkeypatch.setattr(mending, "open_engine", lambda model, device: opened.append(model) or Mechanic({LINE: LINE + ":"}))
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


# --- where the result goes --------------------------------------------------------------------------------------------------


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


# --- what other programs read ------------------------------------------------------------------------------------------------


def test_json_tells_of_every_file(several, capsys):
    assert fix.run(FixOptions((Path("."),), output_format="json", write=True)) == 4
    told = json.loads(capsys.readouterr().out)
    results = {result["path"]: result for result in told["results"]}
    assert told["exit_code"] == 4 and list(results) == ["a.py", "b.py", "c.py", "deep/gcd.py", "gcd.py"]
    assert results["a.py"]["status"] == "healthy"
    assert results["b.py"]["status"] == results["c.py"]["status"] == "failed"
    assert results["b.py"]["faults"] and results["b.py"]["error"]["hint"]
    mended = results["gcd.py"]
    assert (mended["status"], mended["text"], mended["model"]) == ("mended", MENDED, "scripted")
    assert mended["faults"][0]["line"] == 3 and "+    while b:" in mended["diff"]


def test_jsonl_is_events_alone_from_the_faults_to_the_summary(several, capsys):
    assert fix.run(FixOptions((several / "a.py", several / "gcd.py", several / "b.py"), output_format="jsonl", write=True)) == 4
    kinds = [json.loads(line)["type"] for line in capsys.readouterr().out.splitlines()]
    assert kinds[:3] == ["result", "file", "start"] and kinds[-1] == "summary"
    assert kinds.count("end") == 1 and kinds.count("result") == 3 and "frame" in kinds


def test_json_of_stdin_holds_the_text_and_nothing_else_is_on_stdout(broken, monkeypatch, capsys):
    piped(monkeypatch, GCD.encode())
    assert fix.run(FixOptions((STDIN,), output_format="json", stdin_filename="x.py")) == 0
    (result,) = json.loads(capsys.readouterr().out)["results"]
    assert (result["path"], result["status"], result["text"]) == ("x.py", "proposed", MENDED)


@pytest.mark.parametrize("output_format", ["json", "jsonl", "sarif", "github"])
def test_a_failure_of_the_only_file_is_told_in_the_format_that_was_asked_for(broken, capsys, output_format):
    broken.write_text(HOPELESS)
    assert fix.run(FixOptions((broken,), output_format=output_format)) == 4
    out, err = capsys.readouterr()
    assert "no attempt of the model" in out and "no attempt of the model" in err


def test_sarif_and_github_tell_faults_as_errors_and_mended_ones_as_notes(several, capsys):
    paths = (Path("gcd.py"), Path("deep"))
    assert fix.run(FixOptions(paths, output_format="sarif", check=True)) == 1
    (run,) = json.loads(capsys.readouterr().out)["runs"]
    places = [result["locations"][0]["physicalLocation"] for result in run["results"]]
    assert [place["artifactLocation"]["uri"] for place in places if place["region"]["startLine"] == 3] == ["gcd.py", "deep/gcd.py"]
    assert {result["level"] for result in run["results"]} == {"error"}
    assert fix.run(FixOptions(paths, output_format="github", write=True)) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("::notice file=gcd.py,line=3,") and all(line.startswith("::notice ") for line in lines)


def test_what_is_done_before_ctrl_c_is_told(several, monkeypatch, capsys):
    def interrupted(self, job):
        if job.document.path == several / "b.py":
            raise KeyboardInterrupt
        return run(self, job)

    run = mending.Mending.run
    monkeypatch.setattr(mending.Mending, "run", interrupted)
    with pytest.raises(KeyboardInterrupt):
        fix.run(FixOptions((several / "gcd.py", several / "b.py", several / "a.py"), output_format="json"))
    (result,) = json.loads(capsys.readouterr().out)["results"]
    assert result["status"] == "mended" and (several / "gcd.py").read_text() == MENDED


# --- what cannot be asked ------------------------------------------------------------------------------------------------------

A = Path("a.py")


@pytest.mark.parametrize(
    ("options", "cause"),
    [
        ({"write": True, "diff": True}, "--write"),
        ({"write": True, "check": True}, "--check"),
        ({"stdout": True, "patch": Path("x")}, "--stdout"),
        ({"output_format": "xml"}, "xml"),
        ({"output_format": "json", "diff": True}, "--diff"),
        ({"output_format": "sarif", "stdout": True}, "--stdout"),
        ({"output_format": "json", "patch": Path("-")}, "stdout"),
        ({"stdin_filename": "x.py"}, "--stdin-filename"),
        ({"paths": (STDIN, A)}, "alone"),
        ({"paths": (STDIN,), "write": True}, "--write"),
        ({"paths": (A, A), "stdout": True}, "one file"),
        ({"paths": (Path("."),), "stdout": True}, "one file"),
    ],
)
def test_wishes_that_contradict_each_other_are_usage_errors(options, cause):
    with pytest.raises(UsageError, match=cause) as caught:
        FixOptions(**{"paths": (A,), **options})
    assert caught.value.hint


def test_the_hooks_for_pre_commit_call_what_is_there():
    manifest = (Path(__file__).parents[2] / ".pre-commit-hooks.yaml").read_text()
    entries = [line.split(":", 1)[1].split() for line in manifest.splitlines() if line.strip().startswith("entry:")]
    assert entries == [["dcode", "fix", "--check"], ["dcode", "fix", "--write"]]


# --- one edit for the whole change ------------------------------------------------------------------------------------

LETTERS = st.text(st.sampled_from("aé中😀ſ\nßà"), max_size=12)  # é à, ß ſ: the same first or last byte


@given(LETTERS, LETTERS, LETTERS, LETTERS)
@settings(max_examples=100, deadline=None)
def test_a_whole_patch_makes_the_new_text_of_the_old_by_one_edit(front, old, new, back):
    old, new = front + old + back, front + new + back
    patch = whole_patch(Document.from_text(old, TEXT), new)  # a cut character would be a ValueError
    assert patch.apply() == new.encode()
    (edit,) = patch.edits
    gone, come = edit.span.of(old.encode()).decode(), edit.replacement.decode()
    if gone and come:  # nothing equal is left at either end
        assert gone[0] != come[0] and gone[-1] != come[-1]


@pytest.mark.parametrize(
    ("old", "new", "span", "replacement"),
    [
        ("aé", "aà", (1, 3), "à"),  # the same first byte
        ("ßb", "ſb", (0, 2), "ſ"),  # the same last byte
        ("aa", "aaa", (2, 2), "a"),
        ("aaa", "aa", (2, 3), ""),
        ("", "x", (0, 0), "x"),
        ("same", "same", (4, 4), ""),
    ],
)
def test_a_whole_patch_is_as_small_as_whole_characters_allow(old, new, span, replacement):
    (edit,) = whole_patch(Document.from_text(old, TEXT), new).edits
    assert ((edit.span.start, edit.span.end), edit.replacement.decode()) == (span, replacement)
