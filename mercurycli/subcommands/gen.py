"""``dcode gen``: the words behind it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ..errors import UsageError
from .options import Device, Dtype, Family, Model, Quiet, Seed, View, configured


def gen(
    wish: Annotated[str | None, typer.Argument(metavar="WISH", help="What you want, in words; - reads it from stdin.")] = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Save the program here.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace an existing file.")] = False,
    lang: Annotated[str | None, typer.Option("--lang", metavar="NAME", help="Language, else from -o, the wish or the model.")] = None,
    length: Annotated[int | None, typer.Option("--length", metavar="N", help="Holes on the canvas, at least 1.")] = None,
    steps: Annotated[int | None, typer.Option("--steps", metavar="N", help="At most N model calls.")] = None,
    threshold: Annotated[float | None, typer.Option("--threshold", metavar="P", help="Settle tokens at least this probable.")] = None,
    temperature: Annotated[float | None, typer.Option("--temperature", metavar="T", help="0: always the best token.")] = None,
    candidates: Annotated[
        int | None,
        typer.Option("-n", "--candidates", metavar="N", help="Draw up to N programs while the best has a flaw or lacks what the wish states; else 4 at most, fewer once they took long."),
    ] = None,
    seed: Seed = None,
    model: Model = None,
    device: Device = None,
    dtype: Dtype = None,
    family: Family = None,
    open_result: Annotated[bool, typer.Option("--open", help="Show a saved page in the browser.")] = False,
    run_result: Annotated[bool, typer.Option("--run", help="Run the program, after a look and a yes; a page is opened.")] = False,
    agreed: Annotated[bool, typer.Option("-y", "--yes", help="Run it without asking.")] = False,
    view: View = None,
    output_format: Annotated[str, typer.Option("--output-format", metavar="text|json|jsonl", help="What goes to stdout.")] = "text",
    quiet: Quiet = False,
) -> None:
    """Write a program from a wish: code to stdout or -o, the sharpening draft to stderr."""
    from ..commands import gen as command

    if output_format not in ("text", "json", "jsonl"):
        raise UsageError(f"--output-format {output_format} is not known", hint="use text, json or jsonl")
    chosen = configured(
        model=model, device=device, length=length, steps=steps, threshold=threshold, temperature=temperature, seed=seed, view=view
    )
    options = command.GenOptions(
        wish=wish, output=output, force=force, language=lang, length=chosen.length, steps=chosen.steps,
        threshold=chosen.threshold, temperature=chosen.temperature, candidates=candidates, seed=chosen.seed,
        model=chosen.model, device=chosen.device,
        open_result=open_result, run_result=run_result, agreed=agreed, view=chosen.view, output_format=output_format, quiet=quiet,
    )  # fmt: skip
    raise typer.Exit(command.run(options))
