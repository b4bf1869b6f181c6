import json
import os
import stat
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from mercurycli.errors import RefusedError, UsageError
from mercurycli.source import undo
from mercurycli.source.undo import UndoStore, state_folder

TESTS = Path(__file__).resolve().parents[1]


@pytest.fixture(autouse=True)
def no_wait_for_the_disk(monkeypatch):
    """Nobody pulls the plug here, and what fsync is for cannot be seen without that."""
    monkeypatch.setattr(os, "fsync", lambda _: None)


@pytest.fixture
def store(tmp_path):
    return UndoStore.open(tmp_path / "state")


@pytest.fixture
def path(tmp_path):
    (tmp_path / "work").mkdir()
    return tmp_path / "work" / "x.py"


def written(store, path, *texts):
    """The file with each of the texts in turn, the first one not dcode's."""
    path.write_bytes(texts[0])
    for before, after in pairwise(texts):
        store.write(path, before, after)


# --- one file -----------------------------------------------------------------------------------------------------------


def test_every_write_is_taken_back_and_done_again_one_after_another(store, path):
    written(store, path, b"1", b"2", b"3")
    for content in (b"2", b"1"):
        assert store.undo(path).path == path
        assert path.read_bytes() == content
    assert store.undo(path) is None
    for content in (b"2", b"3"):
        assert store.redo(path).undone is None
        assert path.read_bytes() == content
    assert store.redo(path) is None
    assert path.read_bytes() == b"3"


def test_a_new_file_goes_and_comes_back_with_its_mode(store, path):
    assert store.write(path, None, b"new")
    path.chmod(0o751)
    assert store.undo(path).before is None
    assert not path.exists()
    store.redo(path)
    assert path.read_bytes() == b"new" and stat.S_IMODE(path.stat().st_mode) == 0o751


def test_the_mode_a_file_has_by_now_is_kept(store, path):
    written(store, path, b"1", b"2")
    path.chmod(0o640)
    for step in (store.undo, store.redo):
        step(path)
        assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_bytes_that_are_no_text_come_back_as_they_were(store, path):
    texts = ["a\r\nb".encode("utf-16"), b"\xef\xbb\xbfa\x0cb", b"\xe9\r", b"", b"\0\xff\n"]
    written(store, path, *texts)
    for text in reversed(texts[:-1]):
        store.undo(path)
        assert path.read_bytes() == text


def test_a_new_write_ends_what_could_be_done_again(store, path):
    written(store, path, b"1", b"2", b"3")
    store.undo(path)
    store.write(path, b"2", b"4")
    assert store.redo(path) is None
    store.undo(path)
    store.undo(path)
    assert path.read_bytes() == b"1"
    assert len(store.entries()) == 2


def test_a_write_that_changes_nothing_is_no_step(store, path):
    written(store, path, b"1", b"2", b"2")
    assert len(store.entries()) == 1


def test_what_was_only_tried_out_is_withdrawn_and_leaves_no_entry(store, path):
    written(store, path, b"1", b"2", b"3")
    path.chmod(0o640)
    assert store.withdraw(path, b"2", b"3")
    assert path.read_bytes() == b"2" and stat.S_IMODE(path.stat().st_mode) == 0o640
    assert len(store.entries()) == 1 and store.redo(path) is None
    store.undo(path)
    assert path.read_bytes() == b"1"


@pytest.mark.parametrize("now", [b"3 and mine", b"", None], ids=["longer", "empty", "gone"])
def test_what_somebody_changed_meanwhile_is_kept_when_it_is_withdrawn(store, path, now):
    written(store, path, b"2", b"3")
    path.unlink() if now is None else path.write_bytes(now)
    assert not store.withdraw(path, b"2", b"3")
    assert path.read_bytes() == b"2"
    store.undo(path)
    assert (path.read_bytes() if path.exists() else None) == now


def test_a_withdrawal_that_was_done_already_changes_nothing(store, path):
    written(store, path, b"2", b"3")
    path.write_bytes(b"2")
    assert store.withdraw(path, b"2", b"3")
    assert path.read_bytes() == b"2" and store.entries() == ()


