import signal
import threading

import pytest

from mercurycli.view.held_interrupt import held_interrupt


def test_an_interrupt_comes_after_the_body_not_into_it():
    done = []
    with pytest.raises(KeyboardInterrupt):
        with held_interrupt():
            signal.raise_signal(signal.SIGINT)
            done.append("to the end")
    assert done == ["to the end"]


def test_the_handler_is_put_back():
    before = signal.getsignal(signal.SIGINT)
    with held_interrupt():
        assert signal.getsignal(signal.SIGINT) is not before
    assert signal.getsignal(signal.SIGINT) is before


def test_an_error_in_the_body_is_not_lost():
    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(ZeroDivisionError):
        with held_interrupt():
            1 / 0
    assert signal.getsignal(signal.SIGINT) is before


def test_other_threads_leave_the_handler_alone():
    seen = []

    def body():
        with held_interrupt():
            seen.append(signal.getsignal(signal.SIGINT))

    thread = threading.Thread(target=body)
    thread.start()
    thread.join()
    assert seen == [signal.getsignal(signal.SIGINT)]
