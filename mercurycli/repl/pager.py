"""A full screen to scroll through drafts: left and right a step, home and end the first and the last, q back."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

from prompt_toolkit.application import Application
from prompt_toolkit.application.current import get_app
from prompt_toolkit.formatted_text import ANSI
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.layout import FormattedTextControl, HSplit, Layout, Window
from prompt_toolkit.output import ColorDepth, create_output

from ..events import Frame
from ..view.still import still

KEYS = "left, right: a step   home, end: first, last   q: back"


class Place:
    """Which of the drafts is seen; it stops at both ends."""

    def __init__(self, count: int) -> None:
        self.last = count - 1
        self.at = self.last

    def go(self, to: int) -> None:
        self.at = max(0, min(to, self.last))


def scroll(frames: Sequence[Frame]) -> None:
    place = Place(len(frames))

    def picture() -> ANSI:
        size = get_app().output.get_size()
        colour = get_app().color_depth != ColorDepth.DEPTH_1_BIT
        return ANSI(still(frames[place.at], size.columns, max(size.rows - 1, 1), colour=colour))

    def title() -> str:
        return f" draft {place.at + 1} of {len(frames)}   {KEYS}"

    body = Window(FormattedTextControl(picture), wrap_lines=False)
    foot = Window(FormattedTextControl(title), height=1, style="reverse")
    Application(
        layout=Layout(HSplit([body, foot])),
        key_bindings=bindings(place),
        full_screen=True,
        output=create_output(stdout=sys.stderr),
    ).run()


def bindings(place: Place) -> KeyBindings:
    table = KeyBindings()

    def add(keys: Sequence[str], act: Callable[[KeyPressEvent], object]) -> None:
        for key in keys:
            table.add(key)(act)

    add(("left", "up", "k", "pageup"), lambda event: place.go(place.at - 1))
    add(("right", "down", "j", " ", "pagedown"), lambda event: place.go(place.at + 1))
    add(("home", "g"), lambda event: place.go(0))
    add(("end", "G"), lambda event: place.go(place.last))
    add(("q", "escape", "c-c", "c-d", "enter"), lambda event: event.app.exit())
    return table