@pytest.mark.parametrize("now", [b"2 and mine", b"", None], ids=["longer", "empty", "gone"])
def test_a_file_that_was_changed_since_is_left_alone_and_the_copy_is_named(store, path, now):
    written(store, path, b"1", b"2")
    path.unlink() if now is None else path.write_bytes(now)
    with pytest.raises(RefusedError, match="gone since|changed since") as caught:
        store.undo(path)
    assert caught.value.exit_code == 4
    kept = Path(caught.value.hint.split("diff ")[1].split()[0])
    assert kept.read_bytes() == b"1"
    assert (path.read_bytes() if path.exists() else None) == now
    path.write_bytes(b"2")  # as it was again
    store.undo(path)
    path.write_bytes(b"mine")
    with pytest.raises(RefusedError):
        store.redo(path)
    assert path.read_bytes() == b"mine"


def test_a_new_file_that_was_changed_since_is_not_removed(store, path):
    store.write(path, None, b"new")
    path.write_bytes(b"new and mine")
    with pytest.raises(RefusedError) as caught:
        store.undo(path)
    assert "rm " in caught.value.hint and path.read_bytes() == b"new and mine"


def test_a_file_that_came_into_being_again_is_not_written_over_by_redo(store, path):
    store.write(path, None, b"new")
    store.undo(path)
    path.write_bytes(b"mine")
    with pytest.raises(RefusedError):
        store.redo(path)
    assert path.read_bytes() == b"mine"


def test_what_somebody_took_back_by_hand_counts_as_taken_back(store, path):
    written(store, path, b"1", b"2", b"3")
    path.write_bytes(b"2")
    store.undo(path)
    assert path.read_bytes() == b"2"
    store.undo(path)
    assert path.read_bytes() == b"1"


def test_a_write_that_fails_is_no_step(store, path, monkeypatch):
    written(store, path, b"1", b"2")
    with pytest.raises(RefusedError):
        store.write(path, b"1", b"3")
    path.chmod(0o444)
    with pytest.raises(UsageError, match="read-only"):
        store.write(path, b"2", b"3")
    path.chmod(0o644)
    replace = os.replace

    def fail(old, new):
        if Path(new) == path:
            raise OSError(28, "No space left on device")
        replace(old, new)

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(UsageError, match="No space left"):
        store.write(path, b"2", b"3")
    monkeypatch.undo()
    assert path.read_bytes() == b"2"
    assert len(store.entries()) == 1
    store.undo(path)
    assert path.read_bytes() == b"1"


def test_a_write_that_is_refused_is_no_step_even_if_somebody_else_wrote_the_same(store, path):
    written(store, path, b"1", b"2")
    with pytest.raises(RefusedError):
        store.write(path, b"1", b"2")
    assert len(store.entries()) == 1


def test_a_write_after_which_ctrl_c_comes_can_be_taken_back(store, path, monkeypatch):
    path.write_bytes(b"1")
    replace = os.replace

    def interrupted(old, new):
        replace(old, new)
        if Path(new) == path:
            raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        store.write(path, b"1", b"2")
    monkeypatch.undo()
    assert path.read_bytes() == b"2"
    store.undo(path)
    assert path.read_bytes() == b"1"


def test_a_redo_that_fails_can_be_tried_again(store, path, monkeypatch):
    written(store, path, b"1", b"2")
    store.undo(path)
    path.chmod(0o444)
    with pytest.raises(UsageError):
        store.redo(path)
    path.chmod(0o644)
    store.redo(path)
    assert path.read_bytes() == b"2"


# --- links and odd places -------------------------------------------------------------------------------------------------


def test_a_write_through_a_link_is_of_the_file_it_leads_to(store, path, tmp_path):
    path.write_bytes(b"1")
    link = tmp_path / "link"
    link.symlink_to(path)
    store.write(link, b"1", b"2")
    link.unlink()
    assert store.undo(path).path == path
    assert path.read_bytes() == b"1"


