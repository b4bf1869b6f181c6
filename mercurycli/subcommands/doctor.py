"""``dcode doctor``: the words behind it."""

from __future__ import annotations

from typing import Annotated

import typer

from .options import Device, Dtype, Family, Model


def doctor(
    model: Model = None,
    device: Device = None,
    dtype: Dtype = None,
    family: Family = None,
    json_output: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
) -> None:
    """Look at versions, device, memory, threads, settings and folders, and let the model write a program.

    Each line has a verdict and, where something is to be done, what mends it. Exit 1 if something is wrong.
    """
    from ..commands import doctor as command

    raise typer.Exit(command.run(model, device, json_output=json_output))
