"""The undo store against a model of it: two lists for each of three files."""

import os
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from mercurycli.source.undo import UndoStore


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
    monkeypatch.setattr(os, "fsync", lambda _: None)
    monkeypatch.setattr(Editor, "folder", tmp_path, raising=False)
    run_state_machine_as_test(
        Editor,
        settings=settings(max_examples=20, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)),
    )
