"""Files written in one step. The cases that concern a Patch are in test_patch_on_disk.py, those with a memory in test_undo.py."""

import os
import stat
import subprocess
import sys

import pytest
from patched_file import only_file

from mercurycli.errors import RefusedError, UsageError
from mercurycli.source import disk
from mercurycli.source.disk import check_writable, take_away, write_over

resource = pytest.importorskip("resource")


def test_a_file_is_replaced_only_while_it_holds_what_was_read(tmp_path):
    path = tmp_path / "x"
    path.write_bytes(b"read")
    write_over(path, b"read", b"new")
    assert only_file(tmp_path).read_bytes() == b"new"
    for other in (b"read", b"ne", b"new longer", b""):
        with pytest.raises(RefusedError, match="changed since"):
            write_over(path, other, b"mine")
    assert only_file(tmp_path).read_bytes() == b"new"


def test_nothing_is_made_where_something_is_or_comes_meanwhile(tmp_path, monkeypatch):
    path = tmp_path / "x"
    write_over(path, None, b"first", mode=0o711)
    assert stat.S_IMODE(only_file(tmp_path).stat().st_mode) == 0o711
    with pytest.raises(RefusedError):
        write_over(path, None, b"second")
    path.unlink()
    link = os.link
    monkeypatch.setattr(os, "link", lambda *names: (path.write_bytes(b"theirs"), link(*names)))
    with pytest.raises(RefusedError):
        write_over(path, None, b"second")
    assert only_file(tmp_path).read_bytes() == b"theirs"


def test_a_file_system_without_hard_links_gets_its_new_file_too(tmp_path, monkeypatch):
    def link(*names):
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", link)
    write_over(tmp_path / "x", None, b"new")
    assert only_file(tmp_path).read_bytes() == b"new"


def test_a_dangling_link_is_not_filled_by_surprise(tmp_path):
    """What it names is a file to make: the link stays, and nothing that exists is touched."""
    (tmp_path / "link").symlink_to(tmp_path / "real")
    write_over(tmp_path / "link", None, b"new")
    assert (tmp_path / "link").is_symlink() and (tmp_path / "real").read_bytes() == b"new"
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises((RefusedError, UsageError)):
        write_over(tmp_path / "loop", None, b"new")


def test_only_the_file_that_was_seen_is_taken_away(tmp_path):
    path = tmp_path / "x"
    path.write_bytes(b"mine")
    with pytest.raises(RefusedError):
        take_away(path, b"dcode's")
    assert path.read_bytes() == b"mine"
    take_away(path, b"mine")
    assert not path.exists()
    (tmp_path / "y").write_bytes(b"mine")
    path.symlink_to(tmp_path / "y")
    with pytest.raises(RefusedError):
        take_away(path, b"mine")
    assert (tmp_path / "y").exists()


@pytest.mark.parametrize("mode", [0o444, 0o400])
def test_a_read_only_file_is_known_before_there_is_anything_to_write(tmp_path, mode):
    path = tmp_path / "x"
    path.write_bytes(b"x")
    check_writable(path)
    path.chmod(mode)
    with pytest.raises(UsageError, match="read-only") as caught:
        check_writable(path)
    assert caught.value.hint == f"chmod u+w {path}"


def test_a_read_only_folder_is_known_before_there_is_anything_to_write(tmp_path, monkeypatch):
    path = tmp_path / "x"
    path.write_bytes(b"x")
    access = os.access  # whoever runs the tests may be root, who may everything
    monkeypatch.setattr(os, "access", lambda place, mode: place != tmp_path and access(place, mode))
    with pytest.raises(UsageError, match="no file can be made"):
        check_writable(path)


def test_somebody_elses_file_is_not_replaced_by_one_of_ours(tmp_path, monkeypatch):
    """A rename needs no right to the file itself, and would make it ours."""
    path = tmp_path / "x"
    path.write_bytes(b"theirs")
    monkeypatch.setattr(os, "access", lambda place, mode: place != path)
    with pytest.raises(UsageError, match="read-only"):
        write_over(path, b"theirs", b"ours")
    assert only_file(tmp_path).read_bytes() == b"theirs"


FULL = """
import resource, sys
from mercurycli.errors import DcodeError
from mercurycli.source.disk import write_over
resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))
try:
    write_over(sys.argv[1], sys.argv[2].encode() or None, b"x" * 9000)
except DcodeError as error:
    print(error, error.hint, sep="|")
    sys.exit(error.exit_code)
"""


@pytest.mark.parametrize("before", ["old", ""], ids=["over a file", "a new one"])
def test_a_disk_that_is_full_after_half_of_it_leaves_what_was_there(tmp_path, before):
    """The kernel itself cuts the write short: a limit on the size of files does what a full disk does."""
    path = tmp_path / "x"
    if before:
        path.write_text(before)
    done = subprocess.run([sys.executable, "-c", FULL, str(path), before], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2 and "cannot write" in done.stdout and "space" in done.stdout, done.stderr
    assert [item.read_text() for item in tmp_path.iterdir()] == ([before] if before else [])


def test_no_more_of_a_file_is_read_than_tells_it_apart(tmp_path):
    (tmp_path / "x").write_bytes(b"a" * 100)
    assert disk.read_at_most(tmp_path / "x", 7) == b"a" * 7


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="this system has no extended attributes")
def test_the_attributes_of_a_file_stay(tmp_path):
    path = tmp_path / "x"
    path.write_bytes(b"old")
    try:
        os.setxattr(path, "user.origin", b"mine")
    except OSError:
        pytest.skip("this file system has no extended attributes")
    write_over(path, b"old", b"new")
    assert path.read_bytes() == b"new" and os.getxattr(path, "user.origin") == b"mine"
