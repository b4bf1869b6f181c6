"""``dcode repl``: the words behind it."""

from __future__ import annotations

from typing import Annotated

import typer

from .options import Device, Dtype, Family, Model, configured


def repl(
    resume: Annotated[bool, typer.Option("-c", "--continue", help="Go on with the last session.")] = False,
    model: Model = None,
    device: Device = None,
    dtype: Dtype = None,
    family: Family = None,
) -> None:
    """A session on a terminal, or lines from stdin as a script: printf 'falling letters\\n/save x.html\\n' | dcode repl"""
    from ..commands import repl as command

    raise typer.Exit(command.run(command.ReplOptions(configured(model=model, device=device), resume)))
