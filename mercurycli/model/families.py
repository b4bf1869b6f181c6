"""The table of checkpoint families, as data: how to recognise one, what it calls its tensors, who sees whom, how it decodes.

Each row was put together from the authors' own published files. Nothing here runs: recognition.py reads the table,
foreign.py builds from it, and the modules of diffusion/ decode by its rules.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

Attention = Literal["full", "block", "reorder"]
Order = Literal["confidence", "entropy", "path", "expand", "reorder"]

MASK_NAMES = ("<|mask|>", "<M>", "|<MASK>|", "<MASK>", "<|MASK|>", "<|mdm_mask|>", "<[MASK_TOKEN]>")
UNVERIFIED = "not verified with real weights"


@dataclass(frozen=True, slots=True)
class Rule:
    """How a family decodes when nobody says otherwise: its authors' own settings."""

    order: Order = "confidence"  # what the next holes are chosen by; "path", "expand", "reorder" are ways of their own
    threshold: float = 1.0  # settle every hole at least this sure; 1: the best one of each model call
    temperature: float = 0.0
    top_p: float = 1.0  # share of the probability the drawn token comes from
    run: int | None = None  # holes finished before the next ones begin; None: all at once
    edit_from: float | None = None  # in a block, replace a settled token by another at least this probable
    edit_passes: int = 0  # model calls that only edit, once a block has no hole
    entropy_limit: float = 0.0  # "reorder": settle below this entropy (nats) …
    entropy_slope: float = 0.0  # … to which each place behind the first hole adds so much
    length: int = 256  # holes of an answer


@dataclass(frozen=True, slots=True)
class Family:
    name: str  # what --family takes
    title: str  # what people call it
    attention: Attention
    rule: Rule
    model_types: tuple[str, ...] = ()  # of config.json
    layout: Literal["hf", "llada", "llada2"] = "hf"  # how tensors are named
    sizes: Literal["hf", "llada"] = "hf"  # how config.json names them
    block: int = 0  # block-causal: rows that see each other
    blocks_from: Literal["start", "answer"] = "start"  # where a block begins: at position 0, or where the answer does
    whole_blocks: bool = False  # the last block is denoised whole, though less of it was asked for
    shift: bool = False  # row i - 1 predicts token i
    first_by_row_before: bool = False  # a block's first token is read off the last row of the block before it
    tied: bool = False  # where config.json says nothing
    mask_id: int | None = None  # where no file says it
    stops: tuple[str, ...] = ("<|im_end|>", "<|endoftext|>")  # tokens that end an answer
    expand: str = ""  # token that stands for two holes
    turns: str = ""  # of a chat where the files bring no template; empty: the model goes on with a text
    bounded: bool = False  # a text begins with the token of that name and ends with an end token
    infill: bool = False  # it sees what stands behind a hole
    defaults: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))  # of config.json's missing keys
    moe: bool = False


QWEN_TURNS = (
    "<|im_start|>system\nYou are a helpful assistant.<|im_end|>\n<|im_start|>user\n{user}<|im_end|>\n<|im_start|>assistant\n"
)
LLADA_TURNS = (
    "<|startoftext|><|start_header_id|>user<|end_header_id|>\n\n{user}<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n"
)
SEED_TURNS = (
    "<[begin▁of▁sentence]>system\nYou are an AI programming assistant.\n\n<[end▁of▁sentence]>"
    "<[begin▁of▁sentence]>user\n{user}<[end▁of▁sentence]><[begin▁of▁sentence]>assistant\n"
)
ROLE_TURNS = "<role>SYSTEM</role>detailed thinking off<|role_end|><role>HUMAN</role>{user}<|role_end|><role>ASSISTANT</role>"

QWEN = MappingProxyType({"rope_theta": 1e6, "rms_norm_eps": 1e-6})
DREAM = Rule(order="entropy", temperature=0.2, top_p=0.95, length=256)
LLADA2_RULE = Rule(threshold=0.95)

