"""What a language's own compiler says of a text: Python's, which is at hand, and ``node --check``, which may be."""

from __future__ import annotations

import re
import warnings
from typing import TYPE_CHECKING

from .document import Document
from .nodes import walk
from .span import Span

if TYPE_CHECKING:
    from subprocess import Popen

Complaint = tuple[Span, str]  # where, what
PATIENCE = 10.0  # seconds for node
_COMPLAINT = re.compile(r"^SyntaxError: (.*)$", re.MULTILINE)  # of V8


def python(source: bytes) -> Complaint | None:
    """The first thing ``compile()`` rejects: syntax, and statements where they may not stand. None: it accepts."""
    whole = Span(0, len(source))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(source.decode(), "<text>", "exec", dont_inherit=True)
    except SyntaxError as error:
        return _place(source, error), error.msg or "invalid syntax"
    except (ValueError, OverflowError) as error:
        return whole, str(error)
    except (RecursionError, MemoryError):
        return whole, "nested too deeply to compile"
    return None


def _place(source: bytes, error: SyntaxError) -> Span:
    """The place a SyntaxError names. Its columns may be 0 or -1, and its lines also end at a lone carriage return."""
    starts = [0, *(match.end() for match in re.finditer(rb"\r\n|\r|\n", source))]

    def offset(line: int | None, column: int | None) -> int:
        start = starts[min(max(line or 1, 1), len(starts)) - 1]
        before = max((column or 1) - 1, 0)
        text = source[start : start + 4 * before].decode("utf-8", "ignore")
        return min(start + len(text[:before].encode()), len(source))

    start = offset(error.lineno, error.offset)
    end = offset(error.end_lineno, error.end_offset) if error.end_lineno and (error.end_offset or 0) > 0 else start
    return Span(start, max(start, end))


class NodeCheck:
    """``node --check`` of a text, begun at once: its start takes as long as the grammar does that the text is parsed with meanwhile.

    Without node on PATH nothing runs and nothing is said. To be closed, whether asked or not.
    """

    def __init__(self, source: bytes) -> None:
        import shutil  # not needed for Python

        self.source, self.program = source, shutil.which("node")
        self.script = self._begin("commonjs")

    def _begin(self, kind: str) -> Popen[bytes] | None:
        import subprocess  # not needed for Python

        if self.program is None:
            return None
        command, pipe = [self.program, f"--input-type={kind}", "--check", "-"], subprocess.PIPE
        try:
            return subprocess.Popen(command, stdin=pipe, stdout=subprocess.DEVNULL, stderr=pipe)
        except OSError:
            return None

    def complaint(self, document: Document) -> Complaint | None:
        """What it rejects both as a script and as a module. None without an answer of it, and for JSX."""
        if self.script is None or any(node.type.startswith("jsx_") for node in walk(document.tree.root_node)):
            return None
        as_script = self._said(self.script)
        as_module = self._said(self._begin("module")) if as_script else ""
        if not as_module:
            return None
        said = as_module if "outside a module" in as_script else as_script
        line = re.search(r"^\S*:(\d+)$", said, re.MULTILINE)
        message = _COMPLAINT.search(said)
        number = min(int(line.group(1)) if line else 1, max(document.lines.count, 1))
        return document.lines.span(number, number), message.group(1) if message else "node rejects it"

    def _said(self, running: Popen[bytes] | None) -> str:
        import subprocess

        if running is None:
            return ""
        with running:
            try:
                said = running.communicate(self.source, timeout=PATIENCE)[1].decode("utf-8", "replace")
            except (OSError, subprocess.TimeoutExpired):
                running.kill()
                return ""
        return said if running.returncode and _COMPLAINT.search(said) else ""  # an old node rejects the flag, not the text

    def __enter__(self) -> NodeCheck:
        return self

    def __exit__(self, *_: object) -> None:
        if self.script is not None and self.script.returncode is None:
            self.script.kill()
            with self.script:  # waits, closes its pipes
                pass
