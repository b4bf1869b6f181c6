"""Where dcode remembers things."""

import os
from pathlib import Path

import pytest

from mercurycli.errors import UsageError
from mercurycli.source import undo
from mercurycli.source.undo import UndoStore, state_folder


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
