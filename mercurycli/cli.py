"""The command line: its words put together. What they take is in subcommands/, what they do in commands/, how it ends in exits."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer
from typer.core import TyperGroup

from . import __version__
from .errors import UsageError
from .exits import leave_with
from .subcommands import bench, config, log, models
from .subcommands.doctor import doctor
from .subcommands.fill import fill
from .subcommands.fix import fix
from .subcommands.gen import gen
from .subcommands.repl import repl
from .subcommands.undo import redo, undo


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
COMMANDS = (
    (gen, "Write a program from a wish."),
    (fix, "Repair what does not parse, or change what you say."),
    (fill, "Fill the holes ???, <fill> and <fill N> in a file."),
    (undo, "Take back what dcode wrote."),
    (redo, "Do again what dcode undo took back."),
    (repl, "A session: wishes, follow-ups, /commands. Also dcode alone; -c continues the last."),
    (doctor, "Look whether everything is as it should be, and what to do if not."),
)
for command, summary in COMMANDS:
    app.command(short_help=summary)(command)
for group in (models, config, log, bench):
    app.add_typer(group.app)


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


def main() -> None:
    leave_with(app)
