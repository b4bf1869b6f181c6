"""Where a command speaks: to people on stderr, to the next program on stdout."""

from __future__ import annotations

import sys

from ..errors import DcodeError
from ..view.visible_text import visible


def say(text: str) -> None:
    """On stderr; a file's name and its faults may hold what a terminal would obey."""
    print(visible(text, sys.stderr.encoding), file=sys.stderr)


def tell(error: DcodeError) -> None:
    say(f"dcode: {error}")
    if error.hint:
        say(f"  {error.hint}")


def put_on_stdout(data: bytes) -> None:
    """Bytes as they are: a file's own encoding is not the terminal's."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.flush()
