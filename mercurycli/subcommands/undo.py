"""``dcode undo`` and ``dcode redo``: the words behind them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def undo(
    path: Annotated[Path | None, typer.Argument(metavar="FILE", help="A file or a folder.  [default: the current folder]")] = None,
    show_list: Annotated[bool, typer.Option("--list", help="What can be taken back, the newest first.")] = False,
) -> None:
    """Take back the last write of dcode, one write each time. A file that was changed since is left alone.

    What was replaced is kept in the system's folder for state, or in DCODE_STATE_DIR, within bounds.
    """
    from ..commands import undo as command

    raise typer.Exit(command.run(command.UndoOptions(path, show_list=show_list)))


def redo(
    path: Annotated[Path | None, typer.Argument(metavar="FILE", help="A file or a folder.  [default: the current folder]")] = None,
    show_list: Annotated[bool, typer.Option("--list", help="What can be done again, the newest first.")] = False,
) -> None:
    """Do again what dcode undo took back last. A file that was changed since is left alone."""
    from ..commands import undo as command

    raise typer.Exit(command.run(command.UndoOptions(path, redo=True, show_list=show_list)))
