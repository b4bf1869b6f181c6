"""``dcode bench``: the words behind it. Of the settings, model and device count; how to sample is part of what is measured."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .options import Device, Dtype, Family, Model, configured

app = typer.Typer(name="bench", no_args_is_help=True, help="Measure the model on this machine.")
Json = Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")]
Seed = Annotated[int, typer.Option("--seed", metavar="N")]


@app.command()
def speed(
    json_output: Json = False,
    runs: Annotated[int, typer.Option("--runs", metavar="N", min=1, help="Runs of each wish and mode.")] = 3,
    wish: Annotated[list[str] | None, typer.Option("--wish", metavar="WISH", help="Wish to time; repeatable.")] = None,
    wishes: Annotated[Path | None, typer.Option("--wishes", metavar="FILE", help="Wishes as JSON lines, with what they state.")] = None,
    limit: Annotated[int | None, typer.Option("--limit", metavar="N", min=1, help="So many of the file's wishes, evenly spread.")] = None,
    plot: Annotated[Path | None, typer.Option("--plot", metavar="FILE.svg", help="Draw tokens and time a pass, quality and speed.")] = None,
    model: Model = None,
    device: Device = None,
    dtype: Dtype = None,
    family: Family = None,
    seed: Seed = 0,
) -> None:
    """Model calls, tokens per second and how many programs are right, beside slower schedules of the same weights."""
    from ..commands import bench as command

    chosen = configured(model=model, device=device)
    options = command.BenchOptions(json_output, runs, tuple(wish or ()), chosen.model, chosen.device, seed, wishes, limit, plot)
    raise typer.Exit(command.run(options))


@app.command()
def fix(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PATH]...", help="Files or folders with code to break.  [default: two installed packages]", show_default=False),
    ] = None,
    json_output: Json = False,
    count: Annotated[int, typer.Option("-n", "--count", metavar="N", min=1, help="Functions to break.")] = 90,
    suffix: Annotated[str, typer.Option("--suffix", metavar=".py|.js", help="Language of the code.")] = ".py",
    model: Model = None,
    device: Device = None,
    dtype: Dtype = None,
    family: Family = None,
    seed: Seed = 0,
) -> None:
    """How much of the code it breaks the model mends, beside what mends without it. Nothing is written."""
    from ..commands import bench as command

    chosen = configured(model=model, device=device)
    options = command.BenchFixOptions(tuple(paths or ()), json_output, count, suffix, chosen.model, chosen.device, seed)
    raise typer.Exit(command.run_fix(options))


@app.command("pass")
def pass_(
    json_output: Json = False,
    runs: Annotated[int, typer.Option("--runs", metavar="N", min=1, help="Turns of each pass.")] = 10,
    model: Model = None,
    device: Device = None,
) -> None:
    """What one pass costs: its matrix products, plain layers, 8 bits, and how many threads are best."""
    from ..commands import bench_passes as command

    chosen = configured(model=model, device=device)
    raise typer.Exit(command.run_pass(command.BenchPassesOptions(json_output, runs, chosen.model, chosen.device)))


@app.command()
def context(
    json_output: Json = False,
    runs: Annotated[int, typer.Option("--runs", metavar="N", min=1, help="Runs of each size.")] = 3,
    size: Annotated[
        list[int] | None,
        typer.Option("--size", metavar="TOKENS", help="Size of the file; repeatable.  [default: 500 to 8000]", show_default=False),
    ] = None,
    model: Model = None,
    device: Device = None,
) -> None:
    """What a step costs by how long the file around a hole is."""
    from ..commands import bench_passes as command

    chosen = configured(model=model, device=device)
    raise typer.Exit(command.run_context(command.BenchPassesOptions(json_output, runs, chosen.model, chosen.device, tuple(size or ()))))


@app.command()
def start(
    json_output: Json = False,
    runs: Annotated[int, typer.Option("--runs", metavar="N", min=1, help="Processes of each kind.")] = 5,
    model: Model = None,
    device: Device = None,
) -> None:
    """How long it takes from Enter to the first draft."""
    from ..commands import bench_startup as command

    chosen = configured(model=model, device=device)
    raise typer.Exit(command.run(command.BenchStartOptions(json_output, runs, chosen.model, chosen.device)))
