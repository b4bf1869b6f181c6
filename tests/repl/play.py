"""``python play.py ARGUMENTS``: dcode with the fake engine, for tests that sit at a terminal."""

import os
import sys
import time

sys.path[:0] = [os.path.dirname(os.path.abspath(__file__)), os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))]

from mercurycli import session
from mercurycli.cli import main


def opened(model, device):
    from fake_engine import FakeEngine

    if model == "missing":
        from mercurycli.errors import ModelError

        raise ModelError("no checkpoint is called 'missing'", hint="leave --model out")
    while os.path.exists(os.environ.get("FAKE_GATE", "")):  # until the test has seen what it wanted to see
        time.sleep(0.01)
    return FakeEngine(pause=float(os.environ.get("FAKE_PAUSE", "0")), changes="FAKE_CHANGES" in os.environ)


session.open_engine = opened
main()
