"""The command line: parse, dispatch, and turn errors into exit codes. Nothing else happens here."""

from __future__ import annotations

import errno
import os
import signal
import sys
import tempfile
import traceback
from pathlib import Path
from typing import Annotated

import typer
from typer.core import TyperGroup

from . import __version__
from .errors import DcodeError, UsageError

INTERNAL_ERROR, INTERRUPTED, READER_GONE, TERMINATED = 70, 130, 141, 143
NO_WAY_OUT = (errno.EPIPE, errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)  # of stdout


class WishGroup(TyperGroup):
    """``dcode "wish"`` is ``dcode gen "wish"``: a first word that is no command starts a wish. Alone it is a session."""

    def parse_args(self, ctx, args):  # type: ignore[no-untyped-def]
        if args[:1] in (["-c"], ["--continue"]) or (not args and sys.stdin.isatty() and sys.stderr.isatty()):
            args = ["repl", *args]
        return super().parse_args(ctx, args)

    def resolve_command(self, ctx, args):  # type: ignore[no-untyped-def]
        first = args[0]
        if self.get_command(ctx, first) is None and (" " in first.strip() or first == "-"):
            args = ["gen", *args]
        return super().resolve_command(ctx, args)


app = typer.Typer(
    name="dcode",
    cls=WishGroup,
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # boxes around the help would take longer to load than everything else
    context_settings={"help_option_names": ["-h", "--help"]},
    help='A coding assistant that denoises code on your own machine. Try: dcode gen "bouncing balls simulator" -o balls.html',
)
bench_app = typer.Typer(name="bench", no_args_is_help=True, help="Measure the model on this machine.")
app.add_typer(bench_app)
log_app = typer.Typer(name="log", no_args_is_help=True, help="The sessions that were kept.")
app.add_typer(log_app)


def print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"dcode {__version__}")
        raise typer.Exit()


def goes_first(wanted: bool) -> None:
    """``-c`` as the first word never comes here, see WishGroup."""
    if wanted:
        raise UsageError("-c, --continue goes on with the last session and stands first", hint="dcode -c")


@app.callback()
def dcode(
    resume: Annotated[
        bool, typer.Option("-c", "--continue", callback=goes_first, is_eager=True, help="Go on with the last session.")
    ] = False,
    version: Annotated[bool, typer.Option("--version", callback=print_version, is_eager=True, help="Print the version.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks of errors.")] = False,
) -> None:
    if debug:
        os.environ["DCODE_DEBUG"] = "1"


Model = Annotated[str | None, typer.Option("--model", metavar="NAME|FOLDER", help="Checkpoint to use.  [default: quicksilver]")]
Device = Annotated[str, typer.Option("--device", metavar="auto|cpu|cuda|cuda:N|mps", help="Where to run the model.")]


@app.command(short_help="Write a program from a wish.")
def gen(
    wish: Annotated[str | None, typer.Argument(metavar="WISH", help="What you want, in words; - reads it from stdin.")] = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Save the program here.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace an existing file.")] = False,
    lang: Annotated[str | None, typer.Option("--lang", metavar="NAME", help="Language, else from -o, the wish or the model.")] = None,
    length: Annotated[int | None, typer.Option("--length", metavar="N", help="Holes on the canvas, at least 1.")] = None,
    steps: Annotated[int | None, typer.Option("--steps", metavar="N", help="At most N model calls.")] = None,
    threshold: Annotated[float | None, typer.Option("--threshold", metavar="P", help="Settle tokens at least this probable.")] = None,
    temperature: Annotated[float | None, typer.Option("--temperature", metavar="T", help="0: always the best token.")] = None,
    seed: Annotated[int | None, typer.Option("--seed", metavar="N", help="Seed of every random draw.")] = None,
    model: Model = None,
    device: Device = "auto",
    open_result: Annotated[bool, typer.Option("--open", help="Show a saved page in the browser.")] = False,
    run_result: Annotated[bool, typer.Option("--run", help="Run the program, after a look and a yes; a page is opened.")] = False,
    agreed: Annotated[bool, typer.Option("-y", "--yes", help="Run it without asking.")] = False,
    no_view: Annotated[bool, typer.Option("--no-view", help="Plain progress instead of the live draft.")] = False,
    output_format: Annotated[str, typer.Option("--output-format", metavar="text|json|jsonl", help="What goes to stdout.")] = "text",
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="No progress at all.")] = False,
) -> None:
    """Write a program from a wish: code to stdout or -o, the sharpening draft to stderr."""
    from .commands import gen as command

    if output_format not in ("text", "json", "jsonl"):
        raise UsageError(f"--output-format {output_format} is not known", hint="use text, json or jsonl")
    options = command.GenOptions(
        wish=wish, output=output, force=force, language=lang, length=length, steps=steps, threshold=threshold,
        temperature=temperature, seed=seed, model=model, device=device, open_result=open_result, run_result=run_result,
        agreed=agreed, view=not no_view, output_format=output_format, quiet=quiet,
    )  # fmt: skip
    raise typer.Exit(command.run(options))


