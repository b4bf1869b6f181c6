"""A child process that answers requests, one JSON line each, and is replaced when it dies, hangs or talks too much.

What judges hostile programs may be brought down by them; then the answer is None and the next request gets a new child.
"""

from __future__ import annotations

import atexit
import json
import os
import select
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from threading import Lock
from time import monotonic
from typing import Any

_MOST_BYTES = 8 << 20  # of one answer


class Worker:
    def __init__(self, command: Sequence[str], seconds: float) -> None:
        self._command, self._seconds = tuple(command), seconds
        self._child: subprocess.Popen[bytes] | None = None
        self._scratch = ""

    def ask(self, request: Mapping[str, Any]) -> Any:
        """The answer, or None if the child did not live to give one in time."""
        child = self._running()
        assert child.stdin is not None
        try:
            child.stdin.write(json.dumps(request).encode() + b"\n")
            child.stdin.flush()
            return json.loads(self._line(child))
        except (OSError, ValueError):
            self.close()
            return None

    def close(self) -> None:
        if self._child is not None:
            try:
                os.killpg(self._child.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            self._child.wait()
            for pipe in (self._child.stdin, self._child.stdout):
                if pipe is not None:
                    try:
                        pipe.close()
                    except BrokenPipeError:
                        pass
            shutil.rmtree(self._scratch, ignore_errors=True)
            self._child = None

    def _running(self) -> subprocess.Popen[bytes]:
        """The child, in a process group, an empty folder and an environment of its own."""
        if self._child is None:
            self._scratch = tempfile.mkdtemp(prefix="dcode-judge-")
            self._child = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=self._scratch,
                env={"PATH": os.defpath, "LANG": "C.UTF-8", "HOME": self._scratch},
                start_new_session=True,
            )
        return self._child

    def _line(self, child: subprocess.Popen[bytes]) -> bytes:
        assert child.stdout is not None
        deadline, line = monotonic() + self._seconds, b""
        while not line.endswith(b"\n"):
            ready, _, _ = select.select([child.stdout], [], [], max(0.0, deadline - monotonic()))
            part = os.read(child.stdout.fileno(), 1 << 16) if ready else b""
            if not part or len(line) > _MOST_BYTES:
                raise OSError("the worker gave no answer")
            line += part
        return line


class WorkerPool:
    """Idle workers, lent one to a thread at a time and ended with the program."""

    def __init__(self, command: Sequence[str], seconds: float) -> None:
        self._command, self._seconds = tuple(command), seconds
        self._idle: list[Worker] = []
        self._lock = Lock()
        self._process = os.getpid()
        atexit.register(self.close)

    @contextmanager
    def lend(self) -> Iterator[Worker]:
        with self._lock:
            if self._process != os.getpid():  # a fork must not share its parent's pipes
                self._idle, self._process = [], os.getpid()
            worker = self._idle.pop() if self._idle else Worker(self._command, self._seconds)
        try:
            yield worker
        except BaseException:
            worker.close()
            raise
        with self._lock:
            self._idle.append(worker)

    def close(self) -> None:
        while self._idle and self._process == os.getpid():
            self._idle.pop().close()
