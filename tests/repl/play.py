"""``python play.py ARGUMENTS``: dcode with the fake engine, for tests that sit at a terminal."""

import os
import sys

sys.path[:0] = [os.path.dirname(os.path.abspath(__file__)), os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))]

from mercurycli import session
from mercurycli.cli import main


def opened(model, device):
    from fake_engine import FakeEngine

    if model == "missing":
        from mercurycli.errors import ModelError

        raise ModelError("no checkpoint is called 'missing'", hint="leave --model out")
    return FakeEngine(pause=float(os.environ.get("FAKE_PAUSE", "0")))


session.open_engine = opened
main()
