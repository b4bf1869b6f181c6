"""A published checkpoint's folder as its files tell of it: family, sizes, mask, ends, and where each tensor lies.

Foreign like everything in checkpoint.py: whatever is wrong ends as a ModelError that names the file. What a config.json
leaves out or gets wrong (biases, norms, a tied head, the mask) is read off the weights' headers and the tokenizer's files.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .backbone import ModelConfig
from .config_file import LIMITS, ConfigFile, shown
from .families import Family
from .moe import Mixture
from .recognition import classes, recognise, repository_name
from .safetensors_header import Stored
from .shards import stored_tensors
from .tensor_names import theirs
from .token_files import TokenFiles

HF = {
    "vocab_size": "vocab_size", "hidden_size": "hidden_size", "intermediate_size": "intermediate_size", "num_layers": "num_hidden_layers",
    "num_heads": "num_attention_heads", "num_kv_heads": "num_key_value_heads", "head_dim": "head_dim",
    "max_positions": "max_position_embeddings", "tied": "tie_word_embeddings",
}  # fmt: skip
LLADA = {
    "vocab_size": "embedding_size", "hidden_size": "d_model", "intermediate_size": "mlp_hidden_size", "num_layers": "n_layers",
    "num_heads": "n_heads", "num_kv_heads": "n_kv_heads", "head_dim": "head_dim", "max_positions": "max_sequence_length",
    "tied": "weight_tying",
}  # fmt: skip
MOST_POSITIONS = 2**24
BLOCK_KEYS = ("bd_size", "block_size", "block_length")
LONGEST_BLOCK = 1024


@dataclass(frozen=True, slots=True)
class Published:
    folder: Path
    name: str
    family: Family
    model: ModelConfig
    max_positions: int
    mask_id: int
    stops: tuple[int, ...]  # ids that end an answer
    chat: bool  # it was trained to answer, not only to go on with a text
    block: int  # rows that see each other, where attention is by blocks
    tokens: TokenFiles
    stored: Mapping[str, Stored]


def read_published(folder: Path, config: ConfigFile, family_name: str | None = None) -> Published:
    tokens, name = TokenFiles(folder), repository_name(folder)
    family = recognise(config, tokens, name, family_name)
    stored = stored_tensors(folder)
    model = _model(config, family, stored)
    keys = HF if family.sizes == "hf" else LLADA
    ends, mask_id = _stops(config, family, tokens), _mask(config, family, tokens)
    for what, id in (("the mask", mask_id), *(("an end", id) for id in ends)):
        if id >= model.vocab_size:
            config.fail(f"{what} is id {id}, the embedding has {model.vocab_size} rows", hint="copy all files from one place")
    stops = tuple(id for id in ends if id != mask_id)
    if not stops:
        config.fail("no file says which token ends an answer", hint="set eos_token_id")
    return Published(
        folder=folder, name=name, family=family, model=model, stored=stored, tokens=tokens, mask_id=mask_id, stops=stops,
        max_positions=config.whole(keys["max_positions"], 1, MOST_POSITIONS) if keys["max_positions"] in config.values else 4096,
        chat=_is_chat(family, name, classes(config)), block=_block(config, family, name),
    )  # fmt: skip


def _model(config: ConfigFile, family: Family, stored: Mapping[str, Stored]) -> ModelConfig:
    keys = HF if family.sizes == "hf" else LLADA

    def size(ours: str, missing: int | None = None) -> int:
        key = keys[ours]
        return missing if missing is not None and config.values.get(key) is None else config.whole(key, 1, LIMITS[ours])

    def has(ours: str) -> bool:
        return theirs(ours, family.layout) in stored

    hidden, heads = size("hidden_size"), size("num_heads")
    mixture = _mixture(config, family) if family.moe else None
    _refuse_what_is_not_built(config)
    _refuse_what_the_files_cannot_hold(config, size("num_layers"), mixture, len(stored))
    try:
        return ModelConfig(
            vocab_size=size("vocab_size", config.whole("vocab_size", 1, LIMITS["vocab_size"]) if "vocab_size" in config.values else None),
            hidden_size=hidden,
            intermediate_size=size("intermediate_size", mixture.inner_size if mixture else None),
            num_layers=size("num_layers"),
            num_heads=heads,
            num_kv_heads=size("num_kv_heads", heads),
            head_dim=size("head_dim", max(hidden // heads, 1)),
            rope_theta=_number(config, family, "rope_theta", 1e12),
            rms_norm_eps=_number(config, family, "rms_norm_eps", 0.1),
            qkv_bias=has("model.layers.0.self_attn.q_proj.bias"),
            qk_norm=has("model.layers.0.self_attn.q_norm.weight"),
            tie_word_embeddings=not has("lm_head.weight") and config.flag(keys["tied"], missing=family.tied),
            rotary_dim=_rotary_dim(config, size("head_dim", max(hidden // heads, 1))),
            mixture=mixture,
        )
    except ValueError as error:
        config.fail(str(error))


def _number(config: ConfigFile, family: Family, key: str, most: float) -> float:
    """A positive number; where it is missing or, as in one hub's revision, cut off in the middle, the family's own."""
    nested = config.values.get("rope_parameters")
    value = config.values.get(key, nested.get(key) if isinstance(nested, dict) else None)
    if value is None or (isinstance(value, str) and re.fullmatch(r"[0-9.]+e-?", value)):
        return family.defaults[key]
    return ConfigFile(config.path, {key: value}).positive(key, most)


def _rotary_dim(config: ConfigFile, head_dim: int) -> int:
    if config.values.get("rotary_dim") is not None:
        return config.whole("rotary_dim", 2, head_dim)
    if config.values.get("partial_rotary_factor") in (None, 1, 1.0):
        return 0
    return int(head_dim * config.positive("partial_rotary_factor", 1.0))


def _refuse_what_is_not_built(config: ConfigFile) -> None:
    values = config.values
    scaling = values.get("rope_scaling")
    kind = (scaling.get("rope_type") or scaling.get("type")) if isinstance(scaling, dict) else scaling
    if kind not in (None, "default"):
        config.fail(f"rope_scaling {shown(kind)} is not known", hint="remove it: the model runs within its first context")
    if values.get("use_sliding_window"):
        config.fail("a sliding window is not known", hint="take a checkpoint without one")
    for key, known in (("hidden_act", ("silu", "swiglu")), ("activation_type", ("silu", "swiglu")), ("layer_norm_type", ("rms",))):
        if values.get(key) not in (None, *known):
            config.fail(f"{key} {shown(values[key])} is not known", hint="take a checkpoint of another model")


def _refuse_what_the_files_cannot_hold(config: ConfigFile, layers: int, mixture: Mixture | None, stored: int) -> None:
    """A number of layers or experts that would take minutes to build, only to find that there are no tensors for them."""
    least = layers if mixture is None else max(layers - mixture.dense_layers, 0) * mixture.experts * 3 + layers
    if least > stored:
        config.fail(f"it asks for {least:,} tensors at least, the files hold {stored:,}", hint="copy all files from one place")


def _mixture(config: ConfigFile, family: Family) -> Mixture:
    def whole(key: str, missing: int, most: int = 4096, least: int = 1) -> int:
        return config.whole(key, least, most) if config.values.get(key) is not None else missing

    experts = config.whole("num_experts", 1, 4096)
    inner = config.whole("expert_intermediate_size" if "expert_intermediate_size" in config.values else "moe_intermediate_size", 1, 2**18)
    per_token = whole("num_experts_per_tok", min(8, experts))
    try:
        if family.layout != "llada2":
            return Mixture(experts, per_token, inner, "softmax", renormalise=config.flag("norm_topk_prob", missing=False))
        return Mixture(
            experts, per_token, inner, "sigmoid", renormalise=config.flag("norm_topk_prob", missing=True),
            groups=whole("n_group", 1), kept_groups=whole("topk_group", 1),
            scale=config.positive("routed_scaling_factor", 1e6) if "routed_scaling_factor" in config.values else 1.0,
            shared=whole("num_shared_experts", 0, least=0), dense_layers=whole("first_k_dense_replace", 0, LIMITS["num_layers"], least=0),
        )  # fmt: skip
    except ValueError as error:
        config.fail(str(error))


def _mask(config: ConfigFile, family: Family, tokens: TokenFiles) -> int:
    """The mask's id: of config.json (unless it is an end's, a slip of one project), of the tokenizer, of the family."""
    ends = (config.values.get("eos_token_id"), config.values.get("pad_token_id"))
    if config.values.get("mask_token_id") is not None:
        said = config.whole("mask_token_id", 0, LIMITS["vocab_size"])
        if said not in ends:
            return said
    name = tokens.mask_name()
    id = tokens.added[name] if name is not None else family.mask_id
    if id is None:
        config.fail("no file says which token is the mask", hint="set mask_token_id")
    return id


def _stops(config: ConfigFile, family: Family, tokens: TokenFiles) -> tuple[int, ...]:
    found = [tokens.added[name] for name in family.stops if name in tokens.added]
    said = config.values.get("eos_token_id")
    for id in said if isinstance(said, list) else [said]:
        if id is not None:
            found.append(ConfigFile(config.path, {"eos_token_id": id}).whole("eos_token_id", 0, LIMITS["vocab_size"]))
    return tuple(dict.fromkeys((*found, *tokens.ends())))


def _is_chat(family: Family, name: str, made_of: Sequence[str]) -> bool:
    """What its own name says counts first: the config.json of a chat model often names the base model it was made of."""
    if not family.turns:
        return False
    others = [] if re.search(r"instruct|chat", name, re.IGNORECASE) else made_of
    return not re.search(r"\bbase\b|[-_]base", " ".join([name, *others]), re.IGNORECASE)


def _block(config: ConfigFile, family: Family, name: str) -> int:
    if family.attention != "block":
        return 0
    for key in BLOCK_KEYS:
        if config.values.get(key) is not None:
            return config.whole(key, 1, LONGEST_BLOCK)
    said = re.search(r"-b(\d{1,3})\b", name) if family.name == "sdar" else None
    return int(said[1]) if said and int(said[1]) else family.block


def recommended(published: Published) -> dict[str, Any]:
    """The family's rule as settings of the sampler."""
    rule = published.family.rule
    return {"threshold": rule.threshold, "temperature": rule.temperature, "take_back": 1.0}
