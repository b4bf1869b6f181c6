"""A look at healthy files before the command line's parser is loaded: the same words as the whole way, and nothing else."""

import subprocess
import sys
from pathlib import Path

import pytest

from mercurycli import cli
from mercurycli.__main__ import command
from mercurycli.commands.glance import MOST, all_healthy


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    """Some files that are healthy, each in its own way, and some that are not."""
    monkeypatch.chdir(tmp_path)
    Path("a.py").write_text("a = 1\n")
    Path("b.js").write_text("let a = 1;\n")
    Path("c.html").write_text("<p>a</p><script>let a = 1;</script>\n")
    Path("tool").write_text("#!/usr/bin/env python3\n")
    Path("é\x1b.py").write_text("")
    Path("link.py").symlink_to("a.py")
    Path("folder").mkdir()
    Path("broken.py").write_text("a = (\n")
    Path("binary.py").write_bytes(b"\0")
    Path("notes.txt").write_text("a")


def the_whole_way(words):
    """Exit code of Typer's own."""
    with pytest.raises(SystemExit) as leaving:
        cli.app(words)
    return leaving.value.code


@pytest.mark.parametrize(
    "words",
    ["a.py", "./a.py", "--check a.py", "a.py -c", "-w b.js", "-y c.html", "--diff tool", "-q a.py", "a.py b.js", "a.py link.py folder/../a.py"]
    + ["--check a.py b.js c.html", "--quiet a.py b.js", "é\x1b.py", "link.py", "-q --write -q a.py"],
)
def test_a_healthy_file_gets_the_same_words_as_on_the_whole_way(capsysbinary, words):
    words = ["fix", *words.split()]
    assert all_healthy(words)
    glanced = capsysbinary.readouterr()
    assert the_whole_way(words) == 0
    assert capsysbinary.readouterr() == glanced


@pytest.mark.parametrize(
    "words",
    ["", "fix", "gen a.py", "fix broken.py", "fix a.py broken.py", "fix binary.py", "fix notes.txt", "fix gone.py", "fix folder", "fix -"]
    + ["fix a.py folder", "fix --check --diff a.py", "fix -qc a.py", "fix --stdout a.py", "fix --output-format json a.py", "fix -- a.py"]
    + ["fix a.py --help", "--debug fix a.py", "fix -l 1 a.py", "fix --model x a.py", "fix " + "a.py " * (MOST + 1)],
)
def test_what_is_more_than_a_look_says_nothing_here(capsysbinary, words):
    assert not all_healthy(words.split())
    assert capsysbinary.readouterr() == (b"", b"")


LOADED = """
import sys
from mercurycli.__main__ import main
try:
    main()
except SystemExit as leaving:
    print(leaving.code, *sorted({name.split(".")[0] for name in sys.modules} & {"torch", "numpy", "typer", "pydantic", "prompt_toolkit", "tree_sitter"}))
"""


@pytest.mark.parametrize(("name", "needed"), [("a.py", "0\n"), ("c.html", "0 tree_sitter\n")])
def test_it_loads_no_more_than_the_file_needs(name, needed):
    done = subprocess.run([sys.executable, "-c", LOADED, "fix", name], capture_output=True, text=True, timeout=60, check=False)
    assert (done.stdout, done.stderr) == (needed, f"{name}: nothing to mend\n")


@pytest.mark.parametrize("words", [[], ["-c"], ["--continue"]])
def test_a_session_on_a_terminal_begins_without_the_parser_unless_the_shell_asks_for_completions(words, monkeypatch):
    begun, whole = [], []
    monkeypatch.setattr(sys, "argv", ["dcode", *words])
    monkeypatch.setattr("mercurycli.repl.terminal.somebody_there", lambda: True)
    monkeypatch.setattr("mercurycli.commands.repl.run", lambda options: begun.append(options.resume))
    monkeypatch.setattr(cli, "app", lambda: whole.append(words))
    with pytest.raises(SystemExit):
        command()
    assert begun == [bool(words)] and whole == []
    monkeypatch.setenv("_DCODE_COMPLETE", "complete_bash")
    command()
    assert len(begun) == len(whole) == 1


def test_what_is_more_than_a_session_goes_the_whole_way(monkeypatch):
    whole = []
    monkeypatch.setattr("mercurycli.repl.terminal.somebody_there", lambda: True)
    monkeypatch.setattr(cli, "app", lambda: whole.append(1))
    for words in (["-c", "x"], ["repl"], ["--version"], ["a wish"]):
        monkeypatch.setattr(sys, "argv", ["dcode", *words])
        command()
    assert len(whole) == 4
