"""``dcode fix --write``, all of it but the model, in a process of its own that a test may kill or leave without room."""

import os
import subprocess
import sys
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
BROKEN, MENDED = "# größter\r\nx = f(1\r\n", "# größter\r\nx = f(1)\r\n"

# What mends is not the question here, and a process that has loaded torch must not fork.
PRELUDE = f"""
import os, sys, time
from pathlib import Path
from kill_points import all_at_once, killed_everywhere
from mercurycli.commands import fix, mending, orders
from mercurycli.commands.fix import FixOptions
from mercurycli.errors import DcodeError
from mercurycli.events import End, Start
from mercurycli.source.patch import whole_patch
from mercurycli.source.undo import UndoStore

BROKEN, MENDED, HERE = {BROKEN.encode()!r}, {MENDED.encode()!r}, Path(sys.argv[1])
os.fsync = lambda _: os.getppid()  # a place to be killed at like any other, but without the wait for the disk

class Mender:
    def __init__(self, document, *_, **__):
        self.document = document

    def run(self):
        yield Start("none", "cpu", "python", 0, 0)
        yield End("ok", MENDED.decode(), "python", 1, 1, 1, 0.0, 0, 0)

    def patch(self, end):
        return whole_patch(self.document, end.text)

orders.Repair = Mender

def mend(path):
    return fix.run(FixOptions((path,), write=True, quiet=True))
"""


def in_a_small_process(script, folder, before=()):
    """``before``: what starts the process."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(TESTS), str(TESTS.parent)])}
    done = subprocess.run(
        [*before, sys.executable, "-c", PRELUDE + script, str(folder)], capture_output=True, text=True, timeout=300, check=False, env=environment
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()
