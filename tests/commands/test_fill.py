"""``dcode fill`` from its options to its exit code, with an engine that knows what goes into two holes."""

import io
import json
import os
import subprocess
import sys

import pytest
from filler import Filler, by_place
from typed_replies import keyboard, never

from mercurycli.commands import fill, mending
from mercurycli.commands.fill import FillOptions
from mercurycli.commands.targets import STDIN
from mercurycli.errors import ModelError, RefusedError, UsageError
from mercurycli.source.undo import UndoStore

HOLES = "# größter\na = f(???)\nif a:\n    <fill 1>\n"
FILLED = "# größter\na = f(1)\nif a:\n    b = 2\n"
FILLS = by_place({"f(": "1", "if a:": "\n    b = 2"})


@pytest.fixture
def holed(tmp_path, monkeypatch):
    """A file with holes in the current folder, and an engine that can fill them."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(os, "fsync", lambda _: None)
    monkeypatch.setenv("DCODE_STATE_DIR", str(tmp_path.with_name(tmp_path.name + "-state")))
    monkeypatch.setattr(mending, "open_engine", lambda model, device: Filler(FILLS))
    path = tmp_path / "a.py"
    path.write_bytes(HOLES.encode())
    return path


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_write_fills_both_holes_and_undo_brings_them_back(holed, capsysbinary, newline):
    before = HOLES.replace("\n", newline).encode()
    holed.write_bytes(before)
    assert fill.run(FillOptions(holed, write=True)) == 0
    assert holed.read_bytes() == FILLED.replace("\n", newline).encode()
    out, err = capsysbinary.readouterr()
    assert out == b"" and b"+    b = 2" in err and b"a.py filled" in err
    UndoStore.open().undo(holed)
    assert holed.read_bytes() == before


def test_diff_prints_what_git_apply_takes_and_writes_nothing(holed, capsysbinary):
    assert fill.run(FillOptions(holed, diff=True)) == 0
    assert holed.read_text() == HOLES
    subprocess.run(["git", "apply", "-"], input=capsysbinary.readouterr().out, cwd=holed.parent, check=True, timeout=20)
    assert holed.read_text() == FILLED


def test_stdout_and_stdin_give_the_whole_file(holed, monkeypatch, capsysbinary):
    assert fill.run(FillOptions(holed, stdout=True)) == 0
    assert capsysbinary.readouterr().out.decode() == FILLED and holed.read_text() == HOLES
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(HOLES.encode())))
    assert fill.run(FillOptions(STDIN, stdin_filename="x.py")) == 0
    assert capsysbinary.readouterr().out.decode() == FILLED


def test_a_file_without_a_hole_is_0_with_a_note_and_passes_through(holed, monkeypatch, capsysbinary):
    monkeypatch.setattr(mending, "open_engine", never)
    holed.write_text("# really???\n")
    assert fill.run(FillOptions(holed, stdout=True)) == 0
    out, err = capsysbinary.readouterr()
    assert out == b"# really???\n" and b"no hole" in err and b"comment" in err
    assert fill.run(FillOptions(holed, write=True, quiet=True)) == 0
    assert capsysbinary.readouterr() == (b"", b"")


@pytest.mark.parametrize("options", [{"write": True}, {"diff": True}, {"stdout": True}, {}])
def test_when_nothing_parses_it_is_4_and_the_file_is_untouched(holed, monkeypatch, capsysbinary, options):
    monkeypatch.setattr(mending, "open_engine", lambda model, device: Filler(by_place({"f(": ")", "if a:": "\n    b"})))
    with pytest.raises(RefusedError, match="untouched") as caught:
        fill.run(FillOptions(holed, **options))
    assert caught.value.exit_code == 4 and holed.read_text() == HOLES
    assert capsysbinary.readouterr().out == b"" and UndoStore.open().entries() == ()


def test_json_holds_the_holes_the_text_and_the_figures(holed, capsys):
    assert fill.run(FillOptions(holed, write=True, output_format="json")) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["schema"], told["status"], told["text"], told["model"]) == ("dcode.fill/1", "filled", FILLED, "scripted")
    assert told["holes"] == [{"line": 2, "lines": None}, {"line": 4, "lines": 1}] and "+a = f(1)" in told["diff"]


def test_jsonl_is_events_alone_and_the_result_is_the_last(holed, capsys):
    assert fill.run(FillOptions(holed, write=True, output_format="jsonl")) == 0
    kinds = [json.loads(line)["type"] for line in capsys.readouterr().out.splitlines()]
    assert kinds[0] == "start" and kinds[-2:] == ["end", "result"] and "frame" in kinds


def test_a_failure_is_told_in_json_too(holed, monkeypatch, capsys):
    def missing(model, device):
        raise ModelError("no such model", hint="pull it")

    monkeypatch.setattr(mending, "open_engine", missing)
    assert fill.run(FillOptions(holed, output_format="json")) == 3
    told = json.loads(capsys.readouterr().out)
    assert (told["status"], told["exit_code"], told["error"]["hint"]) == ("failed", 3, "pull it")
    assert holed.read_text() == HOLES


@pytest.mark.parametrize(
    ("options", "cause"),
    [
        ({"write": True, "diff": True}, "--write"),
        ({"output_format": "sarif"}, "sarif"),
        ({"output_format": "json", "stdout": True}, "--stdout"),
        ({"path": STDIN, "write": True}, "--write"),
        ({"stdin_filename": "x.py"}, "--stdin-filename"),
    ],
)
def test_wishes_that_contradict_each_other_are_usage_errors(tmp_path, options, cause):
    with pytest.raises(UsageError, match=cause) as caught:
        FillOptions(**{"path": tmp_path / "a.py", **options})
    assert caught.value.hint


def test_a_folder_and_a_missing_file_are_told(holed):
    for path, cause in ((holed.parent, "is a folder"), (holed.with_name("gone.py"), "No such file")):
        with pytest.raises(UsageError, match=cause):
            fill.run(FillOptions(path))


def test_help_and_a_file_without_holes_load_no_torch(holed):
    holed.write_text("a = 1\n")
    code = "import sys; from mercurycli.cli import main; sys.argv = ['dcode', 'fill', 'a.py']\ntry: main()\n"
    code += "except SystemExit as end: print(end.code, 'torch' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout == "0 False\n", done.stderr


# --- what is asked on a terminal -----------------------------------------------------------------------------------------


def test_retry_draws_with_the_next_seed_and_a_temperature(holed, monkeypatch):
    engine = Filler(FILLS)
    monkeypatch.setattr(mending, "open_engine", lambda model, device: engine)
    keyboard(monkeypatch, "r\n", "y\n")
    assert fill.run(FillOptions(holed, quiet=True, seed=3)) == 0
    drawn = {(params.seed, params.temperature) for _, params in engine.asked}
    assert drawn == {(3, 0.0), (4, 0.5)} and holed.read_text() == FILLED


def test_a_retry_that_fails_leaves_what_was_proposed_before(holed, monkeypatch, capsys):
    class Once(Filler):
        def denoise(self, canvas, params):
            self.fills = FILLS if params.seed == 0 else by_place({})
            return super().denoise(canvas, params)

    monkeypatch.setattr(mending, "open_engine", lambda model, device: Once(FILLS))
    keyboard(monkeypatch, "retry\n", "y\n")
    assert fill.run(FillOptions(holed)) == 0
    assert holed.read_text() == FILLED and "no text" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("script", "left"),
    [
        ("s/b = 2/b = 3/", FILLED.replace("b = 2", "b = 3")),
        ("s/b = 2/b = (((\\nc = )/", FILLED),  # it would parse worse, so it is not proposed
    ],
)
def test_edit_opens_the_proposal_and_proposes_what_was_saved(holed, monkeypatch, script, left):
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f"sed -i '{script}'")
    keyboard(monkeypatch, "e\n", "y\n")
    assert fill.run(FillOptions(holed, quiet=True)) == 0
    assert holed.read_text() == left


@pytest.mark.parametrize(("editor", "cause"), [("false", "exit code 1"), ("no-such-editor", "cannot start"), ("'", "cannot start")])
def test_an_editor_that_fails_is_told_and_the_proposal_stands(holed, monkeypatch, capsys, editor, cause):
    monkeypatch.setenv("VISUAL", editor)
    keyboard(monkeypatch, "e\n", "n\n")
    assert fill.run(FillOptions(holed)) == 0
    assert cause in capsys.readouterr().err and holed.read_text() == HOLES
