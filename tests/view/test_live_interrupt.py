"""Ctrl-C and errors under a live view: the terminal is left clean and the job ends as it can."""

import signal

import pytest
from view_stage import (
    HOLE,
    SUMMARY,
    Clock,
    Terminal,
    console_on,
    end,
    frame,
    frames,
    job,
    start,
    ticking,
)

from mercurycli.errors import ModelError
from mercurycli.events import Note
from mercurycli.view.live import watch


def stubborn(terminal, at, then):
    """A job that meets Ctrl-C at its ``at``-th frame, while the model runs, and ends with ``then``."""
    try:
        yield start()
        for each in frames():
            if each.step == at:
                signal.raise_signal(signal.SIGINT)
            yield each
    except KeyboardInterrupt:
        if then is None:
            raise
        yield then


def test_ctrl_c_while_the_model_runs_restores_the_cursor_and_the_job_ends_as_it_can():
    terminal = Terminal()
    seen = watch(stubborn(terminal, 5, end("best", "interrupted", 130)), console=console_on(terminal))
    assert seen.status == "interrupted" and seen.text == "best"
    assert not terminal.screen.cursor.hidden
    assert terminal.shown == f"interrupted after {SUMMARY}"


class Interrupting(Terminal):
    """Ctrl-C is typed while the fifth step is written."""

    typed = False

    def write(self, text):
        if "step 5" in text and not self.typed:
            self.typed = True
            signal.raise_signal(signal.SIGINT)
        return super().write(text)


def test_ctrl_c_while_painting_is_thrown_into_the_job():
    terminal, clock = Interrupting(), Clock()
    met = []

    def events():
        try:
            yield from ticking(frames(), clock, 0.1)
        except KeyboardInterrupt:
            met.append(terminal.shown)
            yield Note("stopping")
            yield end("best", "interrupted", 130)

    seen = watch(events(), console=console_on(terminal), clock=clock)
    assert "step 5" in met[0]  # the picture was finished first
    assert seen.status == "interrupted" and not terminal.screen.cursor.hidden
    assert terminal.shown == f"note: stopping\ninterrupted after {SUMMARY}"


@pytest.mark.parametrize("then", [None, Note("not an end")])
def test_ctrl_c_leaves_as_such_if_the_job_does_not_end(then):
    terminal = Terminal()
    with pytest.raises((KeyboardInterrupt, AssertionError)) as caught:
        watch(stubborn(terminal, 5, then), console=console_on(terminal))
    assert caught.type is (KeyboardInterrupt if then is None else AssertionError)
    assert not terminal.screen.cursor.hidden


def test_ctrl_c_leaves_at_once_from_events_that_are_no_generator():
    terminal, clock = Interrupting(), Clock()
    pulled = []
    events = map(lambda event: pulled.append(event) or event, ticking(job(), clock, 0.1))
    with pytest.raises(KeyboardInterrupt):
        watch(events, console=console_on(terminal), clock=clock)
    assert pulled[-1].step == 5 and not terminal.screen.cursor.hidden


@pytest.mark.parametrize("live", [True, False])
def test_a_second_ctrl_c_is_not_swallowed(live):
    def events():
        try:
            yield frame(HOLE)
            signal.raise_signal(signal.SIGINT)
            yield frame(HOLE)
        except KeyboardInterrupt:
            raise KeyboardInterrupt from None

    terminal = Terminal()
    with pytest.raises(KeyboardInterrupt):
        watch(events(), console=console_on(terminal), live=live)
    assert not terminal.screen.cursor.hidden


def test_an_error_of_the_job_leaves_a_clean_terminal():
    def events():
        yield from [start(), frame("a", HOLE)]
        raise ModelError("out of memory")

    terminal = Terminal()
    console = console_on(terminal)
    with pytest.raises(ModelError):
        watch(events(), console=console)
    assert terminal.shown == "" and not terminal.screen.cursor.hidden
    assert console.file is terminal
