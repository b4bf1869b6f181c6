"""What lies beside a published checkpoint's weights about its tokens: names with ids, the mask, the ends, the chat template.

Projects write these facts into different files, most of them not into config.json; here they are read together.
"""

from __future__ import annotations

import json
from functools import cached_property
from pathlib import Path
from stat import S_ISREG
from typing import Any

from ..errors import ModelError
from .config_file import shown
from .families import MASK_NAMES

TOKENIZER = "tokenizer.json"
LARGEST = {TOKENIZER: 32_000_000, "vocab.json": 16_000_000, "merges.txt": 16_000_000}  # bytes; real ones are a third of it
LARGEST_OTHER = 2_000_000
LARGEST_ID = 2**24
LONGEST_NAME = 256
MOST_ADDED = 20_000  # tokens beside a vocabulary; real ones have up to a few thousand


class TokenFiles:
    """The files of one folder, each read when something in it is asked for. ModelError for what is not what its name says."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def has(self, name: str) -> bool:
        try:
            return (self.folder / name).is_file()
        except OSError:
            return False

    def text(self, name: str) -> str:
        path = self.folder / name
        try:
            found = path.stat()
            if not S_ISREG(found.st_mode) or found.st_size > LARGEST.get(name, LARGEST_OTHER):
                raise ModelError(f"{path} is no text file of at most {LARGEST.get(name, LARGEST_OTHER):,} bytes", hint="fetch it again")
            return path.read_text(encoding="utf-8")
        except FileNotFoundError:
            raise ModelError(f"{path} is missing", hint="copy it there from where the weights came from") from None
        except OSError as error:
            raise ModelError(f"cannot read {path}: {error.strerror}", hint="check that it is a readable file") from None
        except ValueError as error:
            raise ModelError(f"{path} is not UTF-8: {error}", hint="fetch it again; it is broken") from None

    def table(self, name: str) -> dict[str, Any]:
        """The JSON object in a file; empty where there is no such file."""
        if not self.has(name):
            return {}
        path = self.folder / name
        try:
            values = json.loads(self.text(name))
        except (ValueError, RecursionError) as error:
            raise ModelError(f"{path} is not JSON: {error}", hint="fetch it again; it is broken") from None
        if not isinstance(values, dict):
            raise ModelError(f"{path} holds no JSON object", hint="fetch it again; it is broken")
        return values

    @cached_property
    def settings(self) -> dict[str, Any]:
        return self.table("tokenizer_config.json")

    @cached_property
    def document(self) -> dict[str, Any]:
        return self.table(TOKENIZER)

    @cached_property
    def added(self) -> dict[str, int]:
        """Ids of the tokens that stand beside the vocabulary, by name."""
        found: dict[str, int] = {}
        listed = self.document.get("added_tokens")
        for entry in listed if isinstance(listed, list) else []:
            self._note(found, TOKENIZER, *((entry.get("content"), entry.get("id")) if isinstance(entry, dict) else (entry, None)))
        decoder = self.settings.get("added_tokens_decoder")
        for id, entry in decoder.items() if isinstance(decoder, dict) else []:
            number = int(id) if id.isascii() and id.isdigit() and len(id) < 10 else None
            self._note(found, "tokenizer_config.json", _content(entry), number)
        for name, id in self.table("added_tokens.json").items():
            self._note(found, "added_tokens.json", name, id)
        once: dict[int, str] = {}
        for name, id in found.items():  # one id under two names: the first file knows best
            once.setdefault(id, name)
        return {name: id for id, name in once.items()}

    def _note(self, found: dict[str, int], file: str, name: Any, id: Any) -> None:
        right = isinstance(name, str) and 0 < len(name) <= LONGEST_NAME and type(id) is int and 0 <= id < LARGEST_ID
        if not right:
            hint = "fetch it again; it is broken"
            raise ModelError(f"{self.folder / file}: {shown(name)} with the id {shown(id)} is no token", hint=hint)
        if len(found) >= MOST_ADDED:
            raise ModelError(f"{self.folder / file}: more than {MOST_ADDED:,} added tokens", hint="fetch it again; it is broken")
        found.setdefault(name, id)

    def special(self, role: str) -> str | None:
        """The name of the token in a role such as ``mask_token``."""
        for table in (self.settings, self.table("special_tokens_map.json")):
            name = _content(table.get(role))
            if isinstance(name, str) and name:
                return name
        return None

    def mask_name(self) -> str | None:
        """The mask's name, of those in ``added``."""
        said = self.special("mask_token")
        return next((name for name in (said, *MASK_NAMES) if name in self.added), None)

    def ends(self) -> list[int]:
        """Ids that generation_config.json ends an answer with."""
        found = self.table("generation_config.json").get("eos_token_id")
        return [id for id in (found if isinstance(found, list) else [found]) if type(id) is int and 0 <= id < LARGEST_ID]

    def template(self) -> str | None:
        """The chat template, a Jinja text, if there is one."""
        if self.has("chat_template.jinja"):
            return self.text("chat_template.jinja")
        found = self.settings.get("chat_template")
        if isinstance(found, list):  # several under names
            named = [entry.get("template") for entry in found if isinstance(entry, dict) and entry.get("name") == "default"]
            found = named[0] if named else None
        return found if isinstance(found, str) and found.strip() else None


def _content(entry: Any) -> Any:
    return entry.get("content") if isinstance(entry, dict) else entry
