"""Records a real session of dcode: somebody types at human speed, and the terminal's every byte is kept with its time.

Run it: python examples/record_session.py [FOLDER]      (here: beside this file; needs pyte, as the tests do)

It writes session.cast (asciicast version 2) and session.svg (see cast_as_svg.py). The session runs in a folder of its own with a
home of its own, so nothing of the machine is in it. ``dcode`` is the one on the PATH; what stands on the screen decides when to
go on, so a slow machine only takes longer. No browser window is part of the recording: ``BROWSER`` is ``true``.
"""

import fcntl
import json
import os
import pty
import random
import select
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path

import cast_as_svg
import pyte

WIDTH, HEIGHT = 80, 24
PATIENCE = 120  # seconds for any one thing to be seen
KEY = (0.03, 0.11)  # seconds between two keys: a person who types well
READING = 1.6  # seconds
CTRL_D = "\x04"
APP = """def is_prime(n):
    if n < 2:
        return False
    for divisor in range(2, int(n**0.5) + 1):
        if n % divisor == 0:
            return False
    return True


print([n for n in range(50) if is_prime(n)])
"""
SHELL, PROMPT, QUESTION = "$ ", "> a wish, or /help", "write it?"

# What is typed, and what the cursor's line begins with when it has been done.
SESSION = (
    ("dcode", PROMPT),
    ("bouncing balls simulator", PROMPT),
    ("/replay 4", PROMPT),  # what went by in less than a second, once more
    ("12 red ones with gravity", PROMPT),
    ("/save twelve.html", PROMPT),
    ("/open", PROMPT),
    ("!sed -i 's/< 2:/< 2/' app.py", PROMPT),
    ("/fix @app.py", QUESTION),
    ("y", PROMPT),
    ("!python3 app.py", PROMPT),
    ("/undo", PROMPT),
    (CTRL_D, SHELL),
    ("dcode -c", PROMPT),
    ("make them blue", PROMPT),
    (CTRL_D, SHELL),
)


class Terminal:
    """A pseudo-terminal with a shell in it; what comes out is seen and kept."""

    def __init__(self, folder, environment):
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", HEIGHT, WIDTH, 0, 0))
        self.screen = cast_as_svg.Screen(WIDTH, HEIGHT)
        self.screen.write_process_input = lambda data: os.write(self.master, data.encode())  # where the cursor is, when asked
        self.stream = pyte.ByteStream(self.screen)
        self.events, self.begin = [], time.monotonic()
        self.shell = subprocess.Popen(
            ["bash", "--norc", "--noprofile", "-i"], stdin=slave, stdout=slave, stderr=slave, cwd=folder, env=environment,
            start_new_session=True, preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509
        )  # fmt: skip
        os.close(slave)

    def look(self, seconds):
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if select.select([self.master], [], [], left)[0]:
                data = os.read(self.master, 65536)
                self.events.append((time.monotonic() - self.begin, data))
                self.stream.feed(data)

    @property
    def line(self):
        """The one the cursor is in."""
        return self.screen.display[self.screen.cursor.y]

    def wait(self, seen):
        end = time.monotonic() + PATIENCE
        while not seen():
            if time.monotonic() > end:
                raise SystemExit("what should be on the screen is not:\n" + "\n".join(self.screen.display))
            self.look(0.05)

    def type(self, text, pace):
        for key in text:
            os.write(self.master, key.encode())
            self.look(random.uniform(*KEY) * pace)

    def close(self):
        self.shell.send_signal(signal.SIGHUP)
        self.shell.wait()
        os.close(self.master)


def scratch(folder):
    """A home with a little program in it, and an environment that says nothing of the machine."""
    (folder / "app.py").write_text(APP)
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "OMP_NUM_THREADS", "PYTHONPATH") if name in os.environ}
    return {
        "LANG": "C.UTF-8", **kept, "HOME": str(folder), "DCODE_STATE_DIR": str(folder / ".state"), "TERM": "xterm-256color",
        "COLORTERM": "truecolor", "PS1": SHELL, "BROWSER": "true", "XTERM_VERSION": "XTerm(390)",
    }  # fmt: skip


def played(session, environment, folder, pace=1.0):
    """Types all of it; the terminal's output as (seconds, bytes)."""
    random.seed(0)
    terminal = Terminal(folder, environment)
    try:
        terminal.wait(lambda: terminal.line.startswith(SHELL))
        for line, then in session:
            terminal.look(READING * pace)
            terminal.type(line, pace)
            if line != CTRL_D:
                terminal.wait(lambda line=line: line[-20:] in terminal.line)
                terminal.look(0.4 * pace)
                terminal.type("\r", pace)
                terminal.wait(lambda line=line: line[-20:] not in terminal.line)
            terminal.wait(lambda then=then: terminal.line.startswith(then))
            terminal.look(0.3)
        terminal.look(READING * pace)
    finally:
        terminal.close()
    return terminal.events


def as_cast(events, title):
    """Asciicast version 2: a header, then a line for each piece of output. A character is never cut in two."""
    header = {"version": 2, "width": WIDTH, "height": HEIGHT, "title": title, "env": {"TERM": "xterm-256color"}, "idle_time_limit": 2.0}
    lines, rest = [json.dumps(header)], b""
    for at, data in events:
        data = rest + data
        text = data.decode("utf-8", "ignore")
        whole = len(text.encode())
        rest = data[whole:] if whole < len(data) <= whole + 3 else b""
        lines.append(json.dumps([round(at, 3), "o", text if rest or whole == len(data) else data.decode("utf-8", "replace")]))
    return "\n".join(lines) + "\n"


def main(target):
    if shutil.which("dcode") is None:
        raise SystemExit("dcode is not on the PATH")
    with tempfile.TemporaryDirectory(prefix="session-") as name:
        folder = Path(name)
        events = played(SESSION, scratch(folder), folder)
        text = as_cast(events, "dcode: bouncing balls, a follow-up, a file mended, and all of it again")
        if name in text:
            raise SystemExit("the recording names the folder it was made in; nothing is kept of it")
    (target / "session.cast").write_text(text, encoding="utf-8")
    cast_as_svg.main(target / "session.cast", target / "session.svg")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
