"""The command line as a user meets it: exit codes, streams, messages. Each case is a real process."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

WISH = "bouncing balls simulator"


def dcode(*arguments: str, stdin: bytes | None = None, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "mercurycli", *arguments],
        input=stdin if stdin is not None else b"",
        capture_output=True,
        cwd=cwd,
        env={**os.environ, "OMP_NUM_THREADS": "1", **environment},
        timeout=120,
        check=False,
    )


def message(done: subprocess.CompletedProcess[bytes]) -> str:
    text = done.stderr.decode()
    assert "Traceback" not in text
    return text


def test_the_program_goes_to_stdout_and_nothing_else_does() -> None:
    done = dcode("gen", WISH)
    page = done.stdout.decode()
    assert done.returncode == 0
    assert page.startswith("<!DOCTYPE html>") and page.endswith("</script>\n")
    assert "tokens" in message(done)  # the progress is on stderr


@pytest.fixture(scope="module")
def quiet() -> subprocess.CompletedProcess[bytes]:
    """The wish, asked for once: what other ways of asking are held against."""
    return dcode("gen", "--quiet", WISH)


def test_quiet_says_nothing_on_stderr(quiet: subprocess.CompletedProcess[bytes]) -> None:
    assert quiet.returncode == 0 and quiet.stdout
    assert quiet.stderr == b""


def test_a_bare_wish_is_gen(quiet: subprocess.CompletedProcess[bytes]) -> None:
    done = dcode(WISH, "--quiet")
    assert done.returncode == 0
    assert done.stdout == quiet.stdout


def test_output_is_written_and_never_replaced_without_force(tmp_path: Path) -> None:
    page = tmp_path / "balls.html"
    assert dcode("gen", WISH, "-o", str(page), "-q").returncode == 0
    first = page.read_bytes()
    assert b"<script>" in first
    page.write_bytes(b"mine")
    refused = dcode("gen", WISH, "-o", str(page), "-q")
    assert refused.returncode == 2 and "--force" in message(refused)
    assert page.read_bytes() == b"mine"
    assert dcode("gen", WISH, "-o", str(page), "-q", "--force").returncode == 0
    assert page.read_bytes() == first


def test_json_is_one_object_that_holds_the_program_and_its_figures() -> None:
    done = dcode("gen", WISH, "--output-format", "json", "--seed", "3")
    result = json.loads(done.stdout)
    assert result["text"].startswith("<!DOCTYPE html>")
    assert result["seed"] == 3 and result["exit_code"] == 0
    assert 0 < result["tokens"] and 0 < result["model_calls"] <= result["tokens"]


def test_jsonl_is_one_event_a_line_from_start_to_end() -> None:
    done = dcode("gen", WISH, "--output-format", "jsonl")
    events = [json.loads(line) for line in done.stdout.splitlines()]
    assert events[0]["type"] == "start" and events[0]["schema"] == "dcode.events/1"
    assert events[-1]["type"] == "end" and events[-1]["text"].startswith("<!DOCTYPE html>")
    frames = [event for event in events if event["type"] == "frame"]
    assert frames and frames[-1]["holes"] == 0 and {frame["mode"] for frame in frames} == {"replace"}


def test_the_same_seed_writes_the_same_program() -> None:
    one, two = (dcode("gen", "-q", "--temperature", "0.7", "--seed", "11", "falling letters").stdout for _ in range(2))
    assert one == two


def test_a_limit_on_the_steps_is_kept() -> None:
    result = json.loads(dcode("gen", WISH, "--steps", "2", "--output-format", "json").stdout)
    assert result["steps"] <= 2


def test_the_wish_can_come_from_stdin(quiet: subprocess.CompletedProcess[bytes]) -> None:
    done = dcode("gen", "-", "-q", stdin=WISH.encode())
    assert done.returncode == 0 and done.stdout == quiet.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("gen", ""), 2, "empty"),
        (("gen", "   \n"), 2, "empty"),
        (("gen", WISH, "--length", "0"), 2, "--length"),
        (("gen", WISH, "--length", "-3"), 2, "--length"),
        (("gen", WISH, "--length", "100000"), 2, "context"),
        (("gen", "balls " * 3000), 2, "context"),
        (("gen", WISH, "--threshold", "2"), 2, "threshold"),
        (("gen", WISH, "--steps", "0"), 2, "steps"),
        (("gen", WISH, "--temperature", "-1"), 2, "temperature"),
        (("gen", WISH, "--lang", "klingon"), 2, "klingon"),
        (("gen", WISH, "--lang", "rust"), 2, "rust"),
        (("gen", WISH, "--device", "toaster"), 2, "toaster"),
        (("gen", WISH, "--device", "cuda:99"), 3, "--device cpu"),
        (("gen", WISH, "--model", "/no/such/folder"), 3, "/no/such/folder"),
        (("gen", WISH, "--output-format", "xml"), 2, "jsonl"),
        (("gen", WISH, "-o", "/no/such/folder/x.html"), 2, "/no/such/folder"),
        (("fix", "/no/such/file.py"), 2, "/no/such/file.py"),
        (("nonsense",), 2, "nonsense"),
    ],
)
def test_bad_input_is_a_clear_error(arguments: tuple[str, ...], code: int, says: str) -> None:
    done = dcode(*arguments)
    assert (done.returncode, done.stdout) == (code, b"")
    assert says in message(done).replace("\n", " ")


def test_a_directory_is_no_output(tmp_path: Path) -> None:
    done = dcode("gen", WISH, "-o", str(tmp_path))
    assert done.returncode == 2 and "is a directory" in message(done)


def test_stdin_that_is_no_utf8_is_named_by_its_byte() -> None:
    done = dcode("gen", "-", stdin=b"balls \xff\xfe")
    assert done.returncode == 2 and "0xff" in message(done)


def test_a_broken_checkpoint_is_named_by_its_file(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{")
    done = dcode("gen", WISH, "--model", str(tmp_path))
    assert done.returncode == 3 and "config.json" in message(done)


def test_ctrl_c_exits_130_and_leaves_no_file(tmp_path: Path) -> None:
    page = tmp_path / "x.html"
    process = subprocess.Popen(
        [sys.executable, "-m", "mercurycli", "gen", WISH, "-o", str(page)], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
    )  # fmt: skip
    assert process.stderr is not None
    process.stderr.readline()  # the first sign of progress: a second on one machine is before the first import on another
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    if process.returncode == 0:
        pytest.skip("the program was finished before the signal came")
    assert process.returncode == 130
    assert b"Traceback" not in errors
    assert not page.exists()


def test_a_reader_that_goes_away_ends_it_silently() -> None:
    done = subprocess.run(
        f"{sys.executable} -m mercurycli gen -q '{WISH}' | true; echo ${{PIPESTATUS[0]}}", shell=True, executable="/bin/bash",
        capture_output=True, check=False, env={**os.environ, "OMP_NUM_THREADS": "1"}, timeout=120,
    )  # fmt: skip
    assert b"Traceback" not in done.stderr and b"Error" not in done.stderr
    assert done.stdout.strip() in (b"141", b"0")  # 0 where everything fitted into the pipe


def shell(line: str) -> subprocess.CompletedProcess[bytes]:
    """A line of bash in which ``$DCODE`` is the program."""
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "DCODE": f"{sys.executable} -m mercurycli"}
    return subprocess.run(["bash", "-c", line], capture_output=True, check=False, env=environment, timeout=60)


@pytest.mark.parametrize(
    ("line", "code", "says"),
    [
        ("$DCODE gen --help | true; exit ${PIPESTATUS[0]}", 141, b""),
        ("$DCODE --version >/dev/full", 2, b"No space left"),
        ("$DCODE --version >&-", 0, b""),
        ("$DCODE gen - <&-", 2, b"empty"),
        ("$DCODE gen 0>/dev/null", 2, b"stdin"),
    ],
)
def test_a_stream_that_is_closed_full_or_gone_is_no_bug(line: str, code: int, says: bytes) -> None:
    done = shell(line)
    assert (done.returncode, done.stdout) == (code, b"")
    assert says in done.stderr if says else done.stderr == b""


def test_alone_it_says_on_stderr_what_it_can_do() -> None:
    done = dcode()
    assert (done.returncode, done.stdout) == (2, b"") and b"gen" in done.stderr


def test_the_help_names_how_to_go_on_with_a_session_and_elsewhere_on_the_line_it_is_told_of() -> None:
    assert b"-c, --continue" in dcode("--help").stdout
    done = dcode("--debug", "-c")
    assert done.returncode == 2 and b"stands first\n  dcode -c\n" in done.stderr


@pytest.mark.parametrize("arguments", [("--help",), ("gen", "--help"), ("fix", "--help"), ("bench", "speed", "--help"), ("--version",)])
def test_help_never_loads_torch(arguments: tuple[str, ...]) -> None:
    code = f"import sys; sys.argv = ['dcode', *{list(arguments)!r}]\nfrom mercurycli.cli import main\ntry:\n    main()\nexcept SystemExit as stop:\n    assert not stop.code, stop.code\nprint('torch' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, timeout=60)
    assert done.stdout.strip().endswith(b"False")


def test_a_healthy_file_never_loads_torch(tmp_path: Path) -> None:
    (tmp_path / "fine.py").write_text("x = 1\n")
    code = f"import sys; sys.argv = ['dcode', 'fix', {str(tmp_path / 'fine.py')!r}]\nfrom mercurycli.cli import main\ntry:\n    main()\nexcept SystemExit as stop:\n    assert not stop.code\nprint('torch' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, timeout=60)
    assert done.stdout.strip().endswith(b"False")
