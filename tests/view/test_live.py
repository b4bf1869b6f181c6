import io
import re
import signal
import sys
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from view_stage import (
    HOLE,
    OURS,
    PAGE,
    SIZES,
    Clock,
    Terminal,
    console_on,
    end,
    frame,
    frames,
    job,
    piece,
    resize,
    start,
    tokens,
)

from mercurycli.errors import ModelError
from mercurycli.events import Check, Frame, Note
from mercurycli.view.live import make_console, watch
from mercurycli.view.synchronized_file import BEGIN, END

SUMMARY = "123 tokens in 14 steps, 0.42 s, 293 tokens/s"


class Log(io.StringIO):
    """A file that is no terminal."""


def lines_in_log(events, **how):
    log = Log()
    watch(iter(events), console=make_console(file=log), **how)
    return log.getvalue().splitlines()


def ticking(events, clock, seconds):
    """``events``, with so much time between two of them."""
    for event in events:
        yield event
        clock.now += seconds


def looking(events, look):
    """``events``, calling ``look`` after each has been shown."""
    for event in events:
        yield event
        look(event)


def steps_painted(terminal):
    return [int(m[1]) for write in terminal.writes for m in [re.search(r"step (\d+)", OURS.sub("", write))] if m]


@pytest.mark.parametrize("size", SIZES)
def test_the_view_stays_within_the_screen_and_leaves_what_was_there(size):
    terminal, clock = Terminal(*size), Clock()
    terminal.write("$ dcode gen\n")

    def look(event):
        assert terminal.lines[0] == "$ dcode gen"
        assert not terminal.lines[-1]

    seen = watch(looking(ticking(job(), clock, 0.1), look), console=console_on(terminal), clock=clock)
    assert seen.text == PAGE
    assert terminal.shown == f"$ dcode gen\n{SUMMARY}"


def test_the_screen_shows_the_draft_while_it_is_made():
    terminal, clock = Terminal(), Clock()
    seen = []
    events = ticking([start(), frame("def f", piece("(x)", "new"), HOLE, HOLE, step=3), end()], clock, 1)
    watch(looking(events, lambda event: seen.append(terminal.shown)), console=console_on(terminal), clock=clock)
    assert seen[0] == "quicksilver · cpu · 100 holes · seed 7"
    assert seen[1].startswith("def f(x)░ ×2\nstep 3 · 2 holes left · +1 token")


def test_a_resize_lays_out_anew():
    terminal, clock = Terminal(80, 24), Clock()
    console = console_on(terminal)
    sizes = [(60, 15), (120, 30), (80, 24), (60, 15)]

    def look(event):
        if not isinstance(event, Frame) or event.step < 30:  # not yet enough text to fill every size
            return
        assert not terminal.lines[-1] and terminal.shown.count("unsure") == (terminal.screen.lines >= 20)
        assert len(terminal.shown.split("\n")) == terminal.screen.lines - 2
        assert (" holes left" in terminal.shown) == (terminal.screen.columns > 60)  # else the short footer
        if event.step % 3 == 0 and sizes:
            resize(console, *sizes.pop())

    watch(looking(ticking(job(), clock, 0.1), look), console=console, clock=clock)
    assert not sizes


@pytest.mark.parametrize("note", [[], [Note("n")]])
def test_a_terminal_that_wraps_lines_anew_keeps_no_rest_of_a_wider_frame(monkeypatch, note):
    monkeypatch.delenv("XTERM_VERSION")
    terminal, clock = Terminal(80, 24), Clock()
    terminal.write("before\n")
    console = console_on(terminal)
    drafts = [frame("x" * 70, "\n", "y" * 50, "\n", "z", HOLE, step=n) for n in (1, 2)]
    seen = []

    def look(event):
        seen.append(terminal.shown)
        if isinstance(event, Frame) and event.step == 1:
            rows = [line[at : at + 40] for line in terminal.shown.split("\n") for at in range(0, len(line), 40)]
            resize(console, 40, 24)
            terminal.paint("\n".join(rows))

    watch(looking(ticking([drafts[0], *note, drafts[1], end()], clock, 1), look), console=console, clock=clock)
    said = "before\nnote: n\n" if note else "before\n"
    assert seen[-1].startswith(said + "x" * 39 + "…\n" + "y" * 39 + "…\nz░\n2 · 1░")
    assert terminal.shown.startswith(said + "123 tokens")


def test_a_terminal_that_cuts_lines_keeps_what_was_above_a_wider_frame():
    terminal, clock = Terminal(80, 24), Clock()
    terminal.write("before\n")
    console = console_on(terminal)
    drafts = [frame("x" * 70, "\n", "y" * 50, HOLE, step=n) for n in (1, 2)]
    seen = []

    def look(event):
        seen.append(terminal.shown)
        resize(console, 40, 24)

    watch(looking(ticking([*drafts, end()], clock, 1), look), console=console, clock=clock)
    assert seen[1].startswith("before\n" + "x" * 39 + "…\n" + "y" * 39 + "…\n2 · 1░")


@pytest.mark.parametrize("last", [{"done": True}, {"done": False}])
def test_the_last_frame_is_always_painted(last):
    terminal = Terminal()
    events = [frame("a", HOLE, step=1), frame("a", "b", step=2, **last), end()]
    watch(iter(events), console=console_on(terminal), clock=Clock())  # no time passes: every frame comes too early
    assert steps_painted(terminal)[-1] == 2


