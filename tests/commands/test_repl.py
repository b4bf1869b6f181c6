"""``dcode repl`` without a terminal: lines from stdin as a script. Real processes, with an engine that starts quickly."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

PLAY = Path(__file__).parents[1] / "repl" / "play.py"
PAGE = "<!DOCTYPE html>\n<p>balls</p>\n"


@pytest.fixture
def script(tmp_path):
    def script(text, *arguments, **environment):
        return subprocess.run(
            [sys.executable, str(PLAY), *(arguments or ("repl",))],
            input=text if isinstance(text, bytes) else text.encode(),
            capture_output=True, cwd=tmp_path, timeout=120, check=False,
            env={**os.environ, "DCODE_STATE_DIR": str(tmp_path / "state"), **environment},
        )  # fmt: skip

    return script


def test_lines_are_run_and_programs_go_to_stdout_exactly(script, tmp_path):
    done = script("balls\n/save x.html\n")
    assert (done.returncode, done.stdout) == (0, PAGE.encode()) and (tmp_path / "x.html").read_text() == PAGE
    assert b"saved x.html" in done.stderr and b"\x1b" not in done.stderr and b"> " not in done.stdout


def test_the_worst_code_is_the_scripts_own_and_later_lines_are_done_all_the_same(script, tmp_path):
    done = script("/nope\n\xff\n".encode("latin-1") + b"balls\n!exit 3\n/save x.html\n")
    assert done.returncode == 3 and (tmp_path / "x.html").exists()
    assert b"there is no /nope" in done.stderr and b"0xff" in done.stderr


def test_a_block_is_one_wish_and_an_empty_script_is_nothing(script):
    assert script('"""\nballs\n"""\n').stdout == PAGE.encode()
    done = script("")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_nothing_is_run_that_nobody_agreed_to(script):
    done = script("prime\n/run\n")
    assert done.returncode == 4 and b"nobody is there" in done.stderr and b"True" not in done.stdout
    assert script("prime\n/run -y\n").stdout.endswith(b"True\n")


def test_a_script_leaves_no_session_and_prompt_toolkit_is_not_loaded(script, tmp_path):
    script("balls\n")
    assert not (tmp_path / "state" / "sessions.db").exists()
    code = "import sys; sys.argv = ['dcode', 'repl']\nfrom mercurycli.cli import main\ntry:\n    main()\nexcept SystemExit:\n    print({'torch', 'prompt_toolkit'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], input=b"/set\n", capture_output=True, check=True, timeout=120)
    assert done.stdout == b"set()\n"


def test_alone_it_is_a_session_only_at_a_terminal_and_going_on_needs_one_to_go_on_with(script):
    done = script("balls\n", "-c")
    assert done.returncode == 2 and b"no session" in done.stderr
