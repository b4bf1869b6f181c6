"""``dcode config``: what is set and where, set anew in the user's file or the project's, or edited by hand."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

import mercurycli

from ..errors import UsageError
from ..repl.own_editor import call_editor
from ..settings import load, places
from ..settings.keys import BY_NAME, KEYS, Key, nearest
from ..settings.settings import LAYERS, Layer, Settings
from ..settings.toml_file import TomlFile, toml
from ..source.disk import write_over
from ..view.visible_text import visible
from .speech import put_on_stdout, say

HEAD = "# Settings of dcode; a project's dcode.toml, the environment and flags outweigh them.\n\n"


@dataclass(frozen=True, slots=True)
class File:
    """The file to look at or to change."""

    path: Path
    layer: Layer

    @classmethod
    def chosen(cls, *, project: bool) -> File:
        if not project:
            return cls(places.user_file(), "user")
        return cls(places.project_file() or Path.cwd() / places.OWN, "project")

    def read(self) -> TomlFile:
        return TomlFile.read(self.path) or TomlFile(self.path, b"", "", {})

    def for_change(self) -> TomlFile:
        if self.path.name == places.SHARED:
            raise UsageError(f"the settings of this project stand in {self.path}", hint="dcode config edit --project")
        return self.read()

    def write(self, before: TomlFile, text: str) -> None:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UsageError(f"cannot make {self.path.parent}: {error.strerror}", hint="name another file in DCODE_CONFIG") from None
        write_over(self.path, before.raw if self.path.exists() else None, text.encode())


def show(*, origin: bool, json_output: bool) -> int:
    """All settings as they count here and now."""
    settings = load.load()
    if json_output:
        put(json.dumps({"schema": "dcode.config/1", "version": mercurycli.__version__, "settings": fields(settings)}, indent=2))
        return 0
    lines = {name: line(name, value) for name, value in settings.values().items()}
    width = max(map(len, lines.values()))
    for name, text in lines.items():
        put(f"{text:<{width}}  # {settings.origin(name)}" if origin else text)
    return 0


def fields(settings: Settings) -> dict[str, dict[str, object]]:
    rows = settings.values().items()
    return {name: {"value": value, "layer": settings.origin(name).layer, "place": settings.origin(name).place} for name, value in rows}


def line(name: str, value: object) -> str:
    """As the file would say it; what nobody has set is the model's choice, or the command's."""
    return f"# {name} is not set" if value is None else f"{name} = {toml(value)}"


def get(name: str) -> int:
    """The bare value for a script; nothing where it is not set."""
    value = getattr(load.load(), key_named(name).name)
    if value is not None:
        put(value if isinstance(value, str) else toml(value))
    return 0


def set_value(name: str, word: str, *, project: bool) -> int:
    key, file = key_named(name), File.chosen(project=project)
    if key.personal and project:
        raise UsageError(f"{name} is for each user to say, not for a project", hint=f"dcode config set {name} {word}")
    try:
        value = key.of_word(word)
    except ValueError as error:
        raise UsageError(str(error), hint="dcode config keys says what each setting takes") from None
    if name == "model":
        value = seen_from(file.path.parent, value, relative=project)
    before = file.for_change()
    file.write(before, before.with_value(name, value))
    say(f"{name} = {toml(value)} in {file.path}")
    tell_what_outweighs(key, file)
    return 0


def unset(name: str, *, project: bool) -> int:
    key, file = key_named(name), File.chosen(project=project)
    before = file.for_change()
    if name not in before.values:
        say(f"{name} is not set in {file.path}")
    else:
        file.write(before, before.without(name))
        say(f"{name} is no longer set in {file.path}")
    tell_what_outweighs(key, file)
    return 0


def edit(*, project: bool) -> int:
    """In the user's own editor; what was saved is checked."""
    file = File.chosen(project=project)
    if not file.path.exists():
        file.write(
            file.read(), HEAD + "".join(f"# {key.name}: {key.meaning}; {key.kind.says}\n" for key in KEYS if not (project and key.personal))
        )
    try:
        call_editor(file.path)
    except UsageError as error:
        raise UsageError(str(error), hint=f"edit it yourself: {file.path}") from None
    load.load()
    say(f"{file.path} is in order")
    return 0


def path(*, project: bool) -> int:
    file = File.chosen(project=project)
    put(str(file.path))
    if not file.path.exists():
        say("it does not exist yet; dcode config edit makes it")
    return 0


def keys() -> int:
    width = max(len(key.name) for key in KEYS)
    for key in KEYS:
        put(
            f"{key.name:<{width}}  {key.meaning}\n{'':<{width}}  {key.kind.says}; {key.variable}"
            + ("; not in a project's file" if key.personal else "")
        )
    return 0


def key_named(name: str) -> Key:
    if key := BY_NAME.get(name):
        return key
    near = nearest(name)
    raise UsageError(
        f"there is no setting called {name}", hint=f"did you mean {near}?" if near else "dcode config keys lists what there is"
    )


def seen_from(folder: Path, model: str, *, relative: bool) -> str:
    """A folder named from here, as the file must name it."""
    if not (model.startswith(("./", "../")) or os.path.isdir(model)) or os.path.isabs(model):
        return model
    return f"./{os.path.relpath(model, folder)}" if relative else os.path.abspath(model)


def tell_what_outweighs(key: Key, file: File) -> None:
    """Whoever sets a value wants to hear that it does not count."""
    origin = load.load().origin(key.name)
    if LAYERS.index(origin.layer) > LAYERS.index(file.layer):
        say(f"note: {origin} says otherwise, and outweighs it here")


def put(text: str) -> None:
    put_on_stdout(f"{visible(text)}\n".encode())
