"""The undo store keeps within its bounds, and says what is wrong with it."""

import json
from itertools import pairwise

import pytest
from written import written

from mercurycli.errors import RefusedError, UsageError
from mercurycli.source import undo


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
