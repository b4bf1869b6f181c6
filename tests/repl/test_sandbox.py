"""Generated programs run within their limits. Each case is a real process, so limits are small and programs short."""

import os
import signal
import subprocess
import sys
import time

import pytest

from mercurycli.repl import sandbox
from mercurycli.repl.sandbox import Limits, run_python


def ran(program, **limits):
    told = []
    outcome = run_python(program, told.append, Limits(**limits))
    return outcome, "".join(told)


def test_a_program_prints_and_its_code_comes_back():
    outcome, said = ran("import sys\nprint('héllo')\nprint('oops', file=sys.stderr)\nsys.exit(3)\n")
    assert (outcome.code, outcome.stopped) == (3, "") and said == "héllo\noops\n"


def test_it_runs_in_a_scratch_folder_with_a_clean_environment(monkeypatch, folder):
    monkeypatch.setenv("SECRET_TOKEN", "hunter2")
    (folder / "mine.txt").write_text("")
    outcome, said = ran(
        "import os\nprint(sorted(os.environ))\nprint(os.listdir())\nprint(os.environ['HOME'] == os.getcwd() == os.environ['TMPDIR'])\n"
    )
    assert "SECRET" not in said and "['program.py']" in said and "True" in said and outcome.code == 0


def test_it_has_nothing_to_read_and_cannot_import_from_here(folder):
    (folder / "mine.py").write_text("print('imported')")
    outcome, said = ran("input()")
    assert outcome.code == 1 and "EOFError" in said
    assert "ModuleNotFoundError" in ran("import mine")[1]


def test_a_program_that_goes_on_for_ever_is_stopped():
    outcome, _ = ran("while True: pass", seconds=1)
    assert outcome.stopped == "stopped after 1 s" and outcome.code > 128


def test_closing_its_output_does_not_let_it_live_on():
    outcome, _ = ran("import os, time\nos.close(1); os.close(2)\ntime.sleep(600)", seconds=1)
    assert outcome.stopped == "stopped after 1 s"


def test_output_is_cut_at_its_limit():
    outcome, said = ran("while True: print('x' * 99)", output=1000)
    assert len(said) == 1000 and "1000 bytes" in outcome.stopped


@pytest.mark.skipif(sys.platform != "linux", reason="not every system limits memory")
def test_memory_and_files_have_limits():
    assert "MemoryError" in ran("x = bytearray(1 << 30)", memory=1 << 28)[1]
    outcome, said = ran("open('big', 'wb').write(b'x' * (1 << 22))", file_size=1 << 20)
    assert outcome.code and ("File too large" in said or outcome.code > 128)


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_what_it_started_and_left_behind_ends_with_it():
    program = "import os, time\npid = os.fork()\nif pid:\n    print(pid)\nelse:\n    os.close(1); os.close(2)\n    time.sleep(600)\n"
    outcome, said = ran(program)
    assert outcome.code == 0
    while alive(int(said)):
        time.sleep(0.05)


def alive(pid):
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8") as status:
            return status.read().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def test_ctrl_c_ends_the_program_and_nothing_else(monkeypatch):
    def interrupted(process, tell, limits):
        raise KeyboardInterrupt

    monkeypatch.setattr(sandbox, "follow", interrupted)
    outcome, _ = ran("import time\ntime.sleep(600)")
    assert (outcome.code, outcome.stopped) == (130, "interrupted")


def test_the_alarm_ends_it_even_without_its_parent(tmp_path):
    program = tmp_path / "p.py"
    program.write_text("import time\ntime.sleep(600)\n")
    command = [
        sys.executable,
        "-I",
        os.path.join(os.path.dirname(sandbox.__file__), "confined.py"),
        "1",
        str(1 << 30),
        str(1 << 20),
        str(program),
    ]
    assert subprocess.run(command, timeout=60, check=False).returncode == -signal.SIGALRM


@pytest.mark.skipif(sys.platform != "linux", reason="not every system limits processor time")
def test_the_processor_limit_alone_says_what_it_was(folder):
    """Whichever clock strikes first, the end can be told from a kill by somebody else."""
    (folder / "program.py").write_text("while True: pass")
    confined = sandbox.__file__.replace("sandbox.py", "confined.py")
    ended = subprocess.run([sys.executable, confined, "1", str(1 << 30), str(1 << 20), "program.py"])
    assert ended.returncode in (-signal.SIGXCPU, -signal.SIGALRM)
