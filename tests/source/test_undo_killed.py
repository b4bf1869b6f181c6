"""kill -9 before each system call of every step, and several writers at once."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mercurycli.errors import RefusedError
from mercurycli.source.undo import UndoStore

TESTS = Path(__file__).resolve().parents[1]


def in_a_small_process(script, folder):
    """A process without threads, which may fork: the rest of the tests may have loaded torch here."""
    script = "import os, sys\nfrom pathlib import Path\nfrom kill_points import all_at_once, killed_everywhere\n" + script
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(TESTS), str(TESTS.parent)])}
    done = subprocess.run(
        [sys.executable, "-c", script, str(folder)], capture_output=True, text=True, timeout=300, check=False, env=environment
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


KILLED = """
from mercurycli.source.undo import UndoStore
os.fsync = lambda _: os.getppid()  # a place to be killed at like any other, but without the wait for the disk

def place(number):
    place = Path(sys.argv[1]) / str(number)
    place.mkdir()
    if FIRST is not None:
        (place / "x").write_bytes(FIRST)
    store = UndoStore.open(place / "state")
    store.write(place / "other", None, b"other")
    PREPARE(store, place / "x")
    return place

def job(place):
    JOB(UndoStore.open(place / "state"), place / "x")

def content(path):
    return path.read_bytes() if path.exists() else None

def verify(place):
    path, store = place / "x", UndoStore.open(place / "state")
    assert content(path) in (OLD, NEW), content(path)
    now = content(path)
    if now == LATER:  # what the job wrote, or was about to take back, can be taken back
        assert store.undo(path), "there is no note of it"
        assert content(path) == EARLIER, (content(path), now)
        store.redo(path)
        assert content(path) == LATER
    elif now == EARLIER:
        store.redo(path)
        assert content(path) in (EARLIER, LATER)
    assert content(place / "other") == b"other"
    now = content(path)
    assert store.write(path, now, b"next")
    assert store.undo(path)
    assert content(path) == now
    assert store.undo(place / "other") and not (place / "other").exists()

print(killed_everywhere(place, job, verify))
"""

# What the file holds at first, what is done before, what is killed, and the file before and after that.
WRITTEN, MADE = "store.write(x, b'1', b'2')", "store.write(x, None, b'2')"
WITHDRAWN = "store.withdraw(x, b'1', b'2')"
JOBS = {
    "a file is replaced": (b"1", "None", WRITTEN, b"1", b"2"),
    "a file is made": (None, "None", MADE, None, b"2"),
    "a write is taken back": (b"1", WRITTEN, "store.undo(x)", b"2", b"1"),
    "a new file is taken back": (None, MADE, "store.undo(x)", b"2", None),
    "a write is done again": (b"1", f"{WRITTEN}, store.undo(x)", "store.redo(x)", b"1", b"2"),
    "a new file comes back": (None, f"{MADE}, store.undo(x)", "store.redo(x)", None, b"2"),
    "a write is withdrawn": (b"1", WRITTEN, WITHDRAWN, b"2", b"1"),
    "a text is tried out": (b"1", "None", f"({WRITTEN}, {WITHDRAWN})", b"1", b"2"),
}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kill -9 needs fork")
@pytest.mark.parametrize("kind", JOBS)
def test_killed_before_any_system_call_it_leaves_the_old_file_or_the_new_and_a_store_that_works(tmp_path, kind):
    first, prepare, job, old, new = JOBS[kind]
    constants = f"FIRST, OLD, NEW, LATER, EARLIER = {first!r}, {old!r}, {new!r}, b'2', {first!r}\n"
    constants += f"PREPARE, JOB = lambda store, x: ({prepare}), lambda store, x: {job}\n"
    (calls,) = in_a_small_process(constants + KILLED, tmp_path)
    assert int(calls) > 20


TOGETHER = """
from mercurycli.errors import RefusedError
from mercurycli.source.undo import UndoStore
folder = Path(sys.argv[1])
(folder / "x").write_bytes(b"first")

def writer(number):
    def job():
        store = UndoStore.open(folder / "state")
        assert store.write(folder / f"own{number}", None, b"%d" % number)
        try:
            store.write(folder / "x", b"first", b"%d" % number)
        except RefusedError:
            return 4
        return 0
    return job

print(*all_at_once([writer(number) for number in range(6)]))
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_of_several_writers_at_once_one_wins_the_others_are_refused_and_no_note_is_lost(tmp_path):
    codes = in_a_small_process(TOGETHER, tmp_path)
    assert sorted(codes) == ["0", "4", "4", "4", "4", "4"]
    assert (tmp_path / "x").read_text() == str(codes.index("0"))
    store = UndoStore.open(tmp_path / "state")
    assert len(store.entries()) == 7
    store.undo(tmp_path / "x")
    assert (tmp_path / "x").read_bytes() == b"first"
    for number in range(6):
        assert store.undo(tmp_path / f"own{number}")
