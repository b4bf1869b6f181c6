"""A new file appears whole, where none was."""

import os
import stat

import pytest
from patched_file import only_file

from mercurycli.errors import UsageError
from mercurycli.source.patch import write_new


def test_a_new_file_has_the_bytes_and_the_mode_new_files_get(tmp_path):
    before = os.umask(0o027)
    try:
        write_new(tmp_path / "x.html", b"<p>\r\n")
    finally:
        os.umask(before)
    path = only_file(tmp_path)
    assert path.read_bytes() == b"<p>\r\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_an_existing_file_is_replaced_only_with_force(tmp_path):
    path = tmp_path / "x.py"
    path.write_bytes(b"old")
    path.chmod(0o700)
    with pytest.raises(UsageError, match="exists") as caught:
        write_new(path, b"new")
    assert "--force" in caught.value.hint
    assert path.read_bytes() == b"old"
    write_new(path, b"new", force=True)
    assert only_file(tmp_path).read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o700


def test_a_file_that_appears_meanwhile_is_not_overwritten(tmp_path, monkeypatch):
    path = tmp_path / "x.py"
    monkeypatch.setattr(os, "fsync", lambda _: path.write_bytes(b"theirs"))
    with pytest.raises(UsageError, match="exists"):
        write_new(path, b"ours")
    assert only_file(tmp_path).read_bytes() == b"theirs"


@pytest.mark.parametrize(
    ("name", "cause"),
    [
        ("", "folder"),
        ("folder", "folder"),
        ("new/", "folder"),
        ("gone/x.py", "no folder"),
        ("x" * 300, "name"),
        ("a\0b", "null"),
        ("file/x", "not a directory"),
    ],
)
def test_a_place_where_no_file_can_be_is_a_usage_error_with_a_way_on(tmp_path, monkeypatch, name, cause):
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match=f"(?i){cause}") as caught:
        write_new(name, b"x", force=True)
    assert caught.value.hint
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder"]


def test_a_device_or_a_pipe_is_never_replaced(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UsageError, match="not a regular file"):
        write_new(tmp_path / "pipe", b"x", force=True)
    assert stat.S_ISFIFO(only_file(tmp_path).stat().st_mode)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission_is_a_usage_error(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(UsageError, match="Permission denied"):
        write_new(tmp_path / "x.py", b"x")
