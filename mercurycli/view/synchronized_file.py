"""A terminal file whose every write reaches the screen at once: DEC private mode 2026, synchronized output.

Rich writes one whole refresh at a time, so wrapping the writes is enough. Terminals that do not know the mode ignore
it. Automatic wrapping is off (DECAWM) inside: should a terminal draw a character wider than we think, the line loses
its end instead of becoming two, which would leave the erasing of the next frame one line short.
https://gist.github.com/christianparpart/d8a62cc1ab659194337d73e399004036
"""

from __future__ import annotations

from typing import Any, TextIO

BEGIN = "\x1b[?2026h\x1b[?7l"
END = "\x1b[?7h\x1b[?2026l"


class SynchronizedFile:
    """Everything but ``write`` is the wrapped file's."""

    def __init__(self, file: TextIO) -> None:
        self.wrapped = file

    def write(self, text: str) -> int:
        return self.wrapped.write(BEGIN + text + END) if text else 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self.wrapped, name)
