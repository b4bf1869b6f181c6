"""``dcode fix FILE``: repair what does not parse, show the diff, write it when the user agrees."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from ..errors import UsageError
from ..repair import Repair
from ..session import open_engine
from ..source import faults
from ..source.document import Document
from ..source.patch import Edit, Patch
from ..source.span import Span
from ..view.console import is_tty, make_console
from ..view.live import watch
from ..view.patch_view import show_patch
from ..view.visible_text import visible

FOUND_SOMETHING = 1


@dataclass(frozen=True, slots=True)
class FixOptions:
    file: Path
    write: bool = False
    diff: bool = False
    check: bool = False
    seed: int = 0
    model: str | None = None
    device: str = "auto"
    quiet: bool = False


def say(text: str) -> None:
    """On stderr; a file's name and its faults may hold what a terminal would obey."""
    print(visible(text, sys.stderr.encoding), file=sys.stderr)


def agreed() -> bool:
    print("write it? [y]es [n]o ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def run(options: FixOptions) -> int:
    """Returns the exit code. A healthy file never loads the model."""
    if options.write and (options.diff or options.check):
        raise UsageError("--write cannot stand beside --diff or --check", hint="choose one")
    document = Document.read(options.file)
    found = faults.find(document)
    if not found:
        if not options.quiet:
            say(f"{options.file}: nothing to mend")
        return 0
    for fault in found:
        say(f"{options.file}:{fault.line}: {fault.message}")
    if options.check:
        return FOUND_SOMETHING
    repair = Repair(document, lambda: open_engine(options.model, options.device), options.seed)
    end = watch(repair.run(), console=make_console(), quiet=options.quiet)
    patch = whole_patch(document, end.text)
    if options.diff:
        print_diff(patch)
        return 0
    interactive = sys.stdin.isatty() and sys.stderr.isatty()
    show_patch(patch.diff_text(), sys.stderr)
    if not options.write and interactive and not agreed():
        say(f"{options.file} is untouched")
        return 0
    patch.write(options.file)
    say(f"{options.file} mended")
    return 0


def print_diff(patch: Patch) -> None:
    """For a person as text, for ``git apply`` in the file's own bytes."""
    if is_tty(sys.stdout):
        show_patch(patch.diff_text(), sys.stdout)
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(patch.diff())
    sys.stdout.flush()


def whole_patch(document: Document, text: str) -> Patch:
    """One edit from what is equal in front to what is equal behind: nothing outside it is touched."""
    old, new = document.source, text.encode()
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    while start > 0 and start < len(old) and old[start] & 0xC0 == 0x80:
        start -= 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    while end > 0 and old[len(old) - end] & 0xC0 == 0x80:
        end -= 1
    return Patch(document, (Edit(Span(start, len(old) - end), new[start : len(new) - end]),))