def test_a_link_that_took_the_place_of_the_file_is_not_followed(store, path, tmp_path):
    written(store, path, b"1", b"2")
    (tmp_path / "precious").write_bytes(b"2")
    path.unlink()
    path.symlink_to(tmp_path / "precious")
    for step in (store.undo, store.redo):
        with pytest.raises(RefusedError, match="link"):
            step()
        assert (tmp_path / "precious").read_bytes() == b"2"
        if step == store.undo:
            path.unlink()
            path.write_bytes(b"2")
            store.undo()
            path.unlink()
            path.symlink_to(tmp_path / "precious")


def test_a_folder_that_became_a_link_is_not_followed(store, path, tmp_path):
    written(store, path, b"1", b"2")
    path.parent.rename(tmp_path / "moved")
    path.parent.symlink_to(tmp_path / "moved")
    with pytest.raises(RefusedError, match="link"):
        store.undo()
    assert path.read_bytes() == b"2"


def test_a_folder_or_a_pipe_in_the_place_of_the_file_is_refused(store, path):
    written(store, path, b"1", b"2")
    path.unlink()
    os.mkfifo(path)
    with pytest.raises(RefusedError, match="no regular file"):
        store.undo()


def test_a_name_that_is_no_text_is_kept(store, path):
    odd = path.with_name(os.fsdecode(b"\xff\n x.py"))
    try:
        odd.write_bytes(b"1")
    except OSError:
        pytest.skip("this file system wants names that are text")
    store.write(odd, b"1", b"2")
    store.undo(odd)
    assert odd.read_bytes() == b"1"


@pytest.mark.parametrize("name", ["a\0b", "/" + "x" * 300, "/dev/null/x"])
def test_a_place_where_no_file_can_be_is_a_usage_error(store, name):
    with pytest.raises(UsageError) as caught:
        store.write(name, None, b"x")
    assert caught.value.hint
    assert store.entries() == ()


# --- several files ----------------------------------------------------------------------------------------------------------


def test_without_a_file_it_is_the_last_write_anywhere_and_with_a_folder_below_it(store, path, tmp_path):
    other = tmp_path / "other.py"
    store.write(path, None, b"a")
    store.write(other, None, b"b")
    assert [entry.path for entry in store.entries()] == [other, path]
    assert [entry.path for entry in store.entries(path.parent)] == [path]
    assert store.undo(path.parent).path == path
    assert store.undo().path == other
    assert store.undo() is None
    assert store.redo().path == other  # taken back last
    assert store.redo().path == path
    assert (path.read_bytes(), other.read_bytes()) == (b"a", b"b")


def test_a_store_that_was_never_used_is_empty_and_not_made(store, path):
    assert (store.undo(), store.redo(path), store.entries()) == (None, None, ())
    assert not store.archive.root.parent.exists()


# --- bounds and trouble of the store itself ------------------------------------------------------------------------------------


def test_what_is_kept_stays_within_its_bounds_and_the_oldest_goes_first(store, path, monkeypatch):
    monkeypatch.setattr(undo, "LARGEST", 1000)
    texts = [bytes([letter]) * 300 for letter in b"abcdefgh"]
    path.write_bytes(texts[0])
    for before, after in pairwise(texts):
        store.write(path, before, after)
        assert sum(store.archive.sizes().values()) <= 1000
    assert [entry.number for entry in store.entries()] == [7, 6]
    store.undo()
    store.undo()
    assert path.read_bytes() == texts[-3] and store.undo() is None


def test_there_are_never_more_entries_than_can_be_read_quickly(store, path, monkeypatch):
    monkeypatch.setattr(undo, "MOST", 3)
    written(store, path, *[b"%d" % number for number in range(8)])
    assert [entry.number for entry in store.entries()] == [7, 6, 5]


def test_what_is_too_large_to_keep_is_not_replaced(store, path, monkeypatch):
    monkeypatch.setattr(undo, "LARGEST", 1000)
    path.write_bytes(b"a" * 900)
    with pytest.raises(UsageError, match="too large"):
        store.write(path, b"a" * 900, b"b" * 200)
    assert path.read_bytes() == b"a" * 900
    assert store.write(path.with_name("new"), None, b"b" * 2000) is False


