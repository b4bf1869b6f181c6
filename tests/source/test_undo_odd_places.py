"""Links, pipes and names that are no text, where undo finds its file."""

import os

import pytest
from written import written

from mercurycli.errors import RefusedError, UsageError


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