@app.command(short_help="Repair what does not parse, or change what you say.")
def fix(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="PATH|-", help="Source files, folders of them, or - for stdin.", show_default=False)
    ] = None,
    instruction: Annotated[
        str | None, typer.Option("-i", "--instruction", metavar="TEXT", help="What to change, in words: of -l or -s, else of the whole file.")
    ] = None,
    error: Annotated[
        str | None,
        typer.Option("--error", metavar="TEXT|@FILE|-", help="A traceback or a compiler's output: what it names is mended. PATH may be left out."),
    ] = None,
    lines: Annotated[list[str] | None, typer.Option("-l", "--line", metavar="A[-B]", help="Only in these lines; repeatable.")] = None,
    symbols: Annotated[
        list[str] | None, typer.Option("-s", "--symbol", metavar="NAME", help="Only in this function, class, …; dotted, repeatable.")
    ] = None,
    keep: Annotated[
        list[str] | None, typer.Option("--keep", metavar="REGEX|A-B", help="Lines that must not change; repeatable.")
    ] = None,
    test: Annotated[
        str | None, typer.Option("--test", metavar="CMD", help="Must exit 0 after the change, else nothing is written and the exit code is 5.")
    ] = None,
    test_timeout: Annotated[int, typer.Option("--test-timeout", metavar="SECONDS", help="How long a run of --test may take.")] = 60,
    write: Annotated[bool, typer.Option("-w", "--write", "-y", help="Write without asking.")] = False,
    diff: Annotated[bool, typer.Option("-d", "--diff", help="Print the diff, write nothing.")] = False,
    check: Annotated[bool, typer.Option("-c", "--check", help="Exit 1 if something is broken, write nothing.")] = False,
    stdout: Annotated[bool, typer.Option("--stdout", help="Print the whole mended file, write nothing.")] = False,
    patch: Annotated[Path | None, typer.Option("--patch", metavar="FILE", help="Save all changes as one patch for git apply.")] = None,
    output_format: Annotated[
        str, typer.Option("--output-format", metavar="text|json|jsonl|sarif|github", help="Report on stdout.")
    ] = "text",
    stdin_filename: Annotated[str | None, typer.Option("--stdin-filename", metavar="NAME", help="What - would be called.")] = None,
    candidates: Annotated[int | None, typer.Option("-n", "--candidates", metavar="N", help="Choose from so many in one try.")] = None,
    tries: Annotated[
        int | None, typer.Option("--max-tries", metavar="N", help="Tries with other seeds.  [default: 3 with -i, --error or --test, else 1]")
    ] = None,
    strength: Annotated[
        float | None, typer.Option("--strength", metavar="F", help="Share of the broken text that is written anew, up to 1.")
    ] = None,
    deadline: Annotated[float | None, typer.Option("--deadline", metavar="SECONDS", help="Look for no more candidates after so long.")] = None,
    seed: Annotated[int, typer.Option("--seed", metavar="N", help="Seed of every random draw.")] = 0,
    model: Model = None,
    device: Device = "auto",
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="No progress at all.")] = False,
) -> None:
    """Repair what does not parse: the broken lines become holes, the rest of the file cannot change.

    With -i say what to change instead; with --error give the error that it fails with; with --test a command decides
    which candidate is right: each takes the file's place while it runs, and what was there comes back.

    On a terminal the change is shown and you are asked; elsewhere it is written. dcode undo takes it back.
    In a folder, what .gitignore leaves out is left alone.
    """
    from .commands import fix as command
    from .commands.aim import Aim

    options = command.FixOptions(
        tuple(paths or ()), write, diff, check, stdout, patch, output_format, stdin_filename, seed=seed, model=model,
        device=device, quiet=quiet, instruction=instruction, error=error,
        aim=Aim(tuple(lines or ()), tuple(symbols or ()), tuple(keep or ())), test=test, test_seconds=test_timeout,
        candidates=candidates, tries=tries, strength=strength, deadline=deadline,
    )  # fmt: skip
    raise typer.Exit(command.run(options))


