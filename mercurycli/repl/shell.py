"""``!cmd``: a line for the shell, in the folder one is in."""

from __future__ import annotations

import subprocess

from ..errors import UsageError
from .desk import Desk
from .speech import say


def run(desk: Desk, command: str) -> int:
    """The command's exit code. It has the terminal; a script's further lines are not its input."""
    if not command:
        raise UsageError("a command is missing", hint="for example: !ls")
    with subprocess.Popen(command, shell=True, stdin=None if desk.ask else subprocess.DEVNULL) as process:
        while True:
            try:
                code = process.wait()
                break
            except KeyboardInterrupt:
                continue  # it was the command's as well, which knows what to do
    code = 128 - code if code < 0 else code
    if code:
        say(f"exit code {code}")
    return code
