"""An undo store, and a file to write in a folder beside it."""

import os

import pytest

from mercurycli.source.undo import UndoStore


@pytest.fixture
def store(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "fsync", lambda _: None)  # nobody pulls the plug here, and what it is for cannot be seen without that
    return UndoStore.open(tmp_path / "state")


@pytest.fixture
def path(tmp_path):
    (tmp_path / "work").mkdir()
    return tmp_path / "work" / "x.py"