FAMILIES = (
    Family(
        "open-dcoder", "Open-dCoder", "full", Rule(order="path", temperature=0.8, top_p=0.95, length=128),
        shift=True, tied=True, mask_id=151665, stops=("<|endoftext|>", "<|im_end|>"), infill=True, defaults=QWEN,
    ),
    Family(
        "a2d-mdlm", "dllm A2D (mdlm)", "full", Rule(), model_types=("a2d-qwen2", "a2d-qwen3", "a2d-llama"),
        turns=QWEN_TURNS, infill=True, defaults=QWEN,
    ),
    Family(
        "a2d-bd3lm", "dllm A2D (bd3lm), TIDE", "block", Rule(), model_types=("a2d-qwen2", "a2d-qwen3", "a2d-llama"),
        block=32, blocks_from="answer", turns=QWEN_TURNS, defaults=QWEN,
    ),
    Family(
        "coda", "CoDA", "full", Rule(order="entropy"), model_types=("CoDA",),
        shift=True, mask_id=151669, turns=QWEN_TURNS, infill=True, defaults=QWEN,
    ),
    Family(
        "fast-dllm-v2", "Fast-dLLM v2", "block", Rule(threshold=0.9, run=8), model_types=("Fast_dLLM_Qwen",),
        block=32, whole_blocks=True, shift=True, first_by_row_before=True, tied=True, mask_id=151665, turns=QWEN_TURNS, defaults=QWEN,
    ),
    Family(
        "sdar", "SDAR, TraDo", "block", Rule(threshold=0.85), model_types=("sdar",),
        block=4, whole_blocks=True, mask_id=151669, turns=QWEN_TURNS, defaults=QWEN,
    ),
    Family(
        "dream", "Dream, Dream-Coder, DiffuCoder", "full", DREAM, model_types=("Dream",),
        shift=True, mask_id=151666, stops=("<|im_end|>", "<|endoftext|>", "<|dlm_pad|>"), turns=QWEN_TURNS, infill=True, defaults=QWEN,
    ),
    Family(
        "dreamon", "DreamOn", "full", Rule(order="expand", temperature=0.2, top_p=0.9, length=64), model_types=("Dream",),
        shift=True, mask_id=151666, stops=("<|endoftext|>", "<|im_end|>"), expand="<|expand|>", bounded=True, infill=True, defaults=QWEN,
    ),
    Family(
        "llada", "LLaDA-8B, LLaDA-1.5", "full", Rule(run=32), model_types=("llada",), layout="llada", sizes="llada",
        mask_id=126336, stops=("<|endoftext|>", "<|eot_id|>"), turns=LLADA_TURNS, infill=True,
        defaults=MappingProxyType({"rope_theta": 5e5, "rms_norm_eps": 1e-5}),
    ),
    Family(
        "illada", "iLLaDA", "full", Rule(run=32), model_types=("illada",),
        mask_id=5, stops=("<|endoftext|>", "<|eot_id|>"), turns=LLADA_TURNS, infill=True,
        defaults=MappingProxyType({"rope_theta": 5e5, "rms_norm_eps": 1e-5}),
    ),
    Family(
        "stable-diffcoder", "Stable-DiffCoder", "block", Rule(), model_types=("llama",),
        block=4, mask_id=5, stops=("<[end▁of▁sentence]>",), turns=SEED_TURNS,
        defaults=MappingProxyType({"rope_theta": 5e5, "rms_norm_eps": 1e-6}),
    ),
    Family(
        "llada-moe", "LLaDA-MoE", "full", Rule(threshold=0.8, run=64), model_types=("llada", "llada_moe", "lladamoe"),
        mask_id=156895, stops=("<|role_end|>", "<|endoftext|>"), turns=ROLE_TURNS, infill=True, moe=True,
        defaults=MappingProxyType({"rope_theta": 5e4, "rms_norm_eps": 1e-5}),
    ),
    Family(
        "llada2", "LLaDA2.0-mini", "block", LLADA2_RULE, model_types=("llada2_moe",), layout="llada2",
        block=32, whole_blocks=True, mask_id=156895, stops=("<|role_end|>", "<|endoftext|>"), turns=ROLE_TURNS, moe=True,
        defaults=MappingProxyType({"rope_theta": 6e5, "rms_norm_eps": 1e-6}),
    ),
    Family(
        "llada2.1", "LLaDA2.1-mini", "block", Rule(threshold=0.95, edit_from=0.9, edit_passes=16), model_types=("llada2_moe",),
        layout="llada2", block=32, whole_blocks=True, mask_id=156895, stops=("<|role_end|>", "<|endoftext|>"), turns=ROLE_TURNS, moe=True,
        defaults=MappingProxyType({"rope_theta": 6e5, "rms_norm_eps": 1e-6}),
    ),
    Family(
        "wedlm", "WeDLM", "reorder", Rule(order="reorder", run=16, entropy_limit=0.4, entropy_slope=0.02), model_types=("wedlm",),
        mask_id=151665, turns=QWEN_TURNS, defaults=QWEN,
    ),
)  # fmt: skip

# Diffusion models that are out of reach, and why: what config.json calls them.
OUT_OF_REACH = MappingProxyType({
    "diffusion_gemma": "DiffusionGemma denoises random tokens instead of masks and conditions on itself",
    "lfm2": "LFM2.5-Encoder-Diffusion mixes attention with short convolutions",
    "lfm2_bidirectional": "LFM2.5-Encoder-Diffusion mixes attention with short convolutions",
    "sdar_moe": "SDAR-30B-A3B is a mixture of 30B parameters in a layout of its own",
    "rnd1": "RND1 is a mixture of 30B parameters in a layout of its own",
    "nemotron_labs_diffusion": "Nemotron-Labs-Diffusion drafts and verifies with two kinds of attention",
    "lladavision": "LLaDA-V reads pictures",
})  # fmt: skip


def family_named(name: str) -> Family | None:
    return next((family for family in FAMILIES if family.name == name), None)


def titles_that_fill() -> str:
    """The families that can fill a hole in the middle of a text, for people."""
    return ", ".join(family.title for family in FAMILIES if family.infill)
