"""Text for the next program in the pipe: exactly as it is, in UTF-8, whatever the locale."""

from __future__ import annotations

from typing import TextIO


def write_exact(text: str, file: TextIO) -> None:
    """No newline translation, no lost characters; bytes read with ``surrogateescape`` become themselves again."""
    binary = getattr(file, "buffer", None)
    if binary is None:  # a StringIO
        file.write(text)
        return
    try:
        data = text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # a half of a character that stands for no byte
        data = text.encode("utf-8", "replace")
    file.flush()
    binary.write(data)
    binary.flush()
