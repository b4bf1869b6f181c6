"""A folder to a model and back: config.json, model.safetensors, tokenizer.json. Never a pickle.

Everything in the folder counts as foreign: whatever is wrong with it ends as a ModelError that names file and tensor.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, get_args, get_type_hints

import torch
from safetensors import SafetensorError
from safetensors.torch import save_file
from torch import Tensor

from .. import known_wishes
from ..canvas import SamplingParams
from ..errors import ModelError
from ..known_wishes import KnownWishes
from . import hub_cache
from .backbone import Backbone, ModelConfig
from .building import unfilled
from .config_file import LIMITS, ConfigFile, shown
from .safetensors_header import read_shapes
from .tokenizer import LANGUAGE_TOKENS, TASKS, Tokenizer
from .weights_file import PICKLES, WEIGHTS, check_shapes, find_weights, read_tensors

FOR_HOLES = "for_holes"  # key of config.json
EMBEDDED = "quicksilver"
CONFIG, TOKENIZER = "config.json", "tokenizer.json"
WISHES, LONGEST_WISHES = "wishes.json", 4_000_000  # characters
HEAD = "lm_head.weight"
ATTENTION = {"quicksilver": "by_role"}  # model_type: who may look at whom
OTHER = "leave --model out to use the embedded checkpoint"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What config.json says, checked."""

    folder: Path
    name: str
    model: ModelConfig
    max_positions: int  # longest row of ids the model was made for
    mask_token_id: int
    attention: str  # "by_role": context attends to context, the answer to everything
    sampling: Mapping[str, Any]  # recommended SamplingParams by name, "languages" and "length"
    trained: Mapping[str, Any]  # how the weights came about, for people
    for_holes: Path | None = None  # folder within this one: a network for what is filled and mended, where that is not this one


def is_published(folder: Path) -> bool:
    """Whether the folder holds another project's checkpoint: one whose model_type is not ours."""
    path = folder / CONFIG
    if not _is_file(path):
        return False
    kind = ConfigFile.read(path).values.get("model_type")
    return isinstance(kind, str) and kind not in ATTENTION


def read(folder: Path) -> Checkpoint:
    """Read and check config.json."""
    if not _is_folder(folder):
        raise ModelError(f"there is no checkpoint folder {folder}", hint=OTHER)
    config = ConfigFile.read(folder / CONFIG)
    attention = _attention(config)
    sizes = {key: config.whole(key, 1, most) for key, most in LIMITS.items()}
    try:
        model = ModelConfig(
            **sizes,
            rope_theta=config.positive("rope_theta", most=1e12),
            rms_norm_eps=config.positive("rms_norm_eps", most=0.1),
            qkv_bias=config.flag("qkv_bias"),
            qk_norm=config.flag("qk_norm"),
            tie_word_embeddings=config.flag("tie_word_embeddings", missing=True),
            embedding_norm=config.flag("embedding_norm", missing=False),
            neighbour_mixing=config.flag("neighbour_mixing", missing=False),
            copy_size=config.whole("copy_size", 0, 2**12) if "copy_size" in config.values else 0,
        )
    except ValueError as error:
        config.fail(str(error))
    return Checkpoint(
        folder=folder,
        name=folder.resolve().name or str(folder),
        model=model,
        max_positions=config.whole("max_positions", 1, 2**24),
        mask_token_id=config.whole("mask_token_id", 0, model.vocab_size - 1),
        attention=attention,
        sampling=_sampling(config),
        trained=config.table("trained"),
        for_holes=_for_holes(config, folder),
    )


def _for_holes(config: ConfigFile, folder: Path) -> Path | None:
    name = config.values.get(FOR_HOLES)
    if name is None:
        return None
    if not isinstance(name, str) or not name.isidentifier():
        config.fail(f"{FOR_HOLES} must name a folder beside it, not {name!r}")
    return folder / name


def load_tokenizer(checkpoint: Checkpoint) -> Tokenizer:
    path = checkpoint.folder / TOKENIZER
    tokenizer = Tokenizer.load(path)
    if tokenizer.size > checkpoint.model.vocab_size:
        cause = f"{path} has ids up to {tokenizer.size - 1}, the embedding {checkpoint.model.vocab_size} rows"
        raise ModelError(cause, hint=f"put the {TOKENIZER} there that the model was trained with")
    if tokenizer.mask_id != checkpoint.mask_token_id:
        cause = f"the mask is id {tokenizer.mask_id} in {path} and {checkpoint.mask_token_id} in {CONFIG}"
        raise ModelError(cause, hint=f"put the {TOKENIZER} there that the model was trained with")
    return tokenizer


def wishes_of(folder: Path) -> KnownWishes:
    """What the wishes that a checkpoint was trained on are made of, if it tells that."""
    path = folder / WISHES
    if not _is_file(path):
        return KnownWishes()
    with path.open(encoding="utf-8", errors="replace") as file:
        return known_wishes.read(file.read(LONGEST_WISHES))


