"""Which family a published checkpoint is of: by config.json, the files of its tokenizer, and the name it came under.

config.json alone does not tell: Open-dCoder says it is a Qwen2, Stable-DiffCoder a Llama, and the two kinds of A2D differ
in nothing but their names. What stays open is asked for, and what is no diffusion model at all is called by name.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from ..errors import UsageError
from .config_file import ConfigFile, shown
from .families import FAMILIES, OUT_OF_REACH, Family, family_named
from .token_files import TokenFiles

OTHER = "leave --model out to use the embedded checkpoint"
SEED_MASK = "<[MASK_TOKEN]>"


def repository_name(folder: Path) -> str:
    """The name a checkpoint came under: of the Hugging Face cache's folder, else of the folder itself."""
    whole = folder.resolve()
    for part in reversed(whole.parts):
        if part.startswith("models--"):
            return part.removeprefix("models--").replace("--", "/")
    return whole.name or str(folder)


def recognise(config: ConfigFile, tokens: TokenFiles, name: str, asked: str | None = None) -> Family:
    """The family. ModelError for what is out of reach or autoregressive; UsageError where ``asked`` is no family's name."""
    if asked:
        family = family_named(asked)
        if family is None:
            raise UsageError(f"no family is called {asked!r}", hint=f"use one of {', '.join(each.name for each in FAMILIES)}")
        return family
    kind = config.text("model_type")
    if kind.lower() in OUT_OF_REACH:
        config.fail(f"{OUT_OF_REACH[kind.lower()]}; dcode cannot run it", hint=OTHER)
    hints = " ".join([name, *classes(config)])
    if kind in CHOICES:
        return CHOICES[kind](config, tokens, hints)
    known = [family for family in FAMILIES if kind in family.model_types]
    if known:
        return known[0]
    if config.values.get("mask_token_id") is None and tokens.mask_name() is None:
        config.fail(f"model_type {shown(kind)} without a mask token: this is an autoregressive checkpoint", hint=OTHER)
    config.fail(
        f"model_type {shown(kind)} is not known; known: quicksilver, {', '.join(sorted({t for f in FAMILIES for t in f.model_types}))}",
        hint=f"{OTHER}; a checkpoint of a known family in another coat can be named: --family",
    )


def classes(config: ConfigFile) -> list[str]:
    """Names of the classes the checkpoint was made for, and the name it was made from."""
    values = config.values
    listed = values.get("architectures")
    mapped = values.get("auto_map")
    found = [*(listed if isinstance(listed, list) else []), *(mapped.values() if isinstance(mapped, dict) else [])]
    return [each for each in (*found, values.get("_name_or_path")) if isinstance(each, str)]


def _named(name: str) -> Family:
    family = family_named(name)
    assert family is not None
    return family


def _qwen2(config: ConfigFile, tokens: TokenFiles, hints: str) -> Family:
    mask = tokens.mask_name()
    if mask is None:
        config.fail("model_type 'qwen2' without a mask token: this is an autoregressive checkpoint", hint=OTHER)
    if mask == "<M>" or re.search(r"open-?dcoder|open-?dllm", hints, re.IGNORECASE):
        return _named("open-dcoder")
    raise _open(config, "open-dcoder", "a2d-mdlm", "dream")


def _a2d(config: ConfigFile, tokens: TokenFiles, hints: str) -> Family:
    found = {name for name, sign in (("a2d-mdlm", "mdlm"), ("a2d-bd3lm", "bd3lm|tide")) if re.search(sign, hints, re.IGNORECASE)}
    if len(found) != 1:
        raise _open(config, "a2d-mdlm", "a2d-bd3lm")
    return _named(found.pop())


def _dream(config: ConfigFile, tokens: TokenFiles, hints: str) -> Family:
    return _named("dreamon" if "<|expand|>" in tokens.added else "dream")


def _llada(config: ConfigFile, tokens: TokenFiles, hints: str) -> Family:
    return _named("llada-moe" if "num_experts" in config.values or "LLaDAMoE" in hints else "llada")


def _llama(config: ConfigFile, tokens: TokenFiles, hints: str) -> Family:
    named = re.search(r"stable-?_?diffcoder|seed_diffcoder", hints, re.IGNORECASE)
    if named or tokens.special("mask_token") == SEED_MASK or SEED_MASK in tokens.added:
        return _named("stable-diffcoder")
    if tokens.mask_name() is None:
        config.fail("model_type 'llama' without a mask token: this is an autoregressive checkpoint", hint=OTHER)
    raise _open(config, "stable-diffcoder", "illada")


def _llada2(config: ConfigFile, tokens: TokenFiles, hints: str) -> Family:
    if re.search(r"2\.2|flash", hints, re.IGNORECASE):
        config.fail("LLaDA2.2 and the flash models edit by insertion, or are of 100B; dcode cannot run them", hint=OTHER)
    said = re.search(r"(?<!\d)2\.[01]", hints)  # the model's own name stands first in the hints
    if said is None:
        raise _open(config, "llada2", "llada2.1")
    return _named("llada2.1" if said[0] == "2.1" else "llada2")


CHOICES: dict[str, Callable[[ConfigFile, TokenFiles, str], Family]] = {
    "qwen2": _qwen2, "llama": _llama, "Dream": _dream, "llada": _llada, "llada2_moe": _llada2,
    **dict.fromkeys(("a2d-qwen2", "a2d-qwen3", "a2d-llama"), _a2d),
}  # fmt: skip


def _open(config: ConfigFile, *names: str) -> UsageError:
    return UsageError(
        f"{config.path.parent} could be of the families {' or '.join(names)}: its files do not say which",
        hint=f"pass --family {' or --family '.join(names)}",
    )
