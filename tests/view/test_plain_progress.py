"""Without a live view: a few plain lines."""

import io

import pytest
from view_stage import (
    HOLE,
    SUMMARY,
    Terminal,
    console_on,
    end,
    frame,
    frames,
    job,
    start,
)

from mercurycli.events import Check, Note
from mercurycli.view.live import make_console, watch


class Log(io.StringIO):
    """A file that is no terminal."""


def lines_in_log(events, **how):
    log = Log()
    watch(iter(events), console=make_console(file=log), **how)
    return log.getvalue().splitlines()


@pytest.mark.parametrize("why", ["no terminal", "dumb", "ci", "not asked for", "forced colour in a pipe"])
def test_without_a_live_view_progress_is_a_few_plain_lines(monkeypatch, why):
    terminal = Terminal() if why in ("dumb", "ci", "not asked for") else Log()
    monkeypatch.setenv("TERM", "dumb" if why == "dumb" else "xterm")
    monkeypatch.setenv("CI", "true" if why == "ci" else "")
    if why == "forced colour in a pipe":
        monkeypatch.setenv("FORCE_COLOR", "1")
    watch(job(), console=make_console(file=terminal), live=why != "not asked for")
    written = terminal.written if isinstance(terminal, Terminal) else terminal.getvalue()
    assert "\x1b" not in written and "\r" not in written
    *progress, last = written.splitlines()
    assert 8 <= len(progress) <= 10 and last == SUMMARY
    assert progress[0].startswith("step ") and progress[0].endswith("tokens/s")


def test_plain_progress_is_a_line_for_every_tenth():
    drafts = [frame(*["x"] * n, *[HOLE] * (100 - n), step=n, seconds=n / 100) for n in range(1, 101)]
    assert lines_in_log([start(100), *drafts, end()]) == [
        *[f"step {n}, {100 - n} holes left, 100 tokens/s" for n in range(10, 100, 10)],
        SUMMARY,
    ]


def test_tokens_taken_back_do_not_repeat_a_line():
    counts = [10, 9, 10, 9, 20]
    drafts = [frame(*["x"] * n, *[HOLE] * (100 - n), step=step) for step, n in enumerate(counts)]
    assert [line[:6] for line in lines_in_log([start(100), *drafts, end()])] == ["step 0", "step 4", SUMMARY[:6]]


def test_quiet_says_nothing_but_what_must_be_said():
    events = [start(), *frames(), Note("careful"), Check("compile", True), Check("run", False), end()]
    assert lines_in_log(events, quiet=True) == ["note: careful", "check failed: run"]
    terminal = Terminal()
    watch(job(), console=console_on(terminal), quiet=True)
    assert terminal.written == ""


def test_a_long_note_in_a_log_is_one_line():
    assert lines_in_log([Note("x " * 100), end()])[0] == "note: " + ("x " * 100).rstrip()


def test_a_job_with_nothing_to_do_has_no_summary():
    assert lines_in_log([end(steps=0)]) == []
