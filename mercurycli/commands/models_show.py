"""``dcode models show NAME``: what one can do, what it takes, where it is."""

from __future__ import annotations

import json
from collections.abc import Iterable

import mercurycli

from ..errors import ModelError
from ..model import hub_cache
from ..model.catalogue import KnownModel, model_named, nearest
from ..model.config_file import ConfigFile
from ..model.families import UNVERIFIED, family_named
from ..model.hub_cache import LocalModel, local_model
from ..view.transfer_view import size_words
from .models import EMBEDDED, SCHEMA, facts, family_of, here, other_facts, put


def show(name: str, *, json_output: bool) -> int:
    known = model_named(name)
    local = local_model(known.repo if known else name) if known or hub_cache.REPO.fullmatch(name) else None
    if name == EMBEDDED or (known is None and local is None):
        return show_folder(name, json_output=json_output)
    fields = facts(known, local) if known else other_facts(local)  # type: ignore[arg-type]
    if json_output:
        put(json.dumps({"schema": SCHEMA, "version": mercurycli.__version__, **fields}, indent=2))
        return 0
    for text in described(known, local):
        put(text)
    return 0


def described(known: KnownModel | None, local: LocalModel | None) -> Iterable[str]:
    if known:
        family = family_named(known.family)
        scores = [f"{title} {value:.1f} %" for title, value in (("HumanEval", known.human_eval), ("MBPP", known.mbpp)) if value is not None]
        yield f"{known.name}   {known.repo}"
        yield f"family      {family.title if family else known.family}" + (f"; {known.note}" if known.note else "")
        yield f"can         {can(known.fills)}"
        yield f"size        {known.billions:g} billion parameters, {known.gigabytes:g} GB to pull"
        yield f"memory      about {known.memory(2):.1f} GB in bfloat16, {known.memory(4):.1f} GB in float32"
        yield f"scores      {', '.join(scores) or 'none published that are comparable'} (the authors' own)"
        yield f"context     {known.context:,} tokens in training" if known.context else "context     not stated"
        yield f"licence     {known.licence or 'see its page'}" + (f"; {known.terms}" if known.terms else "")
        yield f"state       {'verified' if known.verified else UNVERIFIED}"
    if local:
        yield f"here        {here(local)} in {local.folder}" + (
            f"; {local.missing} is missing: dcode models pull {known.name if known else local.repo}" if local.missing else ""
        )
    elif known:
        yield f"here        no: dcode models pull {known.name}"


def show_folder(name: str, *, json_output: bool) -> int:
    """Any folder with a config.json, the embedded one among them."""
    from ..model import checkpoint  # behind torch

    try:
        folder = checkpoint.resolve(name)
    except ModelError as error:
        near = nearest(name)
        raise ModelError(
            f"no model is called {name!r}, and there is no such folder", hint=error.hint if near else "dcode models list"
        ) from None
    kind = ConfigFile.read(folder / hub_cache.CONFIG).text("model_type")
    size = sum(path.stat().st_size for path in folder.rglob("*.safetensors"))
    fields = {"name": name, "folder": str(folder), "model_type": kind, "bytes": size, "missing": hub_cache.missing(folder)}
    if json_output:
        put(json.dumps({"schema": SCHEMA, "version": mercurycli.__version__, **fields}, indent=2))
        return 0
    family = None if kind == EMBEDDED else family_of(folder)
    put(f"{name}   {folder}")
    put(f"family      {family.title if family else kind}")
    put(f"can         {can(family is None or family.infill)}")
    put(f"size        {size_words(size)} of weights" + (f"; {fields['missing']} is missing" if fields["missing"] else ""))
    return 0


def can(fills: bool) -> str:
    return "gen, fix, fill" if fills else "gen; not fix or fill: it does not see what stands behind a hole"
