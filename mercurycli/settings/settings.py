"""What was set, and where: one frozen row of values, each of which knows its origin."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from types import MappingProxyType
from typing import Any, Literal

Layer = Literal["default", "user", "project", "environment", "flag"]
LAYERS: tuple[Layer, ...] = ("default", "user", "project", "environment", "flag")  # the later one wins


@dataclass(frozen=True, slots=True)
class Origin:
    layer: Layer = "default"
    place: str = ""  # file and line, variable, or flag

    def __str__(self) -> str:
        return self.place or self.layer


@dataclass(frozen=True, slots=True)
class Settings:
    """None leaves a value to the checkpoint, or to the command."""

    model: str = "quicksilver"
    device: str = "auto"
    dtype: str = "auto"
    threads: int | None = None
    steps: int | None = None
    threshold: float | None = None
    temperature: float | None = None
    seed: int | None = None
    length: int | None = None
    candidates: int | None = None
    tries: int | None = None
    deadline: float | None = None
    test_timeout: int = 60
    view: bool = True
    logs: bool = True
    edit: str = "emacs"
    color: str = "auto"
    origins: Mapping[str, Origin] = field(default_factory=lambda: MappingProxyType({}))  # of what is not a default

    def origin(self, name: str) -> Origin:
        return self.origins.get(name, Origin())

    def values(self) -> dict[str, Any]:
        """All by name, in the order of the table of keys."""
        return {each.name: getattr(self, each.name) for each in fields(self) if each.name != "origins"}
