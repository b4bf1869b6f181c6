"""Generated Python, run where it can do the least harm that plain processes allow.

Its own process group in a scratch folder, a clean environment, no stdin, limits on time, memory, output and file size.
It is no jail: the program has the user's own rights to files and network, which is why a person is asked first.
"""

from __future__ import annotations

import codecs
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

CHUNK = 1 << 13
INTERRUPTED = 130


@dataclass(frozen=True, slots=True)
class Limits:
    seconds: int = 10
    memory: int = 1 << 30  # bytes
    output: int = 100_000  # bytes shown
    file_size: int = 16 << 20  # bytes in any one file

    def __str__(self) -> str:
        return f"{self.seconds} s, {self.memory >> 20} MB of memory, {self.output // 1000} kB of output"


@dataclass(frozen=True, slots=True)
class Outcome:
    code: int  # as a shell would have it
    stopped: str = ""  # why it was ended, if it did not end by itself


def run_python(program: str, tell: Callable[[str], object], limits: Limits = Limits()) -> Outcome:
    """Runs to the end or to a limit; what the program prints is told as it comes. Ctrl-C ends the program only."""
    with tempfile.TemporaryDirectory(prefix="dcode-run-", ignore_cleanup_errors=True) as scratch:
        path = Path(scratch, "program.py")
        path.write_text(program, encoding="utf-8", errors="backslashreplace")
        return supervised(started(path, limits), tell, limits)


def run_shell(command: str, tell: Callable[[str], object], limits: Limits, variables: Mapping[str, str] | None = None) -> Outcome:
    """A line the user wrote, in the user's folder and environment with ``variables`` set; of the limits, time and output hold."""
    process = subprocess.Popen(
        command, shell=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
        env={**os.environ, **(variables or {})},
    )  # fmt: skip
    return supervised(process, tell, limits)


def supervised(process: subprocess.Popen[bytes], tell: Callable[[str], object], limits: Limits) -> Outcome:
    """To its end or a limit, and nothing of its group is left then."""
    try:
        stopped = follow(process, tell, limits)
    except KeyboardInterrupt:
        stopped = "interrupted"
    finally:
        kill_group(process)
        code = process.wait()
    code = 128 - code if code < 0 else code
    if code == 128 + getattr(signal, "SIGXCPU", -1) or code == 128 + getattr(signal, "SIGALRM", -1):
        stopped = stopped or f"stopped after {limits.seconds} s"
    return Outcome(INTERRUPTED if stopped == "interrupted" else code, stopped)


def started(path: Path, limits: Limits) -> subprocess.Popen[bytes]:
    confined = Path(__file__).with_name("confined.py")
    numbers = (str(limits.seconds), str(limits.memory), str(limits.file_size))
    return subprocess.Popen(
        [sys.executable, "-I", "-S", str(confined), *numbers, str(path)],
        cwd=path.parent,
        env=clean_environment(path.parent),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


def clean_environment(scratch: Path) -> dict[str, str]:
    """Nothing of the user's: variables hold keys and tokens."""
    kept = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}  # Windows cannot start without
    return {"PATH": os.defpath, "HOME": str(scratch), "TMPDIR": str(scratch), "LANG": "C.UTF-8", **kept}


def follow(process: subprocess.Popen[bytes], tell: Callable[[str], object], limits: Limits) -> str:
    """Tells the output until it ends; why it has to be stopped, or nothing."""
    assert process.stdout is not None
    chunks: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=drain, args=(process.stdout, chunks), daemon=True).start()
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    end, left = time.monotonic() + limits.seconds, limits.output
    while True:
        try:
            chunk = chunks.get(timeout=max(end - time.monotonic(), 0))
        except queue.Empty:
            return f"stopped after {limits.seconds} s"
        tell(decoder.decode(chunk[:left], final=not chunk))
        left -= len(chunk)
        if not chunk:
            return waited(process, end, limits)
        if left < 0:
            return f"stopped after {limits.output} bytes of output"


def waited(process: subprocess.Popen[bytes], end: float, limits: Limits) -> str:
    """A program may close its output and go on."""
    try:
        process.wait(timeout=max(end - time.monotonic(), 0))
    except subprocess.TimeoutExpired:
        return f"stopped after {limits.seconds} s"
    return ""


def drain(pipe: IO[bytes], chunks: queue.SimpleQueue[bytes]) -> None:
    with suppress(OSError, ValueError):
        while chunk := os.read(pipe.fileno(), CHUNK):
            chunks.put(chunk)
    chunks.put(b"")


def kill_group(process: subprocess.Popen[bytes]) -> None:
    """The program and whatever it started and left behind."""
    with suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
