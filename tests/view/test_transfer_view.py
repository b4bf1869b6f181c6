"""The progress of a pull, for people and for logs."""

import io

import pytest
from rich.console import Console

from mercurycli.view import transfer_view
from mercurycli.view.transfer_view import TransferView, size_words


def test_without_a_terminal_every_tenth_is_told_once(capsys):
    with TransferView(1000, {}) as view:
        for here in range(0, 1001, 10):
            view.show("a", here, 1000)
    lines = capsys.readouterr().err.splitlines()
    assert lines == [f"{percent} % of 1 kB" for percent in range(10, 101, 10)]


def test_what_had_come_before_is_not_told_again(capsys):
    with TransferView(1000, {"a": 100, "b": 450}) as view:
        view.show("a", 100, 100)
        view.show("b", 450, 900)
        view.show("b", 700, 900)
    assert capsys.readouterr().err.splitlines() == ["80 % of 1 kB"]


def test_quiet_says_nothing(capsys):
    with TransferView(1000, {}, quiet=True) as view:
        view.show("a", 1000, 1000)
    assert capsys.readouterr().err == ""


def test_a_terminal_gets_a_bar_with_the_file_and_nothing_is_left_of_it(monkeypatch):
    console = Console(file=io.StringIO(), force_terminal=True, width=90)
    monkeypatch.setattr(transfer_view, "make_console", lambda: console)
    monkeypatch.setattr(transfer_view, "can_animate", lambda console: True)
    with TransferView(2_000_000, {"model.safetensors": 500_000}) as view:
        view.show("model.safetensors", 1_000_000, 2_000_000)
        view._bar.refresh()
    shown = console.file.getvalue()
    assert "model.safetensors" in shown and "1.0/2.0 MB" in shown and shown.endswith("\x1b[2K")


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "0 bytes"), (999, "999 bytes"), (1000, "1 kB"), (20_400_000, "20 MB"), (4_060_000_000, "4.06 GB"), (16_400_000_000, "16.4 GB")],
)
def test_sizes_are_told_as_downloads_are_sold(count, words):
    assert size_words(count) == words
