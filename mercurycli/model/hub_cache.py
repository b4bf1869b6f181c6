"""The Hugging Face cache on this machine: which checkpoints are in it, where, and whether they are complete.

Its places and layout are those huggingface_hub documents ("Environment variables", "Understand caching"); they are
read here without it, for importing it takes longer than to look.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..errors import ModelError
from .catalogue import KnownModel, model_named, nearest

REPO = re.compile(r"[\w-][\w.-]{0,95}/[\w-][\w.-]{0,95}", re.ASCII)
SHA = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
CONFIG, WEIGHTS, INDEX = "config.json", "model.safetensors", "model.safetensors.index.json"
LARGEST_INDEX = 50_000_000  # bytes; a real one has some hundred thousand


def cache_folder() -> Path:
    """Where checkpoints are kept: HF_HUB_CACHE, else "hub" in HF_HOME, else in the user's cache."""
    named = os.environ.get("HF_HUB_CACHE") or os.environ.get("HUGGINGFACE_HUB_CACHE")
    if named is None:
        home = os.environ.get("HF_HOME") or os.path.join(os.environ.get("XDG_CACHE_HOME") or "~/.cache", "huggingface")
        named = os.path.join(home, "hub")
    return Path(os.path.abspath(os.path.expandvars(os.path.expanduser(named))))


def is_offline() -> bool:
    word = os.environ.get("HF_HUB_OFFLINE") or os.environ.get("TRANSFORMERS_OFFLINE") or ""
    return word.upper() in ("1", "ON", "YES", "TRUE")


def storage(repo: str) -> Path:
    """The folder of all that is kept of a repository: blobs, refs, snapshots."""
    return cache_folder() / f"models--{repo.replace('/', '--')}"


@dataclass(frozen=True, slots=True)
class LocalModel:
    repo: str
    folder: Path  # of the newest snapshot
    size: int  # bytes of its files
    missing: str  # the first file that is lacking; empty where it is complete

    @property
    def revision(self) -> str:
        return self.folder.name

    @property
    def known(self) -> KnownModel | None:
        return model_named(self.repo)


def local_models() -> Iterator[LocalModel]:
    """What lies in the cache and looks like a checkpoint, by name; other people's models are among it."""
    try:
        found = sorted(path.name for path in cache_folder().iterdir() if path.name.startswith("models--"))
    except OSError:  # nothing was ever pulled, or it cannot be read
        return
    for name in found:
        model = local_model(name.removeprefix("models--").replace("--", "/"))
        if model is not None:
            yield model


def names_here() -> tuple[str, ...]:
    """What --model takes of what was pulled: short names, else repositories."""
    return tuple(model.known.name if model.known else model.repo for model in local_models() if not model.missing)


def local_model(repo: str) -> LocalModel | None:
    folder = snapshot(repo)
    if folder is None:
        return None
    try:
        size = sum(path.stat().st_size for path in folder.iterdir() if path.is_file())
    except OSError:
        return None
    return LocalModel(repo, folder, size, missing(folder))


def snapshot(repo: str, revision: str = "main") -> Path | None:
    """The folder of a revision; without the branch main, of the newest snapshot."""
    place = storage(repo)
    try:
        named = (place / "refs" / revision).read_text(encoding="ascii").strip()
        if SHA.fullmatch(named) and (place / "snapshots" / named).is_dir():
            return place / "snapshots" / named
    except (OSError, ValueError):
        pass
    try:
        return max((path for path in (place / "snapshots").iterdir() if path.is_dir()), key=lambda path: path.stat().st_mtime, default=None)
    except OSError:
        return None


def missing(folder: Path) -> str:
    """The first file a checkpoint lacks; empty where it lacks none."""
    if not (folder / CONFIG).is_file():
        return CONFIG
    if not (folder / WEIGHTS).is_file():
        absent = next((name for name in shards(folder) if not (folder / name).is_file()), None)
        if absent is not None:
            return absent
    whole = (folder / "tokenizer.json").is_file()
    in_two = (folder / "vocab.json").is_file() and (folder / "merges.txt").is_file()
    return "" if whole or in_two else "tokenizer.json"


def shards(folder: Path) -> list[str]:
    """The files the index of a checkpoint in several parts names; the one file, where there is no index to go by."""
    try:
        if (folder / INDEX).stat().st_size > LARGEST_INDEX:
            return [WEIGHTS]
        named = set(json.loads((folder / INDEX).read_bytes())["weight_map"].values())
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return [WEIGHTS]
    return sorted(str(name) for name in named) or [WEIGHTS]


def locate(name: str) -> Path | None:
    """The folder of a model by its short name or repository; None where no such model is known or here.

    ModelError where it is known but not here, or not all of it.
    """
    known = model_named(name)
    repo = known.repo if known else name
    if not REPO.fullmatch(repo):
        return None
    model = local_model(repo)
    if model is None:
        if known is None:
            return None
        licence = known.licence or "its page names the licence"
        raise ModelError(f"{name} is not on this machine yet", hint=f"dcode models pull {known.name}   ({known.gigabytes:g} GB, {licence})")
    if model.missing:
        raise ModelError(
            f"{name} is not complete: {model.missing} is missing in {model.folder}",
            hint=f"dcode models pull {known.name if known else name}",
        )
    return model.folder


def advice(name: str) -> str:
    """What to do with a name that is none: the one that was probably meant, or the pull of a repository. Empty: nothing comes to mind."""
    if name.startswith(("/", ".", "~")):
        return ""
    if near := nearest(name):
        return f"did you mean {near}? dcode models list has all names"
    return f"dcode models pull {name}, if that is a repository; dcode models list has the names known" if REPO.fullmatch(name) else ""
