"""``dcode fix`` of JavaScript that parses and that node rejects all the same."""

import os
import shutil
from pathlib import Path

import pytest
from typed_replies import never
from workshop import file_here, knowing

from mercurycli.commands import fix, mending
from mercurycli.commands.aim import Aim
from mercurycli.commands.fix import FixOptions
from mercurycli.commands.glance import all_healthy
from mercurycli.errors import RefusedError
from mercurycli.source import compilers, faults
from mercurycli.source.document import Document

pytestmark = pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")
CODE = "function total(a) {\n  let sum = a;\n  const sum = 3;\n  return sum;\n}\n"


@pytest.fixture
def twice(tmp_path, monkeypatch):
    knowing(monkeypatch, mends={"\n  const sum = 3;": "\n  const many = 3;"})
    return file_here(tmp_path, monkeypatch, "twice.js", CODE)


def test_check_tells_what_node_says_without_a_model(twice, monkeypatch, capsys):
    monkeypatch.setattr(mending, "open_engine", never)
    assert fix.run(FixOptions((twice,), check=True)) == 1
    assert "twice.js:3: Identifier 'sum' has already been declared" in capsys.readouterr().err
    assert not all_healthy(["fix", "twice.js"])


def test_the_line_is_corrected_if_node_takes_what_comes_of_it(twice):
    assert fix.run(FixOptions((twice,), write=True)) == 0
    before, after = CODE.split("\n"), twice.read_text().split("\n")
    assert before[2] != after[2] and before[:2] + before[3:] == after[:2] + after[3:]
    assert faults.rejected(Document.read(twice)) == ()


def test_what_node_rejects_again_is_never_written(twice, monkeypatch):
    monkeypatch.setattr(fix, "compiles", lambda candidate: False)
    with pytest.raises(RefusedError, match="twice.js:3"):
        fix.run(FixOptions((twice,), write=True))
    assert twice.read_text() == CODE


def test_outside_of_the_named_lines_it_does_not_count(twice, monkeypatch):
    monkeypatch.setattr(mending, "open_engine", never)
    assert fix.run(FixOptions((twice,), check=True, aim=Aim(lines=("4-5",)))) == 0


def test_without_node_it_is_healthy(twice, monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert fix.run(FixOptions((twice,), check=True)) == 0


@pytest.mark.parametrize("script", ["echo 'node: bad option: --input-type=commonjs' >&2; exit 9", "exec /nowhere", "sleep 60"])
def test_a_node_that_cannot_answer_has_no_say(twice, monkeypatch, script):
    monkeypatch.setattr(compilers, "PATIENCE", 0.5)
    Path("node").write_text(f"#!/bin/sh\n{script}\n")
    Path("node").chmod(0o755)
    monkeypatch.setenv("PATH", os.pathsep.join([str(Path.cwd()), os.environ["PATH"]]))
    assert fix.run(FixOptions((twice,), check=True)) == 0


def test_what_does_not_parse_is_told_by_the_tree_alone(twice, monkeypatch):
    monkeypatch.setattr(faults, "rejected", lambda document: pytest.fail("node was asked"))
    twice.write_text("let a = ;\n")
    assert fix.run(FixOptions((twice,), check=True)) == 1
