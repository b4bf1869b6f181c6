"""``dcode fix FILE…`` where every file is healthy: seen and told before the parser of the command line is loaded.

That parser takes several times as long to load as the files to be looked at. Whatever is more than a glance, a fault, a
folder, another flag, a file that cannot be read, says nothing here and goes the whole way (cli.py).
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from ..errors import DcodeError
from ..source import faults
from .speech import say
from .targets import targets_at

WAYS = frozenset(("-c", "--check", "-w", "--write", "-y", "-d", "--diff"))  # which of them makes no difference here
QUIET = frozenset(("-q", "--quiet"))
MOST = 8  # files; beyond that the parser's time counts for little, and a broken one would cost all of it


def all_healthy(words: Sequence[str]) -> bool:
    """Whether ``words``, those behind ``dcode``, ask for no more than a look, and it finds nothing: then that is told."""
    paths = files_in(words)
    if not paths:
        return False
    targets = targets_at(paths, None, quiet=True)
    try:
        documents = [target.read() for target in targets]
        if any(faults.find(document, native=True) for document in documents):
            return False
    except DcodeError:
        return False
    if QUIET.isdisjoint(words):
        say(f"{documents[0].name}: nothing to mend" if len(documents) == 1 else f"{len(documents)} files: {len(documents)} healthy")
    return True


def files_in(words: Sequence[str]) -> tuple[Path, ...]:
    """The files that a plain ``fix`` names; none where it is anything else."""
    flags = [word for word in words[1:] if word.startswith("-")]
    names = [word for word in words[1:] if not word.startswith("-")]
    plain = list(words[:1]) == ["fix"] and WAYS.union(QUIET).issuperset(flags) and sum(flag in WAYS for flag in flags) <= 1
    if not plain or os.name == "nt" or not 0 < len(names) <= MOST or not all(map(os.path.isfile, names)):  # there, Typer sees to * and ?
        return ()
    return tuple(map(Path, names))
