"""``dcode gen WISH``: a program from a wish; the draft sharpens on stderr, the code goes to stdout or a file."""

from __future__ import annotations

import os
import stat
import sys
import webbrowser
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from ..errors import UsageError
from ..events import Check, End, Event, Note, Start
from ..session import GenerateRequest, gen, open_engine
from ..source.languages import language_for_path, language_named
from ..source.patch import write_new
from ..view import events_json
from ..view.code_view import show_code
from ..view.console import can_animate, make_console
from ..view.live import watch

LIVE_FRAME_INTERVAL = 0.04  # seconds; the view paints at most 20 frames a second


@dataclass(frozen=True, slots=True)
class GenOptions:
    wish: str | None
    output: Path | None = None
    force: bool = False
    language: str | None = None
    length: int | None = None
    steps: int | None = None
    threshold: float | None = None
    temperature: float | None = None
    seed: int | None = None
    model: str | None = None
    device: str = "auto"
    open_result: bool = False
    view: bool = True
    output_format: str = "text"
    quiet: bool = False


def read_wish(wish: str | None) -> str:
    """The wish as given, or from stdin for ``-`` or a pipe."""
    if wish is not None and wish != "-":
        return wish
    if wish is None and sys.stdin.isatty():
        raise UsageError("a wish is missing", hint='say what you want: dcode gen "bouncing balls simulator"')
    try:
        raw = sys.stdin.buffer.read()
    except OSError as error:
        raise UsageError(f"cannot read stdin: {error.strerror or error}", hint='say the wish: dcode gen "falling letters"') from None
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UsageError(f"stdin is not UTF-8: byte {error.start} is 0x{raw[error.start]:02x}", hint="convert it: iconv -t UTF-8") from None


def check_output(path: Path, force: bool) -> None:
    """Fail before the model runs if the result could not be saved."""
    target = Path(os.path.realpath(path))
    try:
        mode = target.stat().st_mode
    except FileNotFoundError:
        mode = None
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror}", hint="choose another place") from None
    if mode is None and not target.parent.is_dir():
        raise UsageError(f"there is no folder {target.parent}", hint=f"create it: mkdir -p {target.parent}")
    if mode is not None:
        check_replacement(path, mode, force)
    if not os.access(target.parent, os.W_OK | os.X_OK):
        raise UsageError(f"cannot write {path}: no new file can be made in {target.parent}", hint="choose another place")


def check_replacement(path: Path, mode: int, force: bool) -> None:
    if stat.S_ISDIR(mode):
        raise UsageError(f"{path} is a directory", hint=f"name a file: -o {path / 'result.html'}")
    if not stat.S_ISREG(mode):
        raise UsageError(f"{path} is not a regular file", hint="leave -o out and send the output there: > FILE")
    if not force:
        raise UsageError(f"{path} exists", hint="pass --force to replace it, or choose another name")
    if not mode & 0o222:
        raise UsageError(f"{path} is read-only", hint=f"chmod u+w {path}")


def check_open(output: Path | None, language: str | None) -> None:
    if output is None:
        raise UsageError("--open needs a file to show", hint="add -o page.html")
    if language not in (None, "html"):
        raise UsageError(f"--open shows web pages, not {language}", hint="leave --open out, or name a page: -o page.html")


def language_of(options: GenOptions) -> str | None:
    if options.language:
        return language_named(options.language).name
    known = language_for_path(options.output) if options.output else None
    return known.name if known else None


def request_of(options: GenOptions, *, live: bool) -> GenerateRequest:
    given: dict[str, Any] = {name: getattr(options, name) for name in ("steps", "threshold", "temperature", "seed")}
    return GenerateRequest(
        wish=read_wish(options.wish),
        language=language_of(options),
        length=options.length,
        overrides=tuple((name, value) for name, value in given.items() if value is not None),
        frame_interval=0.0 if options.output_format == "jsonl" else LIVE_FRAME_INTERVAL if live else 0.25,
    )


def run(options: GenOptions) -> int:
    """Returns the exit code."""
    if options.output is not None:
        check_output(options.output, options.force)
    if options.open_result:
        check_open(options.output, language_of(options))
    console = make_console()
    live = options.view and options.output_format == "text" and can_animate(console)
    request = request_of(options, live=live)
    engine = open_engine(options.model, options.device)
    events = gen(engine, request)
    record: list[Event] = []
    if options.output_format == "json":
        events = told(events, record.append)
    elif options.output_format == "jsonl":
        events = told(events, print_event)
    end = watch(events, console=console, live=live, quiet=options.quiet)
    return deliver(options, end, record)


def print_event(event: Event) -> None:
    sys.stdout.write(events_json.event_json(event) + "\n")
    sys.stdout.flush()


def told(events: Generator[Event, None, None], tell: Callable[[Event], object]) -> Generator[Event, None, None]:
    """Passes events on and tells of each. An interrupt goes down to the job, so that it can end with what it has."""
    pull = partial(next, events)
    while True:
        try:
            event = pull()
        except StopIteration:
            return
        pull = partial(next, events)
        try:
            tell(event)
            yield event
        except KeyboardInterrupt as interrupt:
            pull = partial(events.throw, interrupt)


def deliver(options: GenOptions, end: End, record: Sequence[Event]) -> int:
    if options.output is not None and end.text and end.exit_code == 0:
        write_new(options.output, end.text.encode("utf-8"), force=options.force)
    if options.output_format == "json":
        start = next((event for event in record if isinstance(event, Start)), None)
        notes, checks = ([event for event in record if isinstance(event, kind)] for kind in (Note, Check))
        print(events_json.result_json(end, start, notes=notes, checks=checks))
    elif options.output_format == "text" and options.output is None and end.text:
        show_code(end.text, end.language, sys.stdout)
    if options.open_result and options.output is not None and end.exit_code == 0:
        open_in_browser(options.output, end.language)
    return end.exit_code


def open_in_browser(page: Path, language: str | None) -> None:
    """The page is saved by now, so what goes wrong here is told and is no failure."""
    if language != "html":
        print(f"{page} is not opened: it is {language or 'of no known language'}, not a web page", file=sys.stderr)
        return
    try:
        shown = webbrowser.open(page.resolve().as_uri())
    except webbrowser.Error:
        shown = False
    if not shown:
        print(f"there is no browser to show {page} in", file=sys.stderr)
