"""Every example runs as its first lines say."""

from __future__ import annotations

import importlib
import json
import os
import platform
import re
import subprocess
import sys
from functools import partial
from pathlib import Path
from xml.etree import ElementTree

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


@pytest.fixture()
def recording(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str]):
    """record_session.py as a module, its ``dcode`` one that knows its answers by heart, its person in a hurry."""
    monkeypatch.syspath_prepend(str(EXAMPLES))
    play = Path(__file__).parent / "repl" / "play.py"
    (tmp_path / "dcode").write_text(f'#!/bin/sh\nexec "{sys.executable}" "{play}" "$@"\n')
    monkeypatch.setenv("PATH", environment["PATH"])
    recording = importlib.import_module("record_session")
    monkeypatch.setattr(recording, "played", partial(recording.played, pace=0.02))
    return recording


def test_a_session_is_recorded_as_a_cast_and_as_a_picture_that_moves(recording, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = [line for line, _ in recording.SESSION]
    assert "dcode" in wanted and "dcode -c" in wanted and "/undo" in wanted
    session = (("dcode", recording.PROMPT), ("slow", recording.PROMPT), (recording.CTRL_D, recording.SHELL))
    monkeypatch.setattr(recording, "SESSION", session)
    recording.main(tmp_path)
    header, *events = [json.loads(line) for line in (tmp_path / "session.cast").read_text(encoding="utf-8").splitlines()]
    assert (header["version"], header["width"], header["height"]) == (2, recording.WIDTH, recording.HEIGHT)
    assert all(kind == "o" for _, kind, _ in events) and [at for at, _, _ in events] == sorted(at for at, _, _ in events)
    said = "".join(data for _, _, data in events)
    assert "line_39" in said and "dcode -c goes on from here" in said and str(tmp_path) not in said
    picture = (tmp_path / "session.svg").read_text(encoding="utf-8")
    ElementTree.fromstring(picture)
    assert "@keyframes" in picture and "<script" not in picture and "line_39" in picture


def test_the_recording_in_the_readme_is_of_moderate_size_and_names_no_machine() -> None:
    cast, picture = ((EXAMPLES / name).read_text(encoding="utf-8") for name in ("session.cast", "session.svg"))
    assert len(picture.encode()) < 400_000 and "<script" not in picture
    ElementTree.fromstring(picture)
    assert not re.search(r"/(?:root|home|Users|work|tmp)/", cast + picture)
    assert len(platform.node()) < 5 or platform.node() not in cast  # a shorter name may be any word


def test_rows_that_look_alike_are_drawn_once_and_a_pause_is_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(EXAMPLES))
    drawing = importlib.import_module("cast_as_svg")  # cast_as_svg.py
    lines = [{"version": 2, "width": 20, "height": 3}, [0.5, "o", "same\r\nsame\r\n"], [600.0, "o", "\x1b[1;31m <b>\x1b[0m"]]
    (tmp_path / "a.cast").write_text("".join(json.dumps(line) + "\n" for line in lines))
    drawing.main(tmp_path / "a.cast", tmp_path / "a.svg")
    picture = (tmp_path / "a.svg").read_text()
    assert picture.count(">same</text>") == 1
    assert "&lt;b&gt;" in picture and 'font-weight="bold"' in picture and drawing.COLOURS["red"] in picture
    assert f"{0.5 + drawing.LONGEST_PAUSE + drawing.AT_THE_END:.2f}s" in picture


def test_every_example_is_listed_and_tested() -> None:
    listed = (EXAMPLES / "README.md").read_text()
    tested = Path(__file__).read_text()
    for path in EXAMPLES.iterdir():
        if path.suffix in (".sh", ".py"):
            assert f"`{path.name}`" in listed and path.name in tested
