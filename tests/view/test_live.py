"""The live view on a screen that is read back: it fits, it stays below what was there, it is only drawn."""

import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from view_stage import (
    HOLE,
    OURS,
    PAGE,
    SIZES,
    SUMMARY,
    Clock,
    Terminal,
    console_on,
    end,
    frame,
    job,
    looking,
    piece,
    resize,
    start,
    ticking,
)

from mercurycli.events import Check, Frame, Note
from mercurycli.view.live import make_console, watch


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
