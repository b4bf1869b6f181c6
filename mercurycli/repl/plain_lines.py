"""Lines from a script, a pipe or a terminal that can do nothing: one after the other, blocks taken as one."""

from __future__ import annotations

import sys
from typing import BinaryIO

from ..errors import UsageError
from .blocks import is_open


class PlainLines:
    """``prompt`` is for a person at a dumb terminal, whose own line editing is all there is."""

    def __init__(self, stream: BinaryIO, prompt: str = "") -> None:
        self._stream = stream
        self._prompt = prompt
        self._number = 0

    def read(self) -> str:
        """The next line or block. EOFError at the end."""
        line = self._line()
        while is_open(line):
            try:
                line += "\n" + self._line()
            except EOFError:
                break  # a block that is never closed ends with the text
        return line

    def repaint(self) -> None:
        """There is no bar."""

    def _line(self) -> str:
        if self._prompt:
            print(self._prompt, end="", file=sys.stderr, flush=True)
        try:
            raw = self._stream.readline()
        except OSError as error:
            raise UsageError(f"cannot read stdin: {error.strerror or error}", hint="pipe the lines in") from None
        if not raw:
            raise EOFError
        self._number += 1
        try:
            return raw.decode("utf-8").rstrip("\r\n")
        except UnicodeDecodeError as error:
            cause = f"line {self._number} is not UTF-8: byte {error.start} is 0x{raw[error.start]:02x}"
            raise UsageError(cause, hint="convert it: iconv -t UTF-8") from None
