"""A patch is written only over the file that was read, and whole or not at all."""

import os
import stat

import pytest
from patched_file import GOOD, only_file, patch_of, read

from mercurycli.errors import RefusedError, UsageError
from mercurycli.source.document import Document


@pytest.mark.parametrize(
    "data",
    [
        GOOD,
        b"\xef\xbb\xbf" + GOOD,
        GOOD.replace(b"\n", b"\r\n"),
        "# coding: latin-1\né, x = f(1)\n".encode("latin-1"),
        GOOD[:-1],
    ],
    ids=["plain", "byte order mark", "crlf", "latin-1", "no final line break"],
)
def test_what_is_written_differs_from_what_was_read_in_the_edit_alone(tmp_path, data):
    document = read(tmp_path / "x.py", data)
    patch_of(document, "f(1)", "f(2)").write(tmp_path / "x.py")
    assert only_file(tmp_path).read_bytes() == data.replace(b"f(1)", b"f(2)")


@pytest.mark.parametrize("mode", [0o755, 0o600, 0o664])
def test_the_mode_of_the_file_is_kept(tmp_path, mode):
    path = tmp_path / "x.py"
    document = read(path)
    path.chmod(mode)
    patch_of(document, "1", "2").write(path)
    assert stat.S_IMODE(path.stat().st_mode) == mode


def test_a_link_stays_a_link_and_what_it_leads_to_is_written(tmp_path):
    (tmp_path / "deep").mkdir()
    real, link = tmp_path / "deep" / "real.py", tmp_path / "link.py"
    read(real)
    link.symlink_to("deep/real.py")
    patch_of(Document.read(link), "1", "2").write(link)
    assert link.is_symlink()
    assert real.read_bytes() == GOOD.replace(b"1", b"2")
    assert only_file(tmp_path / "deep") == real


def test_a_file_that_changed_underneath_is_left_as_it_is(tmp_path):
    path = tmp_path / "x.py"
    document = read(path)
    path.write_bytes(GOOD + b"# mine\n")
    with pytest.raises(RefusedError, match="changed since") as caught:
        patch_of(document, "1", "2").write(path)
    assert caught.value.hint
    assert only_file(tmp_path).read_bytes() == GOOD + b"# mine\n"


def test_a_file_that_changes_while_the_new_one_is_being_written_is_left_as_it_is(tmp_path, monkeypatch):
    path = tmp_path / "x.py"
    document = read(path)
    monkeypatch.setattr(os, "fsync", lambda _: path.write_bytes(b"# mine\n"))
    with pytest.raises(RefusedError, match="changed since"):
        patch_of(document, "1", "2").write(path)
    assert only_file(tmp_path).read_bytes() == b"# mine\n"


def test_a_file_that_is_gone_or_a_folder_now_is_refused(tmp_path):
    path = tmp_path / "x.py"
    document = read(path)
    path.unlink()
    for prepare in (lambda: None, path.mkdir):
        prepare()
        with pytest.raises(RefusedError):
            patch_of(document, "1", "2").write(path)
    assert only_file(tmp_path).is_dir()


@pytest.mark.parametrize("step", ["fsync", "replace"])
@pytest.mark.parametrize(
    ("failure", "told"),
    [(OSError(28, "No space left on device"), UsageError), (KeyboardInterrupt(), KeyboardInterrupt)],
)
def test_when_writing_fails_the_old_file_stands_and_nothing_is_left_behind(tmp_path, monkeypatch, step, failure, told):
    def fail(*_):
        raise failure

    path = tmp_path / "x.py"
    document = read(path)
    monkeypatch.setattr(os, step, fail)
    with pytest.raises(told):
        patch_of(document, "1", "2").write(path)
    assert only_file(tmp_path).read_bytes() == GOOD


def test_a_read_only_file_is_not_replaced(tmp_path):
    path = tmp_path / "x.py"
    document = read(path)
    path.chmod(0o444)
    with pytest.raises(UsageError, match="read-only") as caught:
        patch_of(document, "1", "2").write(path)
    assert "chmod" in caught.value.hint
    assert path.read_bytes() == GOOD
