"""The keys that differ from prompt-toolkit's own, as one table. Enter sends, Alt-Enter breaks the line, Ctrl-C clears."""

from __future__ import annotations

from prompt_toolkit.application.current import get_app
from prompt_toolkit.enums import DEFAULT_BUFFER
from prompt_toolkit.filters import completion_is_selected, has_focus, is_searching
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent

from .blocks import is_open


def send_or_break(event: KeyPressEvent) -> None:
    """Within an open block Enter is a line break, else it sends; a chosen completion is taken first."""
    buffer = event.current_buffer
    if completion_is_selected():
        buffer.complete_state = None
    elif is_open(buffer.text):
        buffer.newline(copy_margin=False)
    else:
        buffer.validate_and_handle()


def break_line(event: KeyPressEvent) -> None:
    event.current_buffer.newline(copy_margin=False)


def clear(event: KeyPressEvent) -> None:
    """The line goes, the session stays."""
    event.current_buffer.reset()
    get_app().invalidate()


def bindings() -> KeyBindings:
    table = KeyBindings()
    typing = has_focus(DEFAULT_BUFFER) & ~is_searching
    for keys, action in (
        (("enter",), send_or_break),
        (("escape", "enter"), break_line),
        (("c-c",), clear),
        (("<sigint>",), clear),
    ):
        table.add(*keys, filter=typing)(action)
    return table
