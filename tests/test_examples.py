"""Every example runs as its first lines say."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"


@pytest.fixture()
def environment(tmp_path: Path) -> dict[str, str]:
    """A PATH whose first ``dcode`` and ``python3`` are those under test."""
    for name, module in (("dcode", "-m mercurycli"), ("python3", "")):
        script = tmp_path / name
        script.write_text(f'#!/bin/sh\nexec "{sys.executable}" {module} "$@"\n')
        script.chmod(0o755)
    return {**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}", "OMP_NUM_THREADS": "1"}


def run(arguments: list[str], environment: dict[str, str]) -> str:
    done = subprocess.run(arguments, capture_output=True, text=True, env=environment, timeout=180, check=False, stdin=subprocess.DEVNULL)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_wish_from_the_shell(environment: dict[str, str]) -> None:
    out = run([str(EXAMPLES / "wish_from_the_shell.sh")], environment)
    assert "def is_prime(" in out and '"model_calls"' in out


def test_drafts_from_python(environment: dict[str, str]) -> None:
    out = run([sys.executable, str(EXAMPLES / "drafts_from_python.py")], environment)
    assert out.startswith("def ")


def test_a_file_is_fixed_or_left_alone(environment: dict[str, str]) -> None:
    out = run([str(EXAMPLES / "fix_a_file.sh")], environment)
    mended, left = "it parses again" in out, "the file is untouched" in out
    assert mended != left
    assert ("+++ b/" in out) == mended


def test_a_picture_of_the_live_view(environment: dict[str, str], tmp_path: Path) -> None:
    picture = tmp_path / "view.svg"
    out = run([sys.executable, str(EXAMPLES / "picture_of_the_live_view.py"), "bouncing balls simulator", str(picture)], environment)
    assert "step" in out
    text = picture.read_text(encoding="utf-8")
    assert text.startswith("<svg") and "holes" in text


def test_every_example_is_listed_and_tested() -> None:
    listed = (EXAMPLES / "README.md").read_text()
    tested = Path(__file__).read_text()
    for path in EXAMPLES.iterdir():
        if path.suffix in (".sh", ".py"):
            assert f"`{path.name}`" in listed and path.name in tested
