"""``dcode fill``: the words behind it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .options import Device, Dtype, Family, Model, Quiet, Seed, View, configured


def fill(
    path: Annotated[Path, typer.Argument(metavar="FILE|-", help="A source file with holes, or - for stdin.", show_default=False)],
    write: Annotated[bool, typer.Option("-w", "--write", "-y", help="Write without asking.")] = False,
    diff: Annotated[bool, typer.Option("-d", "--diff", help="Print the diff, write nothing.")] = False,
    stdout: Annotated[bool, typer.Option("--stdout", help="Print the whole filled file, write nothing.")] = False,
    output_format: Annotated[str, typer.Option("--output-format", metavar="text|json|jsonl", help="Report on stdout.")] = "text",
    stdin_filename: Annotated[str | None, typer.Option("--stdin-filename", metavar="NAME", help="What - would be called.")] = None,
    seed: Seed = None,
    model: Model = None,
    device: Device = None,
    dtype: Dtype = None,
    family: Family = None,
    view: View = None,
    quiet: Quiet = False,
) -> None:
    """Fill the holes a file has, each with the text of the others in sight; the rest of the file cannot change.

    A hole is ??? (not in a string or comment, and not behind a word), <fill>, or <fill N> for N lines. One that stands
    alone on its line is filled with lines, any other with a part of its line.

    On a terminal the change is shown and you are asked; elsewhere it is written. dcode undo takes it back.
    """
    from ..commands import fill as command

    chosen = configured(model=model, device=device, seed=seed, view=view)
    options = command.FillOptions(
        path, write, diff, stdout, output_format, stdin_filename, chosen.seed or 0, chosen.model, chosen.device, quiet, view=chosen.view
    )
    raise typer.Exit(command.run(options))
