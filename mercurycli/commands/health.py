"""What ``dcode doctor`` looks at without a model: programs, settings, folders, the terminal. Each look ends in findings."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import mercurycli

from ..errors import DcodeError
from ..model import hub_cache
from ..model.hub_border import endpoint
from ..settings import places
from ..settings.keys import BY_NAME, nearest
from ..settings.load import load
from ..source.undo import state_folder
from ..view.console import can_animate, make_console
from ..view.transfer_view import size_words

Verdict = Literal["ok", "note", "wrong"]
OTHER_VARIABLES = ("DCODE_CONFIG", "DCODE_STATE_DIR", "DCODE_DEBUG", "DCODE_FAMILY")
TIGHT = 1_000_000_000  # bytes of disk below which a pull is hopeless


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report. ``mend``: the command, or the deed, that puts it right."""

    name: str
    verdict: Verdict
    text: str
    mend: str = ""


def without_a_model() -> Iterator[Finding]:
    yield Finding("dcode", "ok", f"{mercurycli.__version__} in {Path(mercurycli.__file__).parent}")
    yield Finding("python", "ok", f"{platform.python_version()} on {platform.system()} {platform.machine()}, {sys.executable}")
    yield from libraries()
    yield from settings()
    yield from variables()
    yield from folders()
    yield hub()
    yield from pulled_models()
    yield terminal()
    yield checkers()


def libraries() -> Iterator[Finding]:
    """Against what the package itself asks for."""
    try:
        wanted = [line for line in importlib.metadata.requires("mercurycli") or () if ";" not in line]
    except importlib.metadata.PackageNotFoundError:
        yield Finding("libraries", "note", "dcode runs from its source folder, so it is not known which versions it needs", "pip install .")
        return
    fine = 0
    for line in wanted:
        complaint = unmet(line)
        fine += not complaint
        if complaint:
            yield Finding("libraries", "wrong", complaint, f"pip install '{line}'")
    yield Finding("libraries", "ok", f"{fine} of {len(wanted)} as needed; torch {version('torch') or 'is missing'}")


def unmet(requirement: str) -> str:
    """What keeps a line like ``torch<2.14,>=2.6`` from being met; empty where nothing does."""
    name = re.match(r"[\w.-]+", requirement)[0]  # type: ignore[index]
    present = version(name)
    if present is None:
        return f"{name} is not installed"
    for sign, limit in re.findall(r"(>=|<)\s*([\d.]+)", requirement):
        if (numbers(present) >= numbers(limit)) != (sign == ">="):
            return f"{name} {present} is installed, {sign}{limit} is needed"
    return ""


def version(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def numbers(version: str) -> list[int]:
    """``2.13.0+cpu`` as numbers to compare, without the zeros at its end."""
    found = [int(part) for part in re.match(r"\d+(\.\d+)*", version)[0].split(".")] if version[:1].isdigit() else []  # type: ignore[index]
    while found and not found[-1]:
        found.pop()
    return found


def settings() -> Iterator[Finding]:
    user, project = places.user_file(), places.project_file()
    try:
        found = load()
    except DcodeError as error:
        yield Finding("settings", "wrong", str(error), error.hint)
        return
    for path, title in ((user, "user"), (project, "project")):
        if path is not None:
            count = sum(origin.layer == title for origin in found.origins.values())
            yield Finding("settings", "ok", f"{title}'s file {path}, " + (f"{count} in effect" if path.exists() else "not there yet"))


def variables() -> Iterator[Finding]:
    """A misspelt variable does nothing, and says nothing."""
    known = {key.variable for key in BY_NAME.values()} | {*OTHER_VARIABLES}
    for name in sorted(os.environ):
        if name.startswith("DCODE_") and name not in known and not name.startswith("DCODE_COMPLETE"):
            near = nearest(name)
            yield Finding(
                "environment",
                "note",
                f"{name} means nothing to dcode",
                f"did you mean {BY_NAME[near].variable}?" if near else f"unset {name}",
            )


def folders() -> Iterator[Finding]:
    try:
        state = state_folder()
    except DcodeError as error:
        yield Finding("state", "wrong", str(error), error.hint)
    else:
        yield writable("state", state, "export DCODE_STATE_DIR=FOLDER")
    cache = hub_cache.cache_folder()
    finding = writable("cache", cache, "export HF_HOME=FOLDER")
    if finding.verdict != "ok":
        yield finding
        return
    free = shutil.disk_usage(existing(cache)).free
    tight = free < TIGHT
    yield Finding(
        "cache",
        "note" if tight else "ok",
        f"{cache}, {size_words(free)} free",
        "free some space, or: export HF_HOME=FOLDER" if tight else "",
    )


def writable(name: str, folder: Path, mend: str) -> Finding:
    place = existing(folder)
    if place.is_dir() and os.access(place, os.W_OK | os.X_OK):
        return Finding(name, "ok", str(folder))
    return Finding(
        name,
        "wrong",
        f"nothing can be written in {folder}" if place.is_dir() else f"{place} is no folder",
        f"chmod u+w {place}, or: {mend}",
    )


def existing(path: Path) -> Path:
    """The path, or the nearest folder above that is there."""
    return next((place for place in (path, *path.parents) if place.exists()), Path("/"))


def hub() -> Finding:
    if hub_cache.is_offline():
        return Finding("hub", "note", "HF_HUB_OFFLINE is set: models cannot be pulled", "unset HF_HUB_OFFLINE")
    try:
        return Finding("hub", "ok", f"{endpoint()}, with {'a' if os.environ.get('HF_TOKEN') else 'no'} token in HF_TOKEN; it was not asked")
    except DcodeError as error:
        return Finding("hub", "wrong", str(error), error.hint)


def pulled_models() -> Iterator[Finding]:
    found = [model for model in hub_cache.local_models() if model.known]
    for model in found:
        if model.missing:
            yield Finding(
                "models", "note", f"{model.repo} is not complete: {model.missing} is missing", f"dcode models pull {model.known.name}"
            )  # type: ignore[union-attr]
    names = [model.known.name for model in found if model.known and not model.missing]
    yield Finding("models", "ok", f"quicksilver, {', '.join(names)}" if names else "quicksilver; others: dcode models list")


def terminal() -> Finding:
    console, encoding = make_console(), (sys.stdout.encoding or "ascii").lower()
    if not encoding.startswith("utf"):
        return Finding("terminal", "note", f"it takes {encoding}, so some signs are shown as others", "export LANG=C.UTF-8")
    if not can_animate(console):
        return Finding("terminal", "ok", "stderr is no terminal that can be repainted, so progress comes in plain lines")
    kind, colours = os.environ.get("TERM", "unknown"), console.color_system or "no"
    return Finding("terminal", "ok", f"{kind}, {console.size.width} x {console.size.height}, live view, {colours} colours")


def checkers() -> Finding:
    node = shutil.which("node")
    if node:
        return Finding("checkers", "ok", f"Python's own compiler, {node} for JavaScript")
    return Finding(
        "checkers",
        "note",
        "Python's own compiler; JavaScript is checked by its grammar alone",
        "install node to have its errors found as well",
    )
