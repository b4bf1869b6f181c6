"""What ``dcode fix`` cannot be asked, and what others ask of it."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from mercurycli import cli
from mercurycli.commands import fix
from mercurycli.commands.aim import Aim
from mercurycli.commands.fix import FixOptions
from mercurycli.commands.targets import STDIN
from mercurycli.errors import UsageError

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


# --- the command line ------------------------------------------------------------------------------------------------------


def asked_on_the_command_line(monkeypatch, *words):
    """What the words become."""
    seen = []
    monkeypatch.setattr(fix, "run", lambda options: seen.append(options) or 0)
    with pytest.raises(SystemExit) as leaving:
        cli.app(["fix", *words])
    assert leaving.value.code == 0
    return seen[0]


@pytest.mark.parametrize(
    ("words", "fields"),
    [
        ("-w", {"write": True}),
        ("--write", {"write": True}),
        ("-y", {"write": True}),
        ("-d", {"diff": True}),
        ("--diff", {"diff": True}),
        ("-c", {"check": True}),
        ("--check", {"check": True}),
        ("--stdout", {"stdout": True}),
        ("--patch x.patch", {"patch": Path("x.patch")}),
        ("--output-format sarif", {"output_format": "sarif"}),
        ("-i more", {"instruction": "more"}),
        ("--instruction more", {"instruction": "more"}),
        ("--error @log", {"error": "@log"}),
        ("-l 1 -l 3-4", {"aim": Aim(lines=("1", "3-4"))}),
        ("--line 1 -s f --symbol A.g", {"aim": Aim(lines=("1",), symbols=("f", "A.g"))}),
        ("--keep 1 --keep ^import", {"aim": Aim(keep=("1", "^import"))}),
        ("--test true --test-timeout 7", {"test": "true", "test_seconds": 7}),
        ("-n 3 --max-tries 4 --seed 5", {"candidates": 3, "tries": 4, "seed": 5}),
        ("--strength 0.5 --deadline 9", {"strength": 0.5, "deadline": 9.0}),
        ("-q --device cpu --model here", {"quiet": True, "device": "cpu", "model": "here"}),
    ],
)
def test_every_flag_becomes_what_it_says(monkeypatch, words, fields):
    options = asked_on_the_command_line(monkeypatch, "a.py", *words.split())
    assert options == replace(asked_on_the_command_line(monkeypatch, "a.py"), **fields)


def test_stdin_and_several_paths_are_taken(monkeypatch):
    options = asked_on_the_command_line(monkeypatch, "-", "--stdin-filename", "x.py")
    assert (options.paths, options.stdin_filename, options.delivery) == ((STDIN,), "x.py", "stdout")
    assert asked_on_the_command_line(monkeypatch, "a.py", "src").paths == (Path("a.py"), Path("src"))


def test_a_hook_of_pre_commit_fails_over_a_broken_file_and_passes_a_healthy_one(tmp_path):
    """As pre-commit calls it: the words of ``entry``, then the names of files."""
    (tmp_path / "a.py").write_text("a = 1\n")
    (tmp_path / "b.py").write_text("b = (\n")
    manifest = (Path(__file__).parents[2] / ".pre-commit-hooks.yaml").read_text()
    entry = next(line for line in manifest.splitlines() if "entry:" in line and "--check" in line).split(":", 1)[1].split()
    for names, code in (["a.py"], 0), (["a.py", "b.py"], 1):
        call = [sys.executable, "-m", "mercurycli", *entry[1:], *names]
        done = subprocess.run(call, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == code and ("b.py:1: " in done.stderr) == (code == 1)
