"""A person at the keyboard, for commands that ask before they write."""

import pytest


def keyboard(monkeypatch, *replies):
    """A terminal, and what is typed there; then it ends."""

    class Keyboard:
        isatty = staticmethod(lambda: True)
        readline = staticmethod(lambda left=list(replies): left.pop(0) if left else "")

    monkeypatch.setattr("sys.stdin", Keyboard())
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)


def never(model, device):
    pytest.fail("the model was opened")
