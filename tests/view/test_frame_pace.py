"""When a frame is painted: not too often, always the last, each in one write."""

import re
from itertools import pairwise

import pytest
from view_stage import (
    HOLE,
    OURS,
    Clock,
    Terminal,
    console_on,
    end,
    frame,
    frames,
    looking,
    ticking,
)

from mercurycli.events import Check
from mercurycli.view.live import watch
from mercurycli.view.synchronized_file import BEGIN, END


def steps_painted(terminal):
    return [int(m[1]) for write in terminal.writes for m in [re.search(r"step (\d+)", OURS.sub("", write))] if m]


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
    assert min(gaps) >= 0.77 and max(gaps) <= 0.82  # forty times 0.02 s from begin to begin, 0.02 s of them painting


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
