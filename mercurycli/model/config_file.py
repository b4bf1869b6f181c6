"""A checkpoint's config.json with typed access: a key that is missing or wrong is named, with the file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from stat import S_ISREG
from types import MappingProxyType
from typing import Any, NoReturn

from ..errors import ModelError

LARGEST = 1_000_000  # bytes; a real one has a thousand
LIMITS = {  # beyond these a size is a slip or a trap
    "vocab_size": 2**20, "hidden_size": 2**16, "intermediate_size": 2**18, "num_layers": 512, "num_heads": 512,
    "num_kv_heads": 512, "head_dim": 1024,
}  # fmt: skip


class ConfigFile:
    """The keys of one config.json; every accessor raises ModelError where the value is not what its name promises."""

    def __init__(self, path: Path, values: Mapping[str, Any]) -> None:
        self.path, self.values = path, values

    @classmethod
    def read(cls, path: Path) -> ConfigFile:
        try:
            found = path.stat()
            if not S_ISREG(found.st_mode) or found.st_size > LARGEST:
                raise ModelError(f"{path} is no text file of at most {LARGEST:,} bytes", hint="write the checkpoint again")
            values = json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            hint = "pass --model a folder with config.json, model.safetensors and tokenizer.json"
            raise ModelError(f"{path.parent} is no checkpoint: it has no {path.name}", hint=hint) from None
        except OSError as error:
            raise ModelError(f"cannot read {path}: {error.strerror}", hint="check that it is a readable file") from None
        except (ValueError, RecursionError) as error:
            raise ModelError(f"{path} is not JSON: {error}", hint="write the file again; it is broken") from None
        if not isinstance(values, dict):
            raise ModelError(f"{path} holds no JSON object", hint="write the file again; it is broken")
        return cls(path, values)

    def fail(self, cause: str, hint: str = "") -> NoReturn:
        raise ModelError(f"{self.path}: {cause}", hint=hint or "mend the key, or write the checkpoint again")

    def get(self, key: str) -> Any:
        if key not in self.values:
            self.fail(f"the key {key} is missing")
        return self.values[key]

    def text(self, key: str) -> str:
        value = self.get(key)
        if not isinstance(value, str):
            self.fail(f"{key} must be a text, not {shown(value)}")
        return value

    def whole(self, key: str, least: int, most: int) -> int:
        value = self.get(key)
        if type(value) is not int or not least <= value <= most:
            self.fail(f"{key} must be a whole number from {least:,} to {most:,}, not {shown(value)}")
        return value

    def positive(self, key: str, most: float) -> float:
        value = self.get(key)
        if type(value) not in (int, float) or not 0 < value <= most:  # not NaN either
            self.fail(f"{key} must be a positive number up to {most:g}, not {shown(value)}")
        return float(value)

    def flag(self, key: str, missing: bool | None = None) -> bool:
        value = self.get(key) if missing is None else self.values.get(key, missing)
        if not isinstance(value, bool):
            self.fail(f"{key} must be true or false, not {shown(value)}")
        return value

    def table(self, key: str) -> Mapping[str, Any]:
        """A JSON object that can only be read; lists in it become tuples. Empty where the key is missing."""
        value = self.values.get(key, {})
        if not isinstance(value, dict):
            self.fail(f"{key} must be a JSON object, not {shown(value)}")
        for name, inner in value.items():
            if isinstance(inner, (int, float)) and not abs(inner) < 2**63:  # nor NaN
                self.fail(f"{key}: {shown(name)} must be a number of reasonable size, not {shown(inner)}")
        return MappingProxyType({name: tuple(v) if isinstance(v, list) else v for name, v in value.items()})


def shown(value: Any) -> str:
    """A value from a foreign file as a message can hold it: short, and without signs that steer a terminal."""
    if isinstance(value, (dict, list, tuple)):
        return f"{len(value)} values"
    text = ascii(value) if not isinstance(value, bool | None) else json.dumps(value)
    return text if len(text) <= 60 else text[:57] + "..."
