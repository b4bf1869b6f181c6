import pytest


@pytest.fixture(autouse=True)
def ordinary_terminal(monkeypatch):
    """An environment that says nothing, so that each test says what it means to."""
    for name in (
        "CI COLORTERM COLUMNS FORCE_COLOR LINES NO_COLOR STY TERM TMUX TTY_COMPATIBLE TTY_INTERACTIVE XTERM_VERSION"
    ).split():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("XTERM_VERSION", "XTerm(390)")  # like pyte, it cuts lines on a resize and does not wrap them
