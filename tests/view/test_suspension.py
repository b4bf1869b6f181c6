import signal

import pytest

from mercurycli.view.held_interrupt import held_interrupt
from mercurycli.view.suspension import suspendable

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGTSTP"), reason="a system that stops no process")


@pytest.fixture
def stopped(monkeypatch):
    """In place of the stop itself."""
    calls = []
    before = signal.signal(signal.SIGTSTP, lambda number, frame: calls.append("stop"))
    yield calls
    signal.signal(signal.SIGTSTP, before)


def test_the_terminal_is_given_back_before_the_stop_and_taken_after_it_from_the_inside_out(stopped):
    with suspendable(lambda: stopped.append("echo on"), lambda: stopped.append("echo off")):
        with suspendable(lambda: stopped.append("picture gone"), lambda: stopped.append("picture back")):
            signal.raise_signal(signal.SIGTSTP)
    assert stopped == ["picture gone", "echo on", "stop", "echo off", "picture back"]


def test_afterwards_the_handler_is_the_one_there_was(stopped):
    with suspendable(lambda: stopped.append("late"), lambda: None):
        pass
    signal.raise_signal(signal.SIGTSTP)
    assert stopped == ["stop"]


def test_where_nobody_may_stop_it_nothing_is_changed():
    before = signal.signal(signal.SIGTSTP, signal.SIG_IGN)
    try:
        with suspendable(lambda: None, lambda: None):
            assert signal.getsignal(signal.SIGTSTP) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGTSTP, before)


def test_a_stop_in_the_middle_of_a_painting_waits_for_its_end(stopped):
    with suspendable(lambda: None, lambda: None), held_interrupt():
        signal.raise_signal(signal.SIGTSTP)
        stopped.append("painted")
    assert stopped == ["painted", "stop"]


def test_of_both_signals_the_stop_comes_first(stopped):
    with pytest.raises(KeyboardInterrupt):
        with suspendable(lambda: None, lambda: None), held_interrupt():
            signal.raise_signal(signal.SIGINT)
            signal.raise_signal(signal.SIGTSTP)
    assert stopped == ["stop"]
