"""``dcode fix --write``, all of it, killed before each of its system calls, and twice at once on one file."""

import os

import pytest
from small_process import BROKEN, MENDED, in_a_small_process

from mercurycli.source.undo import UndoStore

KILLED = """
def place(number):
    place = HERE / str(number)
    place.mkdir()
    (place / "x.py").write_bytes(BROKEN)
    (place / "x.py").chmod(0o640)
    os.environ["DCODE_STATE_DIR"] = str(place / "state")
    return place

def job(place):
    assert mend(place / "x.py") == 0

def verify(place):
    path, store = place / "x.py", UndoStore.open()
    now = path.read_bytes()
    assert now in (BROKEN, MENDED), now
    assert path.stat().st_mode & 0o777 == 0o640
    if now == MENDED:
        assert store.undo(path) and path.read_bytes() == BROKEN
    assert mend(path) == 0 and path.read_bytes() == MENDED  # nothing that was left behind is in the way
    assert store.undo(path) and path.read_bytes() == BROKEN

place(-1), mend(HERE / "-1" / "x.py")  # what is imported on the way is imported
print(killed_everywhere(place, job, verify))
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kill -9 needs fork")
def test_killed_before_any_system_call_the_file_is_the_old_or_the_new_one_and_can_be_mended_again(tmp_path):
    (calls,) = in_a_small_process(KILLED, tmp_path)
    assert int(calls) > 30


TWICE = """
path = HERE / "x.py"
path.write_bytes(BROKEN)
os.environ["DCODE_STATE_DIR"] = str(HERE / "state")
READERS = 4

class Patient(Mender):
    def run(self):
        (HERE / f"read-{os.getpid()}").touch()  # each has read the file before the first one writes
        while len(list(HERE.glob("read-*"))) < READERS:
            time.sleep(0.01)
        yield from super().run()

orders.Repair = Patient

def job():
    try:
        return mend(path)
    except DcodeError as error:
        return error.exit_code

print(*all_at_once([job] * READERS))
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_of_several_at_once_on_one_file_one_writes_and_the_others_are_refused(tmp_path):
    codes = in_a_small_process(TWICE, tmp_path)
    assert sorted(codes) == ["0", "4", "4", "4"]
    path, store = tmp_path / "x.py", UndoStore.open(tmp_path / "state")
    assert path.read_bytes() == MENDED.encode() and len(store.entries()) == 1
    assert [item.name for item in tmp_path.iterdir() if item.name.startswith(".dcode")] == []
    store.undo(path)
    assert path.read_bytes() == BROKEN.encode()
