"""``dcode models``: which checkpoints there are, what they can do, which of them are here, which one is used."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import mercurycli

from ..errors import ModelError, UsageError
from ..model import hub_cache
from ..model.catalogue import KnownModel, is_free, known_models, model_named
from ..model.config_file import ConfigFile
from ..model.families import UNVERIFIED, Family
from ..model.hub_cache import LocalModel, local_models
from ..model.recognition import recognise, repository_name
from ..model.token_files import TokenFiles
from ..settings.load import load
from ..view.transfer_view import size_words
from ..view.visible_text import visible
from . import config
from .speech import put_on_stdout, say

EMBEDDED = "quicksilver"
SCHEMA = "dcode.models/1"


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    here: str  # what lies on this machine
    download: str
    human_eval: str
    mbpp: str
    fills: str
    licence: str


HEADER = Row("name", "here", "download", "HumanEval", "MBPP", "fills", "licence")


def list_models(*, local: bool, json_output: bool) -> int:
    """The embedded one, those known, and others in the cache that look like diffusion models."""
    found = {model.repo: model for model in local_models()}
    others = [model for model in found.values() if model.known is None and is_diffusion(model.folder)]
    known = [model for model in known_models() if not local or model.repo in found]
    used = load().model
    if json_output:
        rows = [{"name": EMBEDDED, "here": True}, *(facts(model, found.get(model.repo)) for model in known), *map(other_facts, others)]
        put(json.dumps({"schema": SCHEMA, "version": mercurycli.__version__, "default": used, "models": rows}, indent=2))
        return 0
    table = [HEADER, Row(EMBEDDED, "embedded", "", "", "", "yes", "Apache-2.0")]
    table += [row_of(model, found.get(model.repo)) for model in known]
    table += [Row(model.repo, here(model), "", "", "", "", "") for model in others]
    for text in lines(table, {used, *(model.name for model in [model_named(used)] if model)}):
        put(text)
    say("* is used where --model says nothing; dcode models show NAME tells more, dcode models default NAME chooses")
    if any(not model.verified for model in known):
        say(f"sizes and scores are the authors' own; how dcode runs those to pull was {UNVERIFIED}")
    return 0


def row_of(known: KnownModel, local: LocalModel | None) -> Row:
    return Row(
        known.name, here(local), f"{known.gigabytes:.1f} GB", score(known.human_eval), score(known.mbpp),
        "yes" if known.fills else "no", licence_of(known),
    )  # fmt: skip


def licence_of(known: KnownModel) -> str:
    """In a word; a free one with strings attached says so."""
    return (known.licence or "see its page") + (", with terms" if known.terms and is_free(known.licence) else "")


def here(local: LocalModel | None) -> str:
    return "" if local is None else "incomplete" if local.missing else size_words(local.size)


def score(value: float | None) -> str:
    return "" if value is None else f"{value:.1f}"


def lines(table: Iterable[Row], used: set[str]) -> Iterable[str]:
    cells = [(row.name, row.here, row.download, row.human_eval, row.mbpp, row.fills, row.licence) for row in table]
    widths = [max(len(cell) for cell in column) for column in zip(*cells, strict=True)]
    for row in cells:
        mark = "*" if row[0] in used else " "
        yield f"{mark} {'  '.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))}".rstrip()


def is_diffusion(folder: Path) -> bool:
    """Whether its files are of a family dcode knows, or of one of several; most models in a cache are of none."""
    try:
        family_of(folder)
    except UsageError:  # which of several, --family has to say
        return True
    except ModelError:
        return False
    return True


def family_of(folder: Path) -> Family:
    return recognise(ConfigFile.read(folder / hub_cache.CONFIG), TokenFiles(folder), repository_name(folder))


def facts(known: KnownModel, local: LocalModel | None) -> dict[str, Any]:
    memory = {"bfloat16": round(known.memory(2), 1), "float32": round(known.memory(4), 1)}
    return {**asdict(known), "fills": known.fills, "memory_gigabytes": memory, **local_facts(local)}


def other_facts(local: LocalModel) -> dict[str, Any]:
    return {"name": local.repo, "repo": local.repo, **local_facts(local)}


def local_facts(local: LocalModel | None) -> dict[str, Any]:
    if local is None:
        return {"here": False}
    return {
        "here": not local.missing,
        "bytes": local.size,
        "folder": str(local.folder),
        "revision": local.revision,
        "missing": local.missing,
    }


def default(name: str | None) -> int:
    """Shows or sets the model that is used where nothing else is said; only one that is here can be."""
    if name is None:
        settings = load()
        put(f"{settings.model}   ({settings.origin('model')})")
        return 0
    if name == EMBEDDED:
        return config.unset("model", project=False)
    if not Path(name).expanduser().is_dir() and hub_cache.locate(name) is None:
        raise UsageError(f"no model is called {name!r}, and there is no such folder", hint=hub_cache.advice(name) or "dcode models list")
    known = model_named(name)
    return config.set_value("model", known.name if known else name, project=False)


def put(text: str) -> None:
    put_on_stdout(f"{visible(text)}\n".encode())
