"""The tree of errors a user can meet; each knows its exit code and what to do next.

    DcodeError
    ├── UsageError      2   a flag, a wish or an output that cannot be used
    ├── ModelError      3   no checkpoint, a broken one, no such device, no memory
    ├── RefusedError    4   nothing was written, because writing would have been wrong
    ├── FailedTestError 5   no candidate passed the user's own test; nothing was written
    └── (KeyboardInterrupt 130 and everything unforeseen 70 are mapped in cli.py)
"""


class DcodeError(Exception):
    """A failure the user can act on: ``str(error)`` is the cause, ``hint`` the next action."""

    exit_code = 1

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class UsageError(DcodeError):
    exit_code = 2


class ModelError(DcodeError):
    exit_code = 3


class RefusedError(DcodeError):
    exit_code = 4


class FailedTestError(DcodeError):
    exit_code = 5


def quoted(error: BaseException, longest: int = 200) -> str:
    """What a library says went wrong, cut to ``longest`` characters: libraries quote files, and a file may hold what a
    terminal would obey, so what does not show is spelled out."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in str(error)[:longest])
