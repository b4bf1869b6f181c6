"""``dcode log``: the words behind it."""

from __future__ import annotations

from typing import Annotated

import typer

app = typer.Typer(name="log", no_args_is_help=True, help="The sessions that were kept.")
Session = Annotated[int | None, typer.Argument(metavar="N", help="Its number.  [default: the last]", show_default=False)]


@app.command("list")
def list_(limit: Annotated[int, typer.Option("-n", "--limit", metavar="N", min=1, help="At most so many.")] = 20) -> None:
    """The sessions, the newest first."""
    from ..commands import log as command

    raise typer.Exit(command.list_sessions(limit))


@app.command()
def show(session: Session = None) -> None:
    """What was asked in a session, and what came."""
    from ..commands import log as command

    raise typer.Exit(command.show(session))


@app.command()
def export(session: Session = None) -> None:
    """A session as JSON on stdout."""
    from ..commands import log as command

    raise typer.Exit(command.export(session))


@app.command("rm")
def remove(
    sessions: Annotated[list[int] | None, typer.Argument(metavar="N", help="Their numbers.", show_default=False)] = None,
    everything: Annotated[bool, typer.Option("--all", help="All of them.")] = False,
) -> None:
    """Forget sessions for good."""
    from ..commands import log as command

    raise typer.Exit(command.remove(tuple(sessions or ()), everything=everything))


@app.command("off")
def off() -> None:
    """Keep no sessions from now on; those that were kept stay."""
    from ..commands import log as command

    raise typer.Exit(command.record(False))


@app.command("on")
def on() -> None:
    """Keep sessions again."""
    from ..commands import log as command

    raise typer.Exit(command.record(True))
