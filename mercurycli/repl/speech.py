"""What the session says beside the programs: on stderr, and nothing in it that a terminal would obey."""

from __future__ import annotations

import sys

from ..view.visible_text import visible


def say(text: str) -> None:
    print(visible(text, sys.stderr.encoding), file=sys.stderr, flush=True)
