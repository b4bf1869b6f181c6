"""The layers, one over the other: defaults, the user's file, the project's, the environment, flags."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from ..errors import UsageError
from .keys import BY_NAME, KEYS, nearest, shown
from .places import SHARED, project_file, user_file
from .settings import Layer, Origin, Settings
from .toml_file import TomlFile

Found = tuple[str, Any, Origin]  # name, value, origin


def load(flags: Mapping[str, Any] | None = None, *, here: Path | None = None) -> Settings:
    """What counts now; a flag that is None was not given. UsageError names file and line, or the variable, of what is wrong."""
    values: dict[str, Any] = {}
    origins: dict[str, Origin] = {}
    for name, value, origin in layers(flags or {}, here):
        values[name], origins[name] = value, origin
    return Settings(**values, origins=MappingProxyType(origins))


def configured(**flags: Any) -> Settings:
    """The settings with these flags over them, those that others read from the environment put there."""
    settings = load(flags)
    if settings.dtype != "auto":
        os.environ["DCODE_DTYPE"] = settings.dtype
    if settings.threads is not None:
        os.environ["OMP_NUM_THREADS"] = str(settings.threads)
    if settings.color != "auto" and settings.origin("color").place not in ("NO_COLOR", "FORCE_COLOR"):
        wanted, other = ("FORCE_COLOR", "NO_COLOR") if settings.color == "always" else ("NO_COLOR", "FORCE_COLOR")
        os.environ[wanted] = "1"
        os.environ.pop(other, None)
    return settings


def layers(flags: Mapping[str, Any], here: Path | None) -> Iterator[Found]:
    yield from of_file(user_file(), "user")
    project = project_file(here)
    if project is not None:
        yield from of_file(project, "project")
    yield from of_environment(os.environ)
    for name, value in flags.items():
        if value is not None:
            yield name, value, Origin("flag", f"--{'max-tries' if name == 'tries' else name.replace('_', '-')}")


def of_file(path: Path, layer: Layer) -> Iterator[Found]:
    file = TomlFile.read(path)
    if file is None:
        return
    above = ("tool", "dcode") if path.name == SHARED and layer == "project" else ()
    table: Any = file.values
    for key in above:
        table = table.get(key)
    if not isinstance(table, dict):
        raise UsageError(f"{file.place(*above)}: tool.dcode must be a table", hint="write [tool.dcode], and the settings below it")
    for name, value in table.items():
        place = file.place(*above, name)
        yield name, checked(name, value, place, layer, path.parent), Origin(layer, place)


def checked(name: str, value: Any, place: str, layer: Layer, folder: Path) -> Any:
    """A value from a file."""
    key = BY_NAME.get(name)
    if key is None:
        near = nearest(name)
        hint = f"did you mean {near}?" if near else "dcode config keys lists what there is"
        raise UsageError(f"{place}: there is no setting called {shown(name)}", hint=hint)
    if key.personal and layer == "project":
        raise UsageError(
            f"{place}: {name} is for each user to say, not for a project", hint=f"take it out there: dcode config set {name} VALUE"
        )
    try:
        value = key.checked(value)
    except ValueError as error:
        hint = f"dcode config set {name} VALUE, or dcode config unset {name}" if layer == "user" else "mend the line, or take it out"
        raise UsageError(f"{place}: {error}", hint=hint) from None
    return folder_of(value, folder) if name == "model" else value


def folder_of(model: str, folder: Path) -> str:
    """A model that is a path (and not a name) is meant from where the file lies."""
    return str((folder / model).resolve()) if model.startswith(("./", "../")) or model in (".", "..") else model


def of_environment(environ: Mapping[str, str]) -> Iterator[Found]:
    """``DCODE_STEPS`` and its like; before them, what other programs read too. An empty variable is none."""
    if (threads := environ.get("OMP_NUM_THREADS", "")).isdecimal() and 1 <= int(threads[:9]) <= 1024:
        yield "threads", int(threads), Origin("environment", "OMP_NUM_THREADS")
    for variable, colours in (("FORCE_COLOR", "always"), ("NO_COLOR", "never")):
        if environ.get(variable):
            yield "color", colours, Origin("environment", variable)
    for key in KEYS:
        if word := environ.get(key.variable):
            try:
                yield key.name, key.of_word(word), Origin("environment", key.variable)
            except ValueError as error:
                raise UsageError(f"{key.variable}: {error}", hint=f"unset {key.variable}, or give it such a value") from None