def test_without_a_place_to_keep_things_nothing_is_replaced_but_a_new_file_is_made(store, path, tmp_path):
    (tmp_path / "state").write_bytes(b"no folder")
    path.write_bytes(b"1")
    with pytest.raises(UsageError, match="cannot keep") as caught:
        store.write(path, b"1", b"2")
    assert "DCODE_STATE_DIR" in caught.value.hint and path.read_bytes() == b"1"
    assert store.write(path.with_name("new"), None, b"2") is False
    assert path.with_name("new").read_bytes() == b"2"


def test_a_damaged_copy_is_never_written(store, path):
    written(store, path, b"1", b"2")
    store.archive.text_path(store.entries()[0].before).write_bytes(b"rubbish")
    with pytest.raises(RefusedError, match="damaged"):
        store.undo()
    assert path.read_bytes() == b"2"


@pytest.mark.parametrize(
    "change", [{"path": 3}, {"path": "relative"}, {"before": 1}, {"after": None}, {"time": "now"}, {"undone": "x"}, {"mode": []}]
)
def test_an_entry_that_says_nonsense_is_passed_over_or_refused(store, path, change):
    written(store, path, b"1", b"2")
    file = store.archive.root / "entries" / "00000001.json"
    file.write_text(json.dumps({**json.loads(file.read_text()), **change}))
    try:
        assert store.undo() is None
    except RefusedError:
        assert change == {"path": "relative"}
    assert path.read_bytes() == b"2"


def test_the_place_is_the_one_the_variable_names_or_the_systems(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for named, place in (("~/a", tmp_path / "home" / "a"), ("a", tmp_path / "a"), ("/a", Path("/a"))):
        monkeypatch.setenv("DCODE_STATE_DIR", named)
        assert state_folder() == place
    for named in ("", None):
        monkeypatch.setenv("DCODE_STATE_DIR", named) if named is not None else monkeypatch.delenv("DCODE_STATE_DIR")
        assert state_folder().is_absolute() and state_folder().name == "dcode"


def test_a_user_without_a_home_gets_no_folder_called_tilde(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DCODE_STATE_DIR")
    monkeypatch.setattr(undo.platformdirs, "user_state_path", lambda *_, **__: Path("~/.local/state/dcode"))
    with pytest.raises(UsageError, match="no home"):
        state_folder()
    assert UndoStore.open().write("x", None, b"1") is False
    with pytest.raises(UsageError, match="no home"):
        UndoStore.open().write("x", b"1", b"2")
    assert sorted(os.listdir(tmp_path)) == ["x"]


# --- a model of it ---------------------------------------------------------------------------------------------------------------


class Editor(RuleBasedStateMachine):
    """The store against two lists, for three files: what an editor's undo does."""

    folder: Path

    def __init__(self):
        super().__init__()
        self.place = self.folder / os.urandom(8).hex()
        self.place.mkdir()
        self.store = UndoStore.open(self.place / "state")
        self.past = {name: [None] for name in "abc"}
        self.future = {name: [] for name in "abc"}

    @rule(name=st.sampled_from("abc"), text=st.binary(max_size=3))
    def write(self, name, text):
        if text != self.past[name][-1]:
            self.store.write(self.place / name, self.past[name][-1], text)
            self.past[name].append(text)
            self.future[name].clear()

    @rule(name=st.sampled_from("abc"))
    def undo(self, name):
        entry = self.store.undo(self.place / name)
        assert (entry is None) == (len(self.past[name]) == 1)
        if entry:
            self.future[name].append(self.past[name].pop())

    @rule(name=st.sampled_from("abc"))
    def redo(self, name):
        entry = self.store.redo(self.place / name)
        assert (entry is None) == (not self.future[name])
        if entry:
            self.past[name].append(self.future[name].pop())

    @invariant()
    def the_files_are_as_an_editor_would_have_them(self):
        for name in "abc":
            path = self.place / name
            assert (path.read_bytes() if path.exists() else None) == self.past[name][-1]


def test_it_does_what_an_editor_does(tmp_path, monkeypatch):
    monkeypatch.setattr(Editor, "folder", tmp_path, raising=False)
    run_state_machine_as_test(
        Editor,
        settings=settings(max_examples=20, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)),
    )


# --- kill -9, and two at once ------------------------------------------------------------------------------------------------------


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
