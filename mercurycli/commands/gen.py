"""``dcode gen WISH``: a program from a wish; the draft sharpens on stderr, the code goes to stdout or a file."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import UsageError
from ..events import Check, End, Event, Note, Start
from ..repl import terminal
from ..repl.pages import shown_in_browser
from ..repl.running import run_program
from ..session import GenerateRequest, gen, open_engine
from ..source.languages import language_for_path, language_named
from ..view import events_json
from ..view.code_view import show_code
from ..view.console import can_animate, is_tty, make_console
from ..view.live import watch
from ..view.loading_view import loading_shown
from ..view.syntax_colour import warm_up_beside
from ..view.told import told
from .saving import check_output, save

LIKELY = ("html", "python")  # languages of most wishes that name none
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
    candidates: int | None = None  # programs drawn at most
    seed: int | None = None
    model: str | None = None
    device: str = "auto"
    open_result: bool = False
    run_result: bool = False
    agreed: bool = False  # to running it
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


def check_open(output: Path | None, language: str | None) -> None:
    if output is None:
        raise UsageError("--open needs a file to show", hint="add -o page.html")
    if language not in (None, "html"):
        raise UsageError(f"--open shows web pages, not {language}", hint="leave --open out, or name a page: -o page.html")


def check_run(options: GenOptions) -> None:
    if options.output_format != "text":
        raise UsageError(f"--run and --output-format {options.output_format} both want stdout", hint="leave one out")
    if not options.agreed and not somebody_there():
        raise UsageError("--run asks first, and nobody is there to answer", hint="add -y to run it without being asked")


def somebody_there() -> bool:
    return is_tty(sys.stdin) and is_tty(sys.stderr)


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
        candidates=options.candidates,
        frame_interval=0.0 if options.output_format == "jsonl" else LIVE_FRAME_INTERVAL if live else 0.25,
    )


def run(options: GenOptions) -> int:
    """Returns the exit code."""
    if options.output is not None:
        check_output(options.output, options.force)
    if options.open_result:
        check_open(options.output, language_of(options))
    if options.run_result:
        check_run(options)
    console = make_console()
    live = options.view and options.output_format == "text" and can_animate(console)
    request = request_of(options, live=live)
    if live:
        warm_up_beside((request.language,) if request.language else LIKELY)
    with loading_shown(quiet=options.quiet):
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


def deliver(options: GenOptions, end: End, record: Sequence[Event]) -> int:
    if options.output is not None and end.text and end.status == "ok":
        save(options.output, end.text.encode("utf-8"), force=options.force)
    if options.output_format == "json":
        start = next((event for event in record if isinstance(event, Start)), None)
        notes, checks = ([event for event in record if isinstance(event, kind)] for kind in (Note, Check))
        print(events_json.result_json(end, start, notes=notes, checks=checks))
    elif options.output_format == "text" and options.output is None and end.text:
        show_code(end.text, end.language, sys.stdout)
    if options.open_result and options.output is not None and end.status == "ok":
        open_in_browser(options.output, end.language)
    if options.run_result and end.exit_code == 0:
        ask = terminal.ask if somebody_there() else None
        seen = options.output is None and is_tty(sys.stdout)
        return run_program(end.text, end.language, ask, agreed=options.agreed, seen=seen)
    return end.exit_code


def open_in_browser(page: Path, language: str | None) -> None:
    """The page is saved by now, so what goes wrong here is told and is no failure."""
    if language != "html":
        print(f"{page} is not opened: it is {language or 'of no known language'}, not a web page", file=sys.stderr)
        return
    if not shown_in_browser(page):
        print(f"there is no browser to show {page} in", file=sys.stderr)
