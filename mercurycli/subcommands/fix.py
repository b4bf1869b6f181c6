"""``dcode fix``: the words behind it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .options import Device, Dtype, Family, Model, Quiet, Seed, View, configured


def fix(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="PATH|-", help="Source files, folders of them, or - for stdin.", show_default=False)
    ] = None,
    instruction: Annotated[
        str | None, typer.Option("-i", "--instruction", metavar="TEXT", help="What to change, in words: of -l or -s, else of the whole file.")
    ] = None,
    error: Annotated[
        str | None,
        typer.Option("--error", metavar="TEXT|@FILE|-", help="A traceback or a compiler's output: what it names is mended. PATH may be left out."),
    ] = None,
    lines: Annotated[list[str] | None, typer.Option("-l", "--line", metavar="A[-B]", help="Only in these lines; repeatable.")] = None,
    symbols: Annotated[
        list[str] | None, typer.Option("-s", "--symbol", metavar="NAME", help="Only in this function, class, …; dotted, repeatable.")
    ] = None,
    keep: Annotated[
        list[str] | None, typer.Option("--keep", metavar="REGEX|A-B", help="Lines that must not change; repeatable.")
    ] = None,
    test: Annotated[
        str | None, typer.Option("--test", metavar="CMD", help="Must exit 0 after the change, else nothing is written and the exit code is 5.")
    ] = None,
    test_timeout: Annotated[
        int | None, typer.Option("--test-timeout", metavar="SECONDS", help="How long a run of --test may take.  [default: 60]")
    ] = None,
    write: Annotated[bool, typer.Option("-w", "--write", "-y", help="Write without asking.")] = False,
    diff: Annotated[bool, typer.Option("-d", "--diff", help="Print the diff, write nothing.")] = False,
    check: Annotated[bool, typer.Option("-c", "--check", help="Exit 1 if something is broken, write nothing.")] = False,
    stdout: Annotated[bool, typer.Option("--stdout", help="Print the whole mended file, write nothing.")] = False,
    patch: Annotated[Path | None, typer.Option("--patch", metavar="FILE", help="Save all changes as one patch for git apply.")] = None,
    output_format: Annotated[
        str, typer.Option("--output-format", metavar="text|json|jsonl|sarif|github", help="Report on stdout.")
    ] = "text",
    stdin_filename: Annotated[str | None, typer.Option("--stdin-filename", metavar="NAME", help="What - would be called.")] = None,
    candidates: Annotated[int | None, typer.Option("-n", "--candidates", metavar="N", help="Choose from so many in one try.")] = None,
    tries: Annotated[
        int | None, typer.Option("--max-tries", metavar="N", help="Tries with other seeds.  [default: 3 with -i, --error or --test, else 1]")
    ] = None,
    strength: Annotated[
        float | None, typer.Option("--strength", metavar="F", help="Share of the broken text that is written anew, up to 1.")
    ] = None,
    deadline: Annotated[float | None, typer.Option("--deadline", metavar="SECONDS", help="Look for no more candidates after so long.")] = None,
    seed: Seed = None,
    model: Model = None,
    device: Device = None,
    dtype: Dtype = None,
    family: Family = None,
    view: View = None,
    quiet: Quiet = False,
) -> None:
    """Repair what does not parse: the broken lines become holes, the rest of the file cannot change.

    With -i say what to change instead; with --error give the error that it fails with; with --test a command decides
    which candidate is right: each takes the file's place while it runs, and what was there comes back.

    On a terminal the change is shown and you are asked; elsewhere it is written. dcode undo takes it back.
    In a folder, what .gitignore leaves out is left alone.
    """
    from ..commands import fix as command
    from ..commands.aim import Aim

    chosen = configured(
        model=model, device=device, seed=seed, candidates=candidates, tries=tries, deadline=deadline, test_timeout=test_timeout, view=view
    )
    options = command.FixOptions(
        tuple(paths or ()), write, diff, check, stdout, patch, output_format, stdin_filename, seed=chosen.seed or 0,
        model=chosen.model, device=chosen.device, view=chosen.view, quiet=quiet, instruction=instruction, error=error,
        aim=Aim(tuple(lines or ()), tuple(symbols or ()), tuple(keep or ())), test=test, test_seconds=chosen.test_timeout,
        candidates=chosen.candidates, tries=chosen.tries, strength=strength, deadline=chosen.deadline,
    )  # fmt: skip
    raise typer.Exit(command.run(options))