def test_the_finished_draft_is_shown_at_once_not_when_the_checks_are_done():
    terminal = Terminal()
    seen = []
    events = [frame("a", HOLE, step=1), frame("a", "b", step=2), Check("compile", True), end()]
    watch(looking(events, lambda event: seen.append(terminal.shown)), console=console_on(terminal), clock=Clock())
    assert seen[1].startswith("ab\nstep 2")


def test_frames_that_come_too_fast_are_dropped_not_kept():
    terminal, clock = Terminal(), Clock()
    shown = []
    events = ticking((frame(HOLE, step=n) for n in range(1, 1001)), clock, 0.001)
    events = looking(events, lambda event: shown.append(terminal.shown))

    def whole():
        yield from events
        yield end()

    watch(whole(), console=console_on(terminal), clock=clock)
    painted = sorted(set(steps_painted(terminal)))
    assert 19 <= len(painted) <= 22  # twenty a second, for one second, and the last
    assert all(b - a >= 50 for a, b in pairwise(painted[:-1]))


def test_a_slow_terminal_gets_fewer_frames():
    clock = Clock()

    class Slow(Terminal):
        def write(self, text):
            clock.now += 0.02
            return super().write(text)

    terminal = Slow()
    drafts = (frame(HOLE, step=n) for n in range(1, 500))
    watch(ticking([*drafts, end()], clock, 0.01), console=console_on(terminal), clock=clock)
    painted = sorted(set(steps_painted(terminal)))
    gaps = [(b - a) * 0.01 for a, b in pairwise(painted[:-1])]
    assert min(gaps) >= 0.37 and max(gaps) <= 0.42  # twenty times 0.02 s from begin to begin, 0.02 s of them painting


def test_every_frame_is_one_synchronized_write():
    terminal, clock = Terminal(), Clock()
    counts = []

    def look(event):
        counts.append(len(terminal.writes))

    drafts = list(frames())
    watch(looking(ticking([*drafts, end()], clock, 0.1), look), console=console_on(terminal), clock=clock)
    assert [b - a for a, b in pairwise(counts)] == [1] * (len(drafts) - 1)
    for write in terminal.writes:
        assert write.startswith(BEGIN) and write.endswith(END) and write.count(BEGIN) == write.count(END) == 1


def test_notes_stand_above_the_view():
    terminal, clock = Terminal(), Clock()
    seen = []
    said = [Note("the first try\nfailed \x1b[2J"), Check("compile", False, "line 3")]
    events = [frame("a", HOLE), *said, frame("b", HOLE), end()]
    watch(
        looking(ticking(events, clock, 1), lambda event: seen.append(terminal.shown)),
        console=console_on(terminal),
        clock=clock,
    )
    told = "note: the first try\nfailed ␛[2J\n"
    assert seen[1].startswith(told + "a░\nstep 1")
    assert seen[3].startswith(told + "check failed: compile: line 3\nb░\nstep 1")
    assert terminal.shown == told + f"check failed: compile: line 3\n{SUMMARY}"


def test_what_a_library_prints_to_stderr_stands_above_the_view(monkeypatch):
    terminal, clock = Terminal(), Clock()
    monkeypatch.setattr(sys, "stderr", terminal)
    seen = []

    def events():
        yield frame("a", HOLE)
        print("UserWarning: slow", file=sys.stderr)
        seen.append(terminal.shown)
        yield end()

    watch(events(), console=console_on(terminal), clock=clock)
    assert seen[0].startswith("UserWarning: slow\na░\nstep 1")
    assert sys.stderr is terminal


def test_stdout_is_left_alone(capsys):
    watch(job(), console=console_on(Terminal()))
    assert capsys.readouterr().out == ""


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


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    texts=st.lists(st.text(st.characters(exclude_categories=())) | st.sampled_from(["\x1b[2J", "\x9b", "\r", "\n"])),
    language=st.sampled_from(["python", "html", "css", "javascript", "bash", None]),
    live=st.booleans(),
)
def test_control_characters_never_reach_the_terminal(texts, language, live):
    terminal = Terminal()
    told = "".join(texts)
    draft = frame(*texts, HOLE, language=language)
    events = [draft, Note(told), Check(told, False, told), frame(*texts, "x", language=language), end(told)]
    watch(iter(events), console=console_on(terminal), live=live, clock=Clock())
    left = OURS.sub("", terminal.written)
    assert all(c >= " " and not "\x7f" <= c < "\xa0" and not "\ud800" <= c < "\ue000" or c in "\r\n" for c in left)


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


def test_a_job_without_an_end_is_a_bug():
    with pytest.raises(AssertionError):
        watch(iter([start()]), console=console_on(Terminal()))


def test_columns_is_honoured(monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    terminal, clock = Terminal(80, 24), Clock()
    seen = []
    events = ticking([frame("x" * 70, HOLE), end()], clock, 1)
    events = looking(events, lambda event: seen.append(terminal.lines[0]))
    watch(events, console=make_console(file=terminal), clock=clock)
    assert seen[0] == "x" * 39 + "…"
