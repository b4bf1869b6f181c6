"""``dcode gen WISH``: a program from a wish; the draft sharpens on stderr, the code goes to stdout or a file."""

from __future__ import annotations

import sys
import webbrowser
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import UsageError
from ..events import End
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
    raw = sys.stdin.buffer.read()
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UsageError(f"stdin is not UTF-8: byte {error.start} is 0x{raw[error.start]:02x}", hint="convert it: iconv -t UTF-8") from None


def check_output(path: Path, force: bool) -> None:
    """Fail before the model runs if the result could not be saved."""
    if path.is_dir():
        raise UsageError(f"{path} is a directory", hint=f"name a file: -o {path / 'result.html'}")
    if path.exists() and not force:
        raise UsageError(f"{path} exists", hint="pass --force to replace it, or choose another name")
    if not path.parent.is_dir():
        raise UsageError(f"there is no folder {path.parent}", hint=f"create it: mkdir -p {path.parent}")


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
    console = make_console()
    live = options.view and options.output_format == "text" and can_animate(console)
    request = request_of(options, live=live)
    engine = open_engine(options.model, options.device)
    events = gen(engine, request)
    if options.output_format == "jsonl":
        for event in events:
            print(events_json.event_json(event), flush=True)
            if isinstance(event, End):
                end = event
    else:
        end = watch(events, console=console, live=live, quiet=options.quiet)
    return deliver(options, end)


def deliver(options: GenOptions, end: End) -> int:
    if options.output is not None and end.text and end.exit_code == 0:
        write_new(options.output, end.text.encode("utf-8"), force=options.force)
    if options.output_format == "json":
        print(events_json.result_json(end))
    elif options.output_format == "text" and options.output is None and end.text:
        show_code(end.text, end.language, sys.stdout)
    if options.open_result:
        open_in_browser(options, end)
    return end.exit_code


def open_in_browser(options: GenOptions, end: End) -> None:
    if end.language != "html":
        raise UsageError("--open shows web pages; this result is " + (end.language or "of unknown language"))
    if options.output is None:
        raise UsageError("--open needs a file to show", hint="add -o page.html")
    webbrowser.open(options.output.resolve().as_uri())
