"""How the process ends: every error told in two lines and turned into an exit code, every stream left as it should be."""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Callable

from . import __version__
from .errors import DcodeError, UsageError

INTERNAL_ERROR, INTERRUPTED, READER_GONE, TERMINATED = 70, 130, 141, 143
NO_WAY_OUT = (errno.EPIPE, errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)  # of stdout


def report(error: DcodeError) -> None:
    from .view.visible_text import visible  # a message may quote a file, and a file may hold what a terminal obeys

    print(f"dcode: {visible(str(error), sys.stderr.encoding)}", file=sys.stderr)
    if error.hint:
        print(f"  {visible(error.hint, sys.stderr.encoding)}", file=sys.stderr)


def report_bug() -> None:
    import tempfile  # like traceback, half as long to load as a healthy file to be looked at
    import traceback

    try:
        with tempfile.NamedTemporaryFile(
            "w", prefix="dcode-", suffix=".log", delete=False, encoding="utf-8", errors="backslashreplace"
        ) as log:
            log.write(f"dcode {__version__}, {sys.version}\n{traceback.format_exc()}")
        print(f"dcode: internal error; the details are in {log.name}", file=sys.stderr)
    except OSError as error:
        print(f"dcode: internal error, and no place to write it down: {error.strerror}; --debug shows it", file=sys.stderr)


def show_traceback() -> None:
    import traceback

    traceback.print_exc()


def open_closed_streams() -> None:
    """A stream the caller closed (``>&-``) reads as empty and swallows all; its number must not go to another file."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115


def silence_stdout() -> None:
    """Nothing more can be said, not even by the interpreter on its way out."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def run(command: Callable[[], object]) -> int | str | None:
    """One command's exit code, its errors told. BrokenPipeError and a full disk behind stdout are leave_with's business."""
    try:
        command()
        return 0
    except SystemExit as leaving:
        if isinstance(leaving.__context__, BrokenPipeError):  # Typer made a 1 of it
            raise leaving.__context__ from None
        return leaving.code
    except DcodeError as error:
        if os.environ.get("DCODE_DEBUG"):
            show_traceback()
        report(error)
        return error.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        if isinstance(error, OSError) and error.errno in NO_WAY_OUT:
            raise
        if os.environ.get("DCODE_DEBUG"):
            show_traceback()
        else:
            report_bug()
        return INTERNAL_ERROR


def leave_with(command: Callable[[], object]) -> None:
    """Does the command and ends the process with its exit code."""
    open_closed_streams()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(TERMINATED))
    try:
        code = run(command)
        sys.stdout.flush()
    except BrokenPipeError:
        silence_stdout()
        code = READER_GONE
    except OSError as error:  # other files are seen to where they are written
        silence_stdout()
        report(UsageError(f"cannot write to stdout: {error.strerror}", hint="free some space, or send the output elsewhere"))
        code = UsageError.exit_code
    sys.exit(code)
