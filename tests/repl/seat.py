"""A person at a terminal: types into a pseudo-terminal and reads the screen back (pyte)."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import shlex
import signal
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

import pyte

PLAY = Path(__file__).with_name("play.py")
PATIENCE = int(os.environ.get("SEAT_PATIENCE", "60"))  # seconds until a test gives up; no test measures time
PROMPT = "> "


class Screen(pyte.HistoryScreen):
    """Answers the program's question where the cursor is, as terminals do; keeps what scrolled away."""

    def __init__(self, width, height, answer):
        self._answer = answer
        super().__init__(width, height, history=5000, ratio=0.001)

    def write_process_input(self, data):
        self._answer(data)

    def set_margins(self, *args, **kwargs):  # pyte takes no private form of it
        kwargs.pop("private", None)
        super().set_margins(*args, **kwargs)


class Seat:
    def __init__(self, folder, *arguments, width=80, height=24, shell="", **environment):
        """``shell``: one sits in front of a shell, and ``$PLAY`` begins dcode."""
        self.master, slave = pty.openpty()
        self.screen = Screen(width, height, lambda data: os.write(self.master, data.encode()))
        self.stream = pyte.ByteStream(self.screen)
        self.raw = b""
        self._size(width, height)
        clean = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "SYSTEMROOT")}
        base = {"TERM": "xterm-256color", "XTERM_VERSION": "XTerm(390)", "LANG": "C.UTF-8"}
        base |= {"DCODE_STATE_DIR": str(folder.parent / "state"), "DCODE_CONFIG": str(folder.parent / "config.toml")}
        play = [sys.executable, str(PLAY), *arguments]
        if shell:
            base |= {"PLAY": shlex.join(play), "PS1": "$ "}
        self.process = subprocess.Popen(
            [shell, "--norc", "--noprofile", "-i"] if shell else play,
            stdin=slave, stdout=slave, stderr=slave, cwd=folder, env={**clean, **base, **environment}, close_fds=True,
            start_new_session=True, preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509  no threads here
        )  # fmt: skip
        os.close(slave)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self.master)

    # --- hands ---------------------------------------------------------------------------------------------------

    def type(self, text):
        os.write(self.master, text.encode())

    def enter(self, text):
        """Type, see it, send it."""
        self.type(text)
        self.see(text[-20:])
        self.type("\r")

    def paste(self, text):
        data = f"\x1b[200~{text}\x1b[201~".encode()
        while data:  # a terminal takes only so much at once
            data = data[os.write(self.master, data[:512]) :]
            self.look(0.01)

    def interrupt(self):
        self.type("\x03")

    def resize(self, width, height):
        self.screen.resize(height, width)
        self._size(width, height)

    def _size(self, width, height):
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))

    # --- eyes ----------------------------------------------------------------------------------------------------

    def look(self, seconds):
        """Take in what has come."""
        if not select.select([self.master], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self.master, 65536)
        except OSError:  # the other side is closed
            return False
        self.raw += data
        self.stream.feed(data)
        return bool(data)

    @property
    def lines(self):
        return [line.rstrip() for line in self.screen.display]

    @property
    def shown(self):
        return "\n".join(self.lines).rstrip()

    @property
    def scrollback(self):
        """All that was ever on the screen and is left to be scrolled to."""
        above = ["".join(row[at].data for at in range(self.screen.columns)).rstrip() for row in self.screen.history.top]
        return "\n".join([*above, *self.lines]).rstrip()

    def see(self, wanted, *, gone=()):
        """Wait until it is on the screen; a text, or a question about this seat."""
        end = time.monotonic() + PATIENCE
        while True:
            there = wanted(self) if callable(wanted) else wanted in self.shown
            if there and not any(text in self.shown for text in ([gone] if isinstance(gone, str) else gone)):
                return
            if time.monotonic() > end or (not self.look(0.2) and self.process.poll() is not None and not self.look(0.2)):
                raise AssertionError(f"{wanted!r} is not on the screen (exit {self.process.poll()}):\n{self.scrollback}")

    def see_typed(self, line):
        """Wait until the line that is typed on reads so, whatever stands above it."""
        self.see(lambda seat: seat.lines[seat.screen.cursor.y] == PROMPT + line)

    def see_prompt(self):
        """An empty line to type on, under everything else."""
        self.see(lambda seat: seat.lines[seat.screen.cursor.y].startswith(PROMPT + "a wish, or /help") and "fake · cpu" in seat.shown)

    def ask(self, line, answer):
        """Send a line; its answer comes, and the next prompt."""
        self.enter(line)
        self.see(answer)
        self.see_prompt()

    def leave(self):
        """Ctrl-D; the exit code."""
        self.type("\x04")
        return self.ended()

    def ended(self):
        end = time.monotonic() + PATIENCE
        while self.process.poll() is None and time.monotonic() < end:
            self.look(0.1)
        while self.look(0):
            pass
        return self.process.wait(timeout=1)

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


CONTROLS = re.compile(rb"\x1b\[[0-9;?>]*[ ]?[A-Za-z]|\x1b[=>78]|[\r\n\x08\x07]")


def left_of_controls(raw):
    """Of what was written, the control characters that are no usual sequence of a terminal program."""
    rest = CONTROLS.sub(b"", raw).decode("utf-8", "replace")
    return {sign for sign in rest if not sign.isprintable()}
