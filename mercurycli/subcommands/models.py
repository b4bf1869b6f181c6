"""``dcode models``: the words behind it."""

from __future__ import annotations

from typing import Annotated

import typer

from .options import Quiet

app = typer.Typer(name="models", no_args_is_help=True, help="Checkpoints: those known, those here, and how to get one.")


def known_names(incomplete: str) -> list[str]:
    """What the shell proposes."""
    from ..model.catalogue import known_models

    return [model.name for model in known_models() if model.name.startswith(incomplete)]


Name = Annotated[
    str,
    typer.Argument(metavar="NAME", help="A name of dcode models list, a repository OWNER/NAME, or a folder.", autocompletion=known_names),
]
Json = Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")]
Yes = Annotated[bool, typer.Option("-y", "--yes", help="Agree without being asked.")]


@app.command("list")
def list_(local: Annotated[bool, typer.Option("--local", help="Only those on this machine.")] = False, json_output: Json = False) -> None:
    """All models known, with size, scores and licence; what is here."""
    from ..commands import models as command

    raise typer.Exit(command.list_models(local=local, json_output=json_output))


@app.command()
def show(name: Name, json_output: Json = False) -> None:
    """What one can do, what it needs, where it is."""
    from ..commands import models_show as command

    raise typer.Exit(command.show(name, json_output=json_output))


@app.command()
def pull(
    name: Name,
    revision: Annotated[str, typer.Option("--revision", metavar="REV", help="A branch, tag or commit.")] = "main",
    agreed: Yes = False,
    quiet: Quiet = False,
) -> None:
    """Get one from the Hugging Face Hub: safetensors only, its licence said before, every checksum checked.

    It goes to the Hugging Face cache (HF_HOME); HF_TOKEN, HF_ENDPOINT and HF_HUB_OFFLINE are honoured. What was broken
    off goes on where it stopped.
    """
    from ..commands import models_pull as command

    raise typer.Exit(command.pull(name, revision=revision, agreed=agreed, quiet=quiet))


@app.command("rm")
def remove(
    names: Annotated[list[str], typer.Argument(metavar="NAME", help="Models that were pulled.", show_default=False)], agreed: Yes = False
) -> None:
    """Take models out of the cache, all their revisions."""
    from ..commands import models_pull as command

    raise typer.Exit(command.remove(tuple(names), agreed=agreed))


@app.command()
def verify(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="NAME", help="Models.  [default: all that are here]", show_default=False)
    ] = None,
) -> None:
    """Check every file against its checksum; exit 1 where one is wrong."""
    from ..commands import models_pull as command

    raise typer.Exit(command.verify(tuple(names or ())))


@app.command()
def default(
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="The model to use from now on.", show_default=False)] = None,
) -> None:
    """Show the model that is used, or choose another."""
    from ..commands import models as command

    raise typer.Exit(command.default(name))