@app.command(short_help="Fill the holes ???, <fill> and <fill N> in a file.")
def fill(
    path: Annotated[Path, typer.Argument(metavar="FILE|-", help="A source file with holes, or - for stdin.", show_default=False)],
    write: Annotated[bool, typer.Option("-w", "--write", "-y", help="Write without asking.")] = False,
    diff: Annotated[bool, typer.Option("-d", "--diff", help="Print the diff, write nothing.")] = False,
    stdout: Annotated[bool, typer.Option("--stdout", help="Print the whole filled file, write nothing.")] = False,
    output_format: Annotated[str, typer.Option("--output-format", metavar="text|json|jsonl", help="Report on stdout.")] = "text",
    stdin_filename: Annotated[str | None, typer.Option("--stdin-filename", metavar="NAME", help="What - would be called.")] = None,
    seed: Annotated[int, typer.Option("--seed", metavar="N", help="Seed of every random draw.")] = 0,
    model: Model = None,
    device: Device = "auto",
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="No progress at all.")] = False,
) -> None:
    """Fill the holes a file has, each with the text of the others in sight; the rest of the file cannot change.

    A hole is ??? (not in a string or comment, and not behind a word), <fill>, or <fill N> for N lines. One that stands
    alone on its line is filled with lines, any other with a part of its line.

    On a terminal the change is shown and you are asked; elsewhere it is written. dcode undo takes it back.
    """
    from .commands import fill as command

    options = command.FillOptions(path, write, diff, stdout, output_format, stdin_filename, seed, model, device, quiet)
    raise typer.Exit(command.run(options))


@app.command(short_help="Take back what dcode wrote.")
def undo(
    path: Annotated[Path | None, typer.Argument(metavar="FILE", help="A file or a folder.  [default: the current folder]")] = None,
    show_list: Annotated[bool, typer.Option("--list", help="What can be taken back, the newest first.")] = False,
) -> None:
    """Take back the last write of dcode, one write each time. A file that was changed since is left alone.

    What was replaced is kept in the system's folder for state, or in DCODE_STATE_DIR, within bounds.
    """
    from .commands import undo as command

    raise typer.Exit(command.run(command.UndoOptions(path, show_list=show_list)))


@app.command(short_help="Do again what dcode undo took back.")
def redo(
    path: Annotated[Path | None, typer.Argument(metavar="FILE", help="A file or a folder.  [default: the current folder]")] = None,
) -> None:
    """Do again what dcode undo took back last. A file that was changed since is left alone."""
    from .commands import undo as command

    raise typer.Exit(command.run(command.UndoOptions(path, redo=True)))


@app.command(short_help="A session: wishes, follow-ups, /commands. Also dcode alone; -c continues the last.")
def repl(
    resume: Annotated[bool, typer.Option("-c", "--continue", help="Go on with the last session.")] = False,
    model: Model = None,
    device: Device = "auto",
) -> None:
    """A session on a terminal, or lines from stdin as a script: printf 'falling letters\\n/save x.html\\n' | dcode repl"""
    from .commands import repl as command

    raise typer.Exit(command.run(command.ReplOptions(model, device, resume)))


Session = Annotated[int | None, typer.Argument(metavar="N", help="Its number.  [default: the last]", show_default=False)]


@log_app.command("list")
def log_list(limit: Annotated[int, typer.Option("-n", "--limit", metavar="N", min=1, help="At most so many.")] = 20) -> None:
    """The sessions, the newest first."""
    from .commands import log as command

    raise typer.Exit(command.list_sessions(limit))


@log_app.command("show")
def log_show(session: Session = None) -> None:
    """What was asked in a session, and what came."""
    from .commands import log as command

    raise typer.Exit(command.show(session))


@log_app.command("export")
def log_export(session: Session = None) -> None:
    """A session as JSON on stdout."""
    from .commands import log as command

    raise typer.Exit(command.export(session))


