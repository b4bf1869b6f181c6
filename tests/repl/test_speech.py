import io
import sys

import pytest

from mercurycli.repl.speech import rows, say


@pytest.mark.parametrize(
    ("line", "broken"),
    [
        ("short enough", ["short enough"]),
        ("going on with session 1", ["going on", "with session", "1"]),
        ("  an indented line", ["  an", "  indented", "  line"]),
        ("opened /tmp/a-long-name/page.html", ["opened", "/tmp/a-long-name/page.html"]),
        ("", [""]),
    ],
)
def test_lines_are_broken_between_words_and_a_path_stays_whole(line, broken):
    assert rows(line, 12) == broken


def test_only_a_person_gets_broken_lines(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "10")
    say("going on with session 1\x1b[2J")
    assert capsys.readouterr().err == "going on with session 1␛[2J\n"
    terminal = io.StringIO()
    terminal.isatty = lambda: True
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr("mercurycli.repl.speech.visible", lambda text, encoding: text)
    say("going on with\nsession 1")
    assert terminal.getvalue() == "going on\nwith\nsession 1\n"
