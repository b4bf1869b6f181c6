import os
import stat

import pytest

from mercurycli.errors import RefusedError
from mercurycli.source import archive
from mercurycli.source.archive import Archive, ArchiveError, digest


@pytest.fixture
def kept(tmp_path):
    """An archive with a text and two entries."""
    kept = Archive(tmp_path / "deep" / "undo")
    with kept.locked():
        kept.keep(b"text")
        kept.put(1, {"a": 1})
        kept.put(2, {"a": "\udcff"})
    return kept


def test_a_text_comes_back_by_its_hash_and_is_kept_once(kept):
    with kept.locked():
        assert kept.keep(b"text") == digest(b"text")
        assert kept.text(digest(b"text")) == b"text"
        assert kept.sizes() == {digest(b"text"): 4}


def test_entries_come_back_in_order_with_names_that_are_no_text(kept):
    assert list(kept.entries()) == [(1, {"a": 1}), (2, {"a": "\udcff"})]
    kept.drop(1)
    kept.drop(1)
    assert [number for number, _ in kept.entries()] == [2]


def test_what_is_half_written_or_no_entry_is_passed_over(kept):
    folder = kept.root / "entries"
    whole = (folder / "00000002.json").read_bytes()
    for size in range(len(whole)):
        (folder / "00000003.json").write_bytes(whole[:size])
        assert [number for number, _ in kept.entries()] == [1, 2]
    for name, data in (("00000004.json", b"[1]"), ("5.json", whole), ("00000006.json.tmp", whole), ("x", b""), ("00000007.json", b"\xff")):
        (folder / name).write_bytes(data)
    (folder / "00000008.json").mkdir()
    assert [number for number, _ in kept.entries()] == [1, 2]


def test_a_copy_that_was_damaged_is_refused_and_made_good_by_the_next_that_keeps_it(kept):
    path = kept.text_path(digest(b"text"))
    path.write_bytes(b"texx")
    with pytest.raises(RefusedError, match="damaged"):
        kept.text(digest(b"text"))
    kept.keep(b"text")
    assert kept.text(digest(b"text")) == b"text"


def test_sweeping_removes_what_nobody_names_and_what_was_left_half_written(kept):
    for folder in ("texts", "entries"):
        (kept.root / folder / "0123.tmp").write_bytes(b"half")
    kept.keep(b"more")
    kept.sweep({digest(b"more")})
    assert [path.name for path in (kept.root / "texts").iterdir()] == [digest(b"more")]
    assert len(list((kept.root / "entries").iterdir())) == 2


def test_everything_is_for_its_user_alone(kept):
    umask = os.umask(0)
    try:
        kept.keep(b"secret")
    finally:
        os.umask(umask)
    for path in kept.root.rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


def locked(kept):
    with kept.locked():
        pass


def test_a_folder_where_others_may_write_is_not_trusted(kept):
    locked(kept)
    (kept.root / "entries").chmod(0o777)
    with pytest.raises(ArchiveError, match="others") as caught:
        locked(kept)
    assert "DCODE_STATE_DIR" in caught.value.hint


@pytest.mark.parametrize("which", [".", "texts", "entries"])
def test_a_link_in_the_place_of_a_folder_is_not_followed(kept, tmp_path, which):
    place = kept.root / which
    place.rename(tmp_path / "elsewhere")
    place.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ArchiveError, match="link"):
        locked(kept)


def test_a_link_in_the_place_of_the_lock_is_not_followed(kept, tmp_path):
    (kept.root / "lock").unlink()
    (kept.root / "lock").symlink_to(tmp_path / "precious")
    with pytest.raises(ArchiveError):
        locked(kept)
    assert not (tmp_path / "precious").exists()


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path):
    (tmp_path / "undo").write_bytes(b"")
    with pytest.raises(ArchiveError, match="cannot keep"):
        locked(Archive(tmp_path / "undo"))


def test_who_waits_too_long_for_another_is_told_where_it_hangs(kept, monkeypatch):
    pytest.importorskip("fcntl")
    monkeypatch.setattr(archive, "PATIENCE", 0.0)
    with kept.locked(), pytest.raises(RefusedError, match="another dcode"):
        locked(kept)
    locked(kept)


def test_a_file_system_without_locks_is_used_all_the_same(kept, monkeypatch):
    def flock(*_):
        raise OSError(37, "No locks available")

    monkeypatch.setattr(archive, "flock", flock)
    locked(kept)
    monkeypatch.setattr(archive, "flock", None)  # Windows
    locked(kept)


def test_a_full_disk_leaves_no_half_text(kept, monkeypatch):
    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ArchiveError, match="No space left") as caught:
        kept.keep(b"other")
    assert "free some space" in caught.value.hint
    assert [path.name for path in (kept.root / "texts").iterdir()] == [digest(b"text")]
