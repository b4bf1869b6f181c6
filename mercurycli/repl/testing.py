"""``/test CMD``: a command of the user's own on a copy of the last program, for so long at most; its end is shown."""

from __future__ import annotations

import shlex
import tempfile
from pathlib import Path

from . import keeping
from .desk import Desk
from .ending import Ending
from .running import FAILED
from .sandbox import INTERRUPTED, Limits, run_shell
from .speech import say

LIMITS = Limits(seconds=60, output=10_000_000)
SHOWN = 20  # lines
FILE = "{}"


def try_out(desk: Desk, command: str) -> int:
    """The exit code: 1 for any failure of the command."""
    program, ending = desk.result, Ending()
    with tempfile.TemporaryDirectory(prefix="dcode-test-", ignore_cleanup_errors=True) as scratch:
        path = Path(scratch, keeping.names_for(desk)[0])
        path.write_text(program.text, encoding="utf-8", errors="backslashreplace")
        line = with_file(command, path)
        say(f"on a copy of the last program, with your rights, for at most {LIMITS.seconds} s: {line}")
        outcome = run_shell(line, ending.tell, LIMITS)
    desk.output = ending.text
    show_end(ending.text)
    say(outcome.stopped or f"exit code {outcome.code}" + ("" if outcome.code == 0 else "; @output in a wish adds the end of this output"))
    return outcome.code if outcome.code in (0, INTERRUPTED) else FAILED


def with_file(command: str, path: Path) -> str:
    """The file where ``{}`` stands, else at the end."""
    name = shlex.quote(str(path))
    return command.replace(FILE, name) if FILE in command else f"{command} {name}"


def show_end(text: str) -> None:
    lines = text.rstrip().split("\n") if text.strip() else ["it printed nothing"]
    if len(lines) > SHOWN:
        say(f"… {len(lines) - SHOWN} lines above")
    say("\n".join(lines[-SHOWN:]))
