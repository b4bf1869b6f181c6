"""Run as a script, in front of the program: sets the limits of its own process, then becomes the program.

``python confined.py SECONDS MEMORY FILE_SIZE PROGRAM``. Standard library only; it never imports the package. The alarm
outlives this program's own parent: a terminal that is closed leaves nothing running for long.
"""

from __future__ import annotations

import os
import signal
import sys


def main() -> None:
    seconds, memory, file_size, program = int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
    try:
        import resource

        # at a hard limit of CPU time comes SIGKILL, which says nothing of why; a second before it, SIGXCPU
        limits = {"CPU": (seconds, seconds + 1), "AS": (memory, memory), "FSIZE": (file_size, file_size), "CORE": (0, 0)}
        for name, (soft, hard) in limits.items():
            try:
                resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (soft, hard))
            except (ValueError, OSError, AttributeError):
                continue  # a system without this one; the clock of whoever started us still holds
        signal.alarm(seconds + 1)
    except ImportError:
        pass  # Windows
    os.execv(sys.executable, [sys.executable, "-I", "-B", "-u", "-X", "utf8", program])


if __name__ == "__main__":
    main()
