import sys

import pytest
from rich.console import Console

from mercurycli.onlooker import looked_on, onlooker
from mercurycli.view import loading_view
from mercurycli.view.loading_view import loading_shown

GB = 10**9


@pytest.fixture
def slow(monkeypatch):
    """A clock that says a second has passed whenever it is asked."""
    seconds = iter(range(1, 1000))
    monkeypatch.setattr(loading_view.time, "perf_counter", lambda: float(next(seconds)))


def test_nobody_looks_on_unless_somebody_asked_to():
    assert onlooker() is None
    with loading_shown():
        assert onlooker() is not None
    with loading_shown(quiet=True):
        assert onlooker() is None


def test_the_nearest_onlooker_is_told():
    with looked_on(print), looked_on(repr):
        assert onlooker() is repr
    assert onlooker() is None


def test_away_from_a_terminal_every_fourth_is_a_line(slow, capsys):
    with loading_shown():
        for done in range(1, 11):
            onlooker()(done * GB, 10 * GB)
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines() == ["loading: 30 % of 10.0 GB", "loading: 50 % of 10.0 GB", "loading: 80 % of 10.0 GB"]


def test_what_is_loaded_at_once_is_not_worth_a_word(capsys):
    with loading_shown():
        for done in range(1, 11):
            onlooker()(done, 10)
    assert capsys.readouterr().err == ""


def test_on_a_terminal_there_is_a_bar_that_goes_away(slow, capsys, monkeypatch):
    monkeypatch.setattr(loading_view, "can_animate", lambda console: True)
    monkeypatch.setattr(loading_view, "make_console", lambda: Console(file=sys.stderr, force_terminal=True, width=80))
    with loading_shown():
        onlooker()(3 * GB, 10 * GB)
        onlooker()(4 * GB, 10 * GB)
    shown = capsys.readouterr().err
    assert "loading" in shown and "10.0 GB" in shown


def test_a_failure_on_the_way_leaves_nobody_looking_on(slow):
    with pytest.raises(ValueError), loading_shown():
        onlooker()(1, 10)
        raise ValueError
    assert onlooker() is None
