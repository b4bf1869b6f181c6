"""Writes of one file taken back and done again, and of several: what is refused, what is no step."""

import os
import stat
from pathlib import Path

import pytest
from written import written

from mercurycli.errors import RefusedError, UsageError


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
