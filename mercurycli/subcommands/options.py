"""Options that several commands have, each written once. A default of None: what the settings say.

What only the engine reads goes to it in the environment, as its users in other programs would say it.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from ..settings.settings import Settings


def kept_in(variable: str) -> Callable[[str | None], str | None]:
    def keep(value: str | None) -> str | None:
        if value is not None:
            os.environ[variable] = value
        return value

    return keep


def kept_dtype(value: str | None) -> str | None:
    from ..settings.keys import BY_NAME

    if value is not None:
        try:
            BY_NAME["dtype"].of_word(value)
        except ValueError as error:  # told here: later it would be blamed on the variable
            raise typer.BadParameter(str(error)) from None
    return kept_in("DCODE_DTYPE")(value)


def model_names(incomplete: str) -> list[str]:
    """What the shell proposes behind --model: those that are here; folders it knows itself."""
    from ..model.hub_cache import names_here

    return [name for name in ("quicksilver", *names_here()) if name.startswith(incomplete)]


Model = Annotated[
    str | None,
    typer.Option("--model", metavar="NAME|FOLDER", help="Checkpoint to use.  [default: quicksilver]", autocompletion=model_names),
]
Device = Annotated[
    str | None, typer.Option("--device", metavar="auto|cpu|cuda|cuda:N|mps", help="Where to run the model.  [default: auto]")
]
Dtype = Annotated[
    str | None,
    typer.Option(
        "--dtype", metavar="auto|float32|bfloat16|float16|int8", callback=kept_dtype, help="Type of a pulled checkpoint's weights."
    ),
]
Family = Annotated[
    str | None,
    typer.Option("--family", metavar="NAME", callback=kept_in("DCODE_FAMILY"), help="Of a checkpoint whose files do not say it."),
]
Seed = Annotated[int | None, typer.Option("--seed", metavar="N", help="Seed of every random draw.")]
Quiet = Annotated[bool, typer.Option("-q", "--quiet", help="No progress at all.")]
View = Annotated[bool | None, typer.Option("--view/--no-view", help="The live draft, or plain progress.", show_default=False)]


def configured(**flags: Any) -> Settings:
    """The settings with these flags over them, in effect. Read when a command runs, not for its help."""
    from ..settings import load

    return load.configured(**flags)
