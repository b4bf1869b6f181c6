"""Under which name, and in which of its rows, a published file holds each tensor of our backbone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from .backbone import ModelConfig

# Ours, and what stands for it. Trap: LLaDA's ff_out is the head at the top and down_proj in a block.
LLADA = (
    (r"^model\.embed_tokens\.", "model.transformer.wte."),
    (r"^model\.norm\.", "model.transformer.ln_f."),
    (r"^lm_head\.", "model.transformer.ff_out."),
    (r"^model\.layers\.(\d+)\.self_attn\.([qkv]_proj)\.", r"model.transformer.blocks.\1.\2."),
    (r"^model\.layers\.(\d+)\.self_attn\.o_proj\.", r"model.transformer.blocks.\1.attn_out."),
    (r"^model\.layers\.(\d+)\.mlp\.gate_proj\.", r"model.transformer.blocks.\1.ff_proj."),
    (r"^model\.layers\.(\d+)\.mlp\.up_proj\.", r"model.transformer.blocks.\1.up_proj."),
    (r"^model\.layers\.(\d+)\.mlp\.down_proj\.", r"model.transformer.blocks.\1.ff_out."),
    (r"^model\.layers\.(\d+)\.input_layernorm\.", r"model.transformer.blocks.\1.attn_norm."),
    (r"^model\.layers\.(\d+)\.post_attention_layernorm\.", r"model.transformer.blocks.\1.ff_norm."),
)
LLADA2 = (
    (r"^model\.embed_tokens\.", "model.word_embeddings."),
    (r"\.self_attn\.[qkv]_proj\.", ".attention.query_key_value."),
    (r"\.self_attn\.o_proj\.", ".attention.dense."),
    (r"\.self_attn\.q_norm\.", ".attention.query_layernorm."),
    (r"\.self_attn\.k_norm\.", ".attention.key_layernorm."),
)
RENAMINGS = {"hf": (), "llada": LLADA, "llada2": LLADA2}
BUFFERS = ("rotary_emb.inv_freq",)  # what some files hold beside the weights


@dataclass(frozen=True, slots=True)
class Place:
    name: str  # in the file
    rows: tuple[int, int] | None = None  # of a tensor that holds several of ours; None: all


def theirs(ours: str, layout: str) -> str:
    for pattern, name in RENAMINGS[layout]:
        renamed, count = re.subn(pattern, name, ours)
        if count:
            return renamed
    return ours


def places(names: Iterable[str], layout: str, model: ModelConfig) -> dict[str, Place]:
    """Where to find each of our tensors."""
    return {name: Place(theirs(name, layout), fused_rows(name, model) if layout == "llada2" else None) for name in names}


def fused_rows(name: str, model: ModelConfig) -> tuple[int, int] | None:
    """Queries, keys and values in one tensor, in this order."""
    kind = re.search(r"\.self_attn\.([qkv])_proj\.", name)
    if kind is None:
        return None
    queries, others = model.num_heads * model.head_dim, model.num_kv_heads * model.head_dim
    return {"q": (0, queries), "k": (queries, queries + others), "v": (queries + others, queries + 2 * others)}[kind[1]]