@log_app.command("rm")
def log_remove(
    sessions: Annotated[list[int] | None, typer.Argument(metavar="N", help="Their numbers.", show_default=False)] = None,
    everything: Annotated[bool, typer.Option("--all", help="All of them.")] = False,
) -> None:
    """Forget sessions for good."""
    from .commands import log as command

    raise typer.Exit(command.remove(tuple(sessions or ()), everything=everything))


@bench_app.command()
def speed(
    json_output: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
    runs: Annotated[int, typer.Option("--runs", metavar="N", min=1, help="Runs of each wish and mode.")] = 3,
    wish: Annotated[list[str] | None, typer.Option("--wish", metavar="WISH", help="Wish to time; repeatable.")] = None,
    model: Model = None,
    device: Device = "auto",
    seed: Annotated[int, typer.Option("--seed", metavar="N")] = 0,
) -> None:
    """Model calls and tokens per second, beside the same weights at one token per call."""
    from .commands import bench as command

    raise typer.Exit(command.run(command.BenchOptions(json_output, runs, tuple(wish or ()), model, device, seed)))


@bench_app.command("fix")
def bench_fix(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="[PATH]...", help="Files or folders with code to break.  [default: two installed packages]", show_default=False)
    ] = None,
    json_output: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
    count: Annotated[int, typer.Option("-n", "--count", metavar="N", min=1, help="Functions to break.")] = 90,
    suffix: Annotated[str, typer.Option("--suffix", metavar=".py|.js", help="Language of the code.")] = ".py",
    model: Model = None,
    device: Device = "auto",
    seed: Annotated[int, typer.Option("--seed", metavar="N")] = 0,
) -> None:
    """How much of the code it breaks the model mends, beside what mends without it. Nothing is written."""
    from .commands import bench as command

    raise typer.Exit(command.run_fix(command.BenchFixOptions(tuple(paths or ()), json_output, count, suffix, model, device, seed)))


def report(error: DcodeError) -> None:
    from .view.visible_text import visible  # a message may quote a file, and a file may hold what a terminal obeys

    print(f"dcode: {visible(str(error), sys.stderr.encoding)}", file=sys.stderr)
    if error.hint:
        print(f"  {visible(error.hint, sys.stderr.encoding)}", file=sys.stderr)


def report_bug() -> None:
    try:
        with tempfile.NamedTemporaryFile(
            "w", prefix="dcode-", suffix=".log", delete=False, encoding="utf-8", errors="backslashreplace"
        ) as log:
            log.write(f"dcode {__version__}, {sys.version}\n{traceback.format_exc()}")
        print(f"dcode: internal error; the details are in {log.name}", file=sys.stderr)
    except OSError as error:
        print(f"dcode: internal error, and no place to write it down: {error.strerror}; --debug shows it", file=sys.stderr)


def open_closed_streams() -> None:
    """A stream the caller closed (``>&-``) reads as empty and swallows all; its number must not go to another file."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115


def silence_stdout() -> None:
    """Nothing more can be said, not even by the interpreter on its way out."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def run() -> int | str | None:
    """One command's exit code, its errors told. BrokenPipeError and a full disk behind stdout are main's business."""
    try:
        app()
        return 0
    except SystemExit as leaving:
        if isinstance(leaving.__context__, BrokenPipeError):  # Typer made a 1 of it
            raise leaving.__context__ from None
        return leaving.code
    except DcodeError as error:
        if os.environ.get("DCODE_DEBUG"):
            traceback.print_exc()
        report(error)
        return error.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        if isinstance(error, OSError) and error.errno in NO_WAY_OUT:
            raise
        if os.environ.get("DCODE_DEBUG"):
            traceback.print_exc()
        else:
            report_bug()
        return INTERNAL_ERROR


def main() -> None:
    open_closed_streams()
    if threading_limit := os.environ.get("DCODE_THREADS"):
        os.environ.setdefault("OMP_NUM_THREADS", threading_limit)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(TERMINATED))
    try:
        code = run()
        sys.stdout.flush()
    except BrokenPipeError:
        silence_stdout()
        code = READER_GONE
    except OSError as error:  # other files are seen to where they are written
        silence_stdout()
        report(UsageError(f"cannot write to stdout: {error.strerror}", hint="free some space, or send the output elsewhere"))
        code = UsageError.exit_code
    sys.exit(code)
