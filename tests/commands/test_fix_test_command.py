"""``dcode fix --test``: the user's command decides, and whatever happens to it the file can be had back."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typed_replies import keyboard, never
from workshop import file_here, knowing

from mercurycli.commands import fix, mending
from mercurycli.commands.aim import Aim
from mercurycli.commands.fix import FixOptions
from mercurycli.commands.trial import Trial
from mercurycli.errors import FailedTestError, RefusedError, UsageError
from mercurycli.source.document import Document
from mercurycli.source.undo import UndoStore

CODE = "def total(a, b):\n    return a + b\n"
TIMES, POWER = CODE.replace("+", "*"), CODE.replace("+", "**")
ASSERT = f"{sys.executable} -c 'import total; assert total.total(2, 3) == {{}}'"
FAILING = f"{sys.executable} -c 'import total; print(total.total(2, 3)); raise SystemExit(3)'"


@pytest.fixture
def total(tmp_path, monkeypatch):
    knowing(monkeypatch, changes=[TIMES, POWER])
    return file_here(tmp_path, monkeypatch, "total.py", CODE)


def asked(path, command, **others):
    return FixOptions((path,), **{"instruction": "another sum", "test": command, **others})


def test_the_candidate_that_passes_is_written(total, capsys):
    assert fix.run(asked(total, ASSERT.format(8))) == 0
    assert total.read_text() == POWER and capsys.readouterr().out == ""
    (entry,) = UndoStore.open().entries(total)  # what was only tried has left no trace
    UndoStore.open().undo(total)
    assert total.read_text() == CODE


@pytest.mark.parametrize("way", [{"diff": True}, {"stdout": True}, {"patch": Path("x.patch")}])
def test_where_nothing_is_to_be_written_the_file_ends_as_it_was(total, way):
    total.chmod(0o750)
    assert fix.run(asked(total, ASSERT.format(6), **way)) == 0
    assert total.read_text() == CODE and total.stat().st_mode & 0o777 == 0o750
    assert UndoStore.open().entries(total) == ()


def test_where_none_passes_it_is_5_and_the_end_of_the_output_is_shown(total, capsys):
    with pytest.raises(FailedTestError, match="2 candidates .exit code 3.") as failed:
        fix.run(asked(total, FAILING))
    assert failed.value.exit_code == 5 and failed.value.hint
    assert total.read_text() == CODE and UndoStore.open().entries(total) == ()
    assert capsys.readouterr().err.splitlines()[-1] == "8"


def test_each_candidate_is_tried_once_and_only_so_many(total, monkeypatch):
    knowing(monkeypatch, changes=[TIMES])
    with pytest.raises(FailedTestError, match="1 candidate "):
        fix.run(asked(total, "echo run >> runs; false"))
    assert Path("runs").read_text() == "run\n"
    made = knowing(monkeypatch, changes=[TIMES, POWER])
    with pytest.raises(FailedTestError):
        fix.run(asked(total, "false", tries=1))
    assert len(made.asked) == 1


def test_a_model_that_proposes_nothing_is_refused_for_that(total, monkeypatch):
    knowing(monkeypatch, changes=[CODE])
    with pytest.raises(RefusedError, match="left it as it was"):
        fix.run(asked(total, "false"))


def test_a_broken_file_is_mended_by_the_candidate_that_passes(total, monkeypatch):
    knowing(monkeypatch, favours=("return (a)", "return a"))
    total.write_text(CODE.replace("a + b", "(a + b"))
    assert fix.run(FixOptions((total,), test=ASSERT.format(5))) == 0
    assert eval(total.read_text().partition("return ")[2], {"a": 2, "b": 3}) == 5


def test_a_healthy_file_whose_test_passes_needs_no_model(total, monkeypatch, capsys):
    monkeypatch.setattr(mending, "open_engine", never)
    assert fix.run(FixOptions((total,), test=ASSERT.format(5))) == 0
    assert "nothing to mend, the test passes" in capsys.readouterr().err
    assert UndoStore.open().entries(total) == ()


def test_check_tells_of_a_failing_test_without_a_model(total, monkeypatch, capsys):
    monkeypatch.setattr(mending, "open_engine", never)
    assert fix.run(FixOptions((total,), test="false", check=True)) == 1
    assert "the test fails (exit code 1)" in capsys.readouterr().err


def test_what_a_failing_test_prints_is_taken_for_the_error(total):
    total.write_text(CODE.replace("a + b", "a + bb"))
    assert fix.run(FixOptions((total,), test=ASSERT.format(5))) == 0
    assert total.read_text() == CODE


def test_lines_that_are_named_are_corrected_where_the_test_fails(total, monkeypatch):
    knowing(monkeypatch, mends={"\n    return a + b": "\n    return a * b"})
    assert fix.run(FixOptions((total,), test=ASSERT.format(6), aim=Aim(lines=("2",)))) == 0
    assert total.read_text() == TIMES


def test_a_failing_test_that_names_no_line_of_a_long_file_is_5(total, monkeypatch):
    monkeypatch.setattr(mending, "open_engine", never)
    total.write_text(CODE + "x = 1\n" * 100)
    with pytest.raises(FailedTestError) as failed:
        fix.run(FixOptions((total,), test="echo no; false"))
    assert "-l" in failed.value.hint and total.read_text().startswith(CODE)


def test_of_a_short_file_every_line_is_suspect(total, monkeypatch):
    knowing(monkeypatch)
    assert fix.run(FixOptions((total,), test=ASSERT.format(-1))) == 0
    assert total.read_text() == CODE.replace("+", "-")


def test_a_definition_that_the_output_names_is_suspect(total, monkeypatch):
    knowing(monkeypatch)
    total.write_text("x = 1 + 1\n" * 80 + CODE)
    assert fix.run(FixOptions((total,), test=f"echo 'FAIL: total'; {ASSERT.format(6)}")) == 0
    assert total.read_text() == "x = 1 + 1\n" * 80 + TIMES


TWO = "def total(a, b):\n    return a + b\n\n\ndef rest(a, b):\n    return a + b\n"
COUNTING = """
import sys
from two import rest, total
failed = (total(7, 4) != 28) + (rest(7, 4) != 3)
print(f"{failed} failed" if failed else "passed")
sys.exit(failed)
"""


def test_two_slips_are_mended_one_after_the_other_as_the_test_tells_of_fewer_failures(total, monkeypatch):
    knowing(monkeypatch)
    two = total.with_name("two.py")
    two.write_text(TWO)
    total.with_name("counting.py").write_text(COUNTING)
    assert fix.run(FixOptions((two,), test=f"{sys.executable} counting.py")) == 0
    assert two.read_text() == TWO.replace("a + b", "a * b", 1).replace("a + b", "a - b")
    UndoStore.open().undo(two)
    assert two.read_text() == TWO


def test_the_nearest_candidate_is_the_one_with_fewest_failures(total):
    document = Document.read(total)
    trial = Trial(total, document, "cat total.py; false", 10)
    told = {CODE: "3 failed", TIMES: "2 failed", POWER: "nobody knows"}
    for text, output in told.items():
        trial.failing.append((document.with_source(text.encode()), output))
    assert trial.nearest().text == TIMES and trial.output_of(trial.nearest()) == "2 failed"
    trial.failing[0] = (document, "1 failed")
    assert trial.nearest().text == CODE


def test_a_test_that_takes_too_long_fails(total):
    begin = time.monotonic()
    with pytest.raises(FailedTestError, match="stopped after 1 s"):
        fix.run(asked(total, "sleep 60", test_seconds=1, tries=1))
    assert time.monotonic() - begin < 20 and total.read_text() == CODE


def test_a_file_that_cannot_be_written_is_told_before_anything_runs(total):
    total.chmod(0o444)
    with pytest.raises(UsageError, match="read-only"):
        fix.run(asked(total, "touch ran; false", diff=True))
    assert not Path("ran").exists()


def test_a_file_that_the_test_changes_ends_as_it_was_and_the_change_is_kept(total, capsys):
    with pytest.raises(FailedTestError):
        fix.run(asked(total, "echo '# mine' >> total.py; false", tries=1))
    assert total.read_text() == CODE and "was changed while the test ran" in capsys.readouterr().err
    UndoStore.open().undo(total)
    assert total.read_text() == TIMES + "# mine\n"


def test_a_file_that_the_test_removes_comes_back(total):
    with pytest.raises(FailedTestError):
        fix.run(asked(total, "rm total.py; false", tries=1))
    assert total.read_text() == CODE


def test_no_compiled_candidate_outlives_the_test(total):
    """Python would take it for the file's own: of the same second and the same size."""
    with pytest.raises(FailedTestError):
        fix.run(asked(total, ASSERT.format(0), tries=1))
    done = subprocess.run([sys.executable, "-c", "import total; print(total.total(2, 3))"], capture_output=True, text=True, check=False)
    assert done.stdout == "5\n"


