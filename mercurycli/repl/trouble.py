"""What went wrong in a job, told in a line; the session goes on. A bug leaves its traceback in a file."""

from __future__ import annotations

import os
import sys
import time
import traceback

from .. import __version__
from ..errors import DcodeError
from .advice import in_a_session
from .speech import say
from .state import private_folder

INTERRUPTED, BUG = 130, 70


def tell(error: DcodeError) -> int:
    if os.environ.get("DCODE_DEBUG"):
        say(traceback.format_exc())
    say(in_a_session(f"dcode: {error}" + (f"\n  {error.hint}" if error.hint else "")))
    return error.exit_code


def tell_bug() -> int:
    """Of the exception being handled; its details go to a file."""
    details = traceback.format_exc()
    try:
        folder = private_folder() / "crashes"
        folder.mkdir(mode=0o700, exist_ok=True)
        path = folder / f"{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}.log"
        with path.open("a", encoding="utf-8", errors="backslashreplace") as log:
            log.write(f"dcode {__version__}, {sys.version}\n{details}\n")
        say(f"dcode: internal error; the session goes on. The details are in {path}")
    except (OSError, DcodeError):
        say(f"dcode: internal error; the session goes on. There is no place to write it down:\n{details}")
    return BUG
