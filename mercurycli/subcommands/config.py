"""``dcode config``: the words behind it."""

from __future__ import annotations

from typing import Annotated

import typer

app = typer.Typer(name="config", no_args_is_help=True, help="What dcode does when no flag says otherwise.")


def setting_names(incomplete: str) -> list[str]:
    """What the shell proposes."""
    from ..settings.keys import KEYS

    return [key.name for key in KEYS if key.name.startswith(incomplete)]


Name = Annotated[str, typer.Argument(metavar="NAME", help="A setting; dcode config keys lists them.", autocompletion=setting_names)]
Project = Annotated[bool, typer.Option("--project", help="In the project's dcode.toml instead of the user's file.")]


@app.command()
def show(
    origin: Annotated[bool, typer.Option("--origin", help="Say where each value comes from.")] = False,
    json_output: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
) -> None:
    """All settings as they count here: defaults < user file < project file < environment < flags."""
    from ..commands import config as command

    raise typer.Exit(command.show(origin=origin, json_output=json_output))


@app.command()
def get(name: Name) -> None:
    """One value, for scripts."""
    from ..commands import config as command

    raise typer.Exit(command.get(name))


@app.command("set", context_settings={"ignore_unknown_options": True})  # a value may be -1, and then an error should say what it must be
def set_(
    name: Name, value: Annotated[str, typer.Argument(metavar="VALUE", help="As a flag would take it.")], project: Project = False
) -> None:
    """Set a value for good; comments in the file stay."""
    from ..commands import config as command

    raise typer.Exit(command.set_value(name, value, project=project))


@app.command()
def unset(name: Name, project: Project = False) -> None:
    """Take a value out of the file."""
    from ..commands import config as command

    raise typer.Exit(command.unset(name, project=project))


@app.command()
def edit(project: Project = False) -> None:
    """Open the file in your editor, then check it."""
    from ..commands import config as command

    raise typer.Exit(command.edit(project=project))


@app.command()
def path(project: Project = False) -> None:
    """Where the file lies."""
    from ..commands import config as command

    raise typer.Exit(command.path(project=project))


@app.command()
def keys() -> None:
    """Every setting: what it means, what it takes, its environment variable."""
    from ..commands import config as command

    raise typer.Exit(command.keys())