def test_ctrl_c_during_the_test_puts_the_file_back(total):
    trial = Trial(total, Document.read(total), f"kill -INT {os.getpid()}; sleep 60", 30)
    with pytest.raises(KeyboardInterrupt):
        trial.passes(trial.document.with_source(TIMES.encode()))
    assert total.read_text() == CODE and UndoStore.open().entries(total) == ()


def test_what_passed_is_offered_for_consent(total, monkeypatch):
    keyboard(monkeypatch, "n\n")
    assert fix.run(asked(total, ASSERT.format(6))) == 0
    assert total.read_text() == CODE


SCRIPT = """
import sys
from pathlib import Path
from mercurycli.commands.trial import Trial
from mercurycli.source.document import Document
path = Path("total.py")
trial = Trial(path, Document.read(path), "touch begun; sleep 60", 60)
trial.passes(trial.document.with_source(path.read_bytes().replace(b"+", b"*")))
"""


def killed_in_the_middle(signal_number):
    process = subprocess.Popen([sys.executable, "-c", SCRIPT], start_new_session=True)
    try:
        end = time.monotonic() + 60
        while not Path("begun").exists() and time.monotonic() < end:
            time.sleep(0.02)
        assert Path("begun").exists() and Path("total.py").read_text() == TIMES
    finally:
        process.send_signal(signal_number)
        process.wait(timeout=60)


def test_killed_in_the_middle_of_the_test_undo_brings_the_file_back(total):
    killed_in_the_middle(signal.SIGKILL)
    assert total.read_text() == TIMES
    done = subprocess.run([sys.executable, "-m", "mercurycli", "undo", "total.py"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert total.read_text() == CODE


def test_interrupted_in_the_middle_of_the_test_the_file_is_back(total):
    killed_in_the_middle(signal.SIGINT)
    assert total.read_text() == CODE and UndoStore.open().entries(total) == ()
