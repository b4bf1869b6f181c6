"""The session's heart: read a line, do it, tell what went wrong, read the next one."""

from __future__ import annotations

from typing import Protocol

from ..errors import DcodeError
from .desk import Desk

INTERRUPTED = 130


class Lines(Protocol):
    def read(self) -> str: ...


def run(desk: Desk, lines: Lines) -> int:
    """Until the end of the lines. The worst exit code of a script; a person who leaves has had no failure."""
    worst = 0
    while not desk.leaving:
        try:
            code = do(desk, lines.read())
        except EOFError:
            break
        except KeyboardInterrupt:
            code = INTERRUPTED
        except DcodeError as error:  # of reading
            code = told(error)
        worst = max(worst, code)
        if code == INTERRUPTED and desk.ask is None:
            break  # whoever stops a script means all of it
    return 0 if desk.ask is not None else worst


def do(desk: Desk, line: str) -> int:
    """A line's exit code. Whatever happens in it, the session goes on."""
    from . import table, trouble  # here, for the first prompt stands before the rest of the house is loaded

    try:
        return table.do(desk, line)
    except DcodeError as error:
        return trouble.tell(error)
    except BrokenPipeError:
        raise  # nobody is left to talk to
    except Exception:  # noqa: BLE001  the second of the two places where a bug is caught
        return trouble.tell_bug()


def told(error: DcodeError) -> int:
    from . import trouble

    return trouble.tell(error)