def load_backbone(checkpoint: Checkpoint, device: torch.device | str = "cpu", dtype: torch.dtype = torch.float32) -> Backbone:
    """The network in eval mode. Its weights are mapped from the file and copied only to change device or dtype."""
    path = find_weights(checkpoint.folder)
    stored = read_shapes(path)
    # config.json may say "tied" of a file that has a head: the file is right
    model = replace(checkpoint.model, tie_word_embeddings=checkpoint.model.tie_word_embeddings and HEAD not in stored)
    backbone = unfilled(model)
    check_shapes(path, stored, {name: tuple(p.shape) for name, p in backbone.state_dict().items()})
    backbone.load_state_dict(read_tensors(path, stored, torch.device(device), dtype), strict=True, assign=True)
    return backbone.eval().requires_grad_(False)


def save(
    folder: Path, backbone_state: Mapping[str, Tensor], config: Mapping[str, Any], tokenizer_json: str, dtype: torch.dtype = torch.float32
) -> None:
    """Write a checkpoint folder: to one side first, then loaded as a user would, then moved into place file by file."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".saving-", dir=folder) as name:
            part = Path(name)
            tensors = {n: t.detach().to("cpu", dtype, copy=True).contiguous() for n, t in backbone_state.items()}
            save_file(tensors, part / WEIGHTS, metadata={"format": "pt"})
            (part / WEIGHTS).chmod(0o644)  # the library makes it readable for its owner only
            (part / TOKENIZER).write_text(tokenizer_json, encoding="utf-8")
            (part / CONFIG).write_text(json.dumps(dict(config), indent=2) + "\n", encoding="utf-8")
            written = read(part)
            load_tokenizer(written)
            load_backbone(written)
            for file in (WEIGHTS, TOKENIZER, CONFIG):
                os.replace(part / file, folder / file)
    except (OSError, SafetensorError) as error:
        raise ModelError(f"cannot write the checkpoint {folder}: {error}", hint="check the folder's permissions and space") from None


def embedded_folder() -> Path:
    """The checkpoint that comes with mercurycli: package data in a wheel, models/quicksilver in a source tree."""
    package = Path(__file__).resolve().parents[1]
    places = [package / "models" / EMBEDDED]
    if (package.parent / "pyproject.toml").is_file():  # beside an installed package lie strangers
        places.append(package.parent / "models" / EMBEDDED)
    for place in places:
        if (place / CONFIG).is_file():
            return place
    looked = " nor ".join(map(str, places))
    raise ModelError(f"the embedded checkpoint is not in {looked}", hint="pip install --force-reinstall mercurycli, or pass --model FOLDER")


def resolve(name: str | None) -> Path:
    """The folder of a checkpoint: None or "quicksilver" is the embedded one, else a path, or the name of one that was pulled."""
    if name is None or name == EMBEDDED:
        return embedded_folder()
    path = _expanded(name)
    if name and _is_folder(path):
        return path
    if path.suffix in PICKLES:
        raise ModelError(f"{name} is a pickle, which can run code: safetensors only", hint=f"convert it to {WEIGHTS} in a folder")
    if name and _is_file(path):
        raise ModelError(f"{name} is a file; a checkpoint is a folder", hint=f"pass --model {path.parent}")
    if name and (found := hub_cache.locate(name)):
        return found
    cause = f"no checkpoint is called {name!r}: it is not {EMBEDDED!r}, and there is no folder {path.absolute() if name else ''}".rstrip()
    raise ModelError(cause, hint=hub_cache.advice(name) or f"{OTHER}, or pass a folder with {CONFIG}, {WEIGHTS} and {TOKENIZER}")


def _attention(config: ConfigFile) -> str:
    family = config.text("model_type")
    if family in ATTENTION:
        return ATTENTION[family]
    if config.values.get("mask_token_id") is None:
        config.fail(f"model_type {shown(family)} without a mask token: this is an autoregressive checkpoint", hint=OTHER)
    config.fail(f"model_type {shown(family)} is not known; known: {', '.join(ATTENTION)}", hint=OTHER)


def _sampling(config: ConfigFile) -> Mapping[str, Any]:
    """The recommended settings, each of the type it has in SamplingParams, all together a valid SamplingParams."""
    table, kinds = config.table("sampling"), get_type_hints(SamplingParams)
    for name, value in table.items():
        if name in ("languages", "tasks"):
            known = LANGUAGE_TOKENS if name == "languages" else TASKS
            right = isinstance(value, tuple) and value and all(isinstance(v, str) and v in known for v in value)
        elif name == "length":
            right = type(value) is int and value > 0
        elif name == "unsure_below":
            right = type(value) in (int, float) and 0.0 <= value < float("inf")
        elif name not in kinds:
            config.fail(f"sampling: {shown(name)} is no setting of the sampler", hint=f"known: languages, tasks, length, unsure_below, {', '.join(kinds)}")
        else:
            allowed = {*(get_args(kinds[name]) or (kinds[name],))}
            right = type(value) in allowed | ({int} if float in allowed else set())
        if not right:
            config.fail(f"sampling: {name} cannot be {shown(value)}")
    try:
        SamplingParams(**{name: value for name, value in table.items() if name in kinds})
    except (ValueError, OverflowError) as error:
        config.fail(f"sampling: {error}")
    return table


def _expanded(name: str) -> Path:
    try:
        return Path(name).expanduser()
    except RuntimeError:  # ~stranger
        return Path(name)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name too long, a folder on the way that may not be read
        return False


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False
