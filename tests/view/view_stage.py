"""What the tests of the view play on: a terminal that can be read back, and jobs that follow a script."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import pyte
from rich.console import Console

from mercurycli.events import End, Event, Frame, ParseState, Piece, Start
from mercurycli.view.console import make_console

SIZES = [(60, 15), (80, 24), (200, 50)]

# All that Rich's live display and the synchronized file write; anything else came from a text.
OURS = re.compile(r"\x1b\[(?:[\d;]*m|\?25[hl]|\?2026[hl]|\?7[hl]|2K|\d*A)")

PAGE = (
    '<!DOCTYPE html>\n<html>\n<head>\n<style>\n  body {\n    margin: 0;\n  }\n</style>\n</head>\n<body>\n'
    '<canvas id="c"></canvas>\n<script>\n'
    + "".join(f"const ball{n} = {{ x: {n}, y: {n * n} }};\n" for n in range(24))
    + "</script>\n</body>\n</html>\n"
)

SUMMARY = "123 tokens in 14 steps, 0.42 s, 293 tokens/s"


class Terminal(io.StringIO):
    """A tty of a given size; ``writes`` keeps every write apart, ``screen`` is what a person would see."""

    encoding = "utf-8"

    def __init__(self, width: int = 80, height: int = 24) -> None:
        super().__init__()
        self.screen = pyte.Screen(width, height)
        self.screen.set_mode(pyte.modes.LNM)
        self.writes: list[str] = []
        self._stream = pyte.Stream(self.screen)

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self.writes.append(text)
        self._stream.feed(text)
        return len(text)

    def paint(self, text: str) -> None:
        """Have ``text`` on the screen, and the cursor behind it, by no write of the program's."""
        self._stream.feed("\x1b[H\x1b[2J" + text)

    @property
    def written(self) -> str:
        return "".join(self.writes)

    @property
    def lines(self) -> list[str]:
        return [line.rstrip() for line in self.screen.display]

    @property
    def shown(self) -> str:
        return "\n".join(self.lines).rstrip()

    def cells(self, text: str) -> list[pyte.screens.Char]:
        """The cells of the first place where ``text`` stands."""
        for number, line in enumerate(self.screen.display):
            if (column := line.find(text)) >= 0:
                return [self.screen.buffer[number][column + n] for n in range(len(text))]
        raise AssertionError(f"{text!r} is not on the screen:\n{self.shown}")


def console_on(terminal: Terminal) -> Console:
    console = make_console(file=terminal)
    console.size = (terminal.screen.columns, terminal.screen.lines)
    return console


def resize(console: Console, width: int, height: int) -> None:
    console.file.screen.resize(height, width)
    console.size = (width, height)


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def piece(text: str, state: str = "settled", confidence: float = 1.0) -> Piece:
    return Piece(text, state, confidence)


HOLE = piece("", "hole", 0.0)
TAKEN = piece("", "remasked", 0.0)


def frame(
    *pieces: Piece | str, step: int = 1, language: str | None = "python", parse: ParseState | None = None, **more: Any
) -> Frame:
    pieces = tuple(piece(each) if isinstance(each, str) else each for each in pieces)
    holes = sum(each.state in ("hole", "remasked") for each in pieces)
    new = sum(each.state == "new" for each in pieces)
    fields = {"steps": None, "seconds": 0.5, "done": holes == 0, "tokens": len(pieces) - holes, "holes": holes} | more
    return Frame(pieces, language, step=step, new_tokens=new, parse=parse, **fields)


def start(length: int = 100) -> Start:
    return Start("quicksilver", "cpu", "python", length, 7)


def end(text: str = "", status: str = "ok", exit_code: int = 0, steps: int = 14) -> End:
    return End(status, text, "python", 123, steps, steps, 0.42, 7, exit_code)


def tokens(text: str) -> list[str]:
    return re.findall(r"\n *| ?\w{1,6}| ?[^\w\s]|\s", text)


def frames(text: str = PAGE, per_step: int = 7, language: str = "html") -> Iterator[Frame]:
    """``text`` from left to right, with a straggler from the far end in every step."""
    parts = tokens(text)
    order = list(range(len(parts)))
    state = ["hole"] * len(parts)
    step = 0
    while order:
        step += 1
        state = ["settled" if each == "new" else each for each in state]
        for place in [order.pop(0) for _ in range(min(per_step, len(order)))] + ([order.pop()] if order else []):
            state[place] = "new"
        pieces = [piece("" if s == "hole" else part, s) for part, s in zip(parts, state, strict=True)]
        yield frame(*pieces, step=step, language=language)


def job(text: str = PAGE) -> Iterator[Event]:
    yield start(len(tokens(text)))
    yield from frames(text)
    yield end(text)


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
