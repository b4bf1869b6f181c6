"""A tiny random checkpoint of each family, in the exact names, keys and files its authors publish.

The vocabulary is small, so its ids are other than theirs; everything that is named by a string has its real name.
"""

import json
from dataclasses import dataclass, field, replace

import torch
from safetensors.torch import save_file

from mercurycli.model.backbone import Backbone, ModelConfig
from mercurycli.model.byte_level import BYTE_SIGNS
from mercurycli.model.moe import Mixture
from mercurycli.model.tensor_names import fused_rows, theirs
from mercurycli.model.vocabulary import QWEN_SPLITS

MERGES = ("Ġ Ġ", "e f", "d ef", "r e", "t u", "re tu", "r n", "retu rn", "i n", "Ċ ĠĠ", "p r", "in t", "pr int", "` `", "`` `")
SIZES = {"hidden_size": 32, "intermediate_size": 48, "num_layers": 2, "num_heads": 4, "num_kv_heads": 2, "head_dim": 8}
QWEN_SPECIALS = ("<|endoftext|>", "<|im_start|>", "<|im_end|>")


@dataclass(frozen=True)
class Tiny:
    """What one family's folder is made of."""

    family: str
    kind: str  # model_type
    architecture: str
    shape: dict  # of ModelConfig, beside SIZES
    specials: tuple = QWEN_SPECIALS  # behind the vocabulary
    first: tuple = ()  # before it
    mask: str = "<|mask|>"
    name: str = "tiny"  # of the folder
    keys: dict = field(default_factory=dict)  # of config.json, beside the sizes
    layout: str = "hf"
    qwen_files: bool = False  # vocab.json and merges.txt instead of tokenizer.json
    head: bool = True  # the file has one
    said_mask: bool = False  # config.json names the mask
    eos: str = "<|endoftext|>"


QWEN2 = {"qkv_bias": True, "rope_theta": 1e6}
QWEN3 = {"qk_norm": True, "rope_theta": 1e6}
MOE = {"qk_norm": True, "num_kv_heads": 4, "rope_theta": 5e4, "rms_norm_eps": 1e-5, "mixture": Mixture(6, 2, 12, "softmax")}
MOE2 = {
    "qk_norm": True, "rope_theta": 6e5, "rotary_dim": 4,
    "mixture": Mixture(8, 2, 12, "sigmoid", renormalise=True, groups=4, kept_groups=2, scale=2.5, shared=1, dense_layers=1),
}  # fmt: skip
MOE2_KEYS = {
    "num_experts": 8, "num_experts_per_tok": 2, "moe_intermediate_size": 12, "num_shared_experts": 1, "n_group": 4, "topk_group": 2,
    "routed_scaling_factor": 2.5, "first_k_dense_replace": 1, "norm_topk_prob": True, "partial_rotary_factor": 0.5, "rotary_dim": 4,
    "score_function": "sigmoid", "moe_router_enable_expert_bias": True, "use_qk_norm": True,
}  # fmt: skip
ROLES = ("<|startoftext|>", "<|endoftext|>", "<|role_end|>", "<role>", "</role>")
LLADA_SPECIALS = ("<|startoftext|>", "<|endoftext|>", "<|start_header_id|>", "<|end_header_id|>", "<|eot_id|>")
SEED_FIRST = tuple(f"<[{name}]>" for name in ("begin▁of▁sentence", "PAD▁TOKEN", "end▁of▁sentence", "unk", "sep", "MASK_TOKEN"))

TINIES = (
    Tiny("open-dcoder", "qwen2", "Qwen2ForCausalLM", QWEN2, mask="<M>", qwen_files=True, head=False),
    Tiny("a2d-mdlm", "a2d-qwen2", "A2DQwen2LMHeadModel", QWEN2, name="Qwen2.5-diffusion-mdlm-v0.1", qwen_files=True, eos="<|im_end|>"),
    Tiny("a2d-bd3lm", "a2d-qwen3", "A2DQwen3LMHeadModel", QWEN3, name="Qwen3-0.6B-diffusion-bd3lm-v0.1", qwen_files=True, eos="<|im_end|>"),
    Tiny("coda", "CoDA", "CoDALanguageModel", QWEN3, qwen_files=True, said_mask=True),
    Tiny(
        "fast-dllm-v2", "Fast_dLLM_Qwen", "Fast_dLLM_QwenForCausalLM", QWEN2, mask="|<MASK>|", keys={"bd_size": 32}, head=False,
        eos="<|im_end|>",
    ),
    Tiny("sdar", "sdar", "SDARForCausalLM", QWEN3, mask="<MASK>", name="SDAR-1.7B-Chat", qwen_files=True),
    Tiny("dream", "Dream", "DreamModel", QWEN2, specials=(*QWEN_SPECIALS, "<|beginoftext|>"), said_mask=True),
    Tiny("dreamon", "Dream", "DreamModel", QWEN2, specials=(*QWEN_SPECIALS, "<|beginoftext|>", "<|expand|>"), said_mask=True),
    Tiny(
        "llada", "llada", "LLaDAModelLM", {"num_kv_heads": 4, "rope_theta": 5e5, "rms_norm_eps": 1e-5}, specials=LLADA_SPECIALS,
        mask="<|mdm_mask|>", layout="llada", said_mask=True,
    ),
    Tiny("illada", "illada", "ILLaDAModelLM", {"rope_theta": 5e5, "rms_norm_eps": 1e-5}, specials=LLADA_SPECIALS, mask="<|mask|>"),
    Tiny(
        "stable-diffcoder", "llama", "StableDiffcoderForCausalLM", {"rope_theta": 5e5}, first=SEED_FIRST, specials=(),
        mask="<[MASK_TOKEN]>", eos=SEED_FIRST[2],
    ),
    Tiny(
        "llada-moe", "llada", "LLaDAMoEModelLM", MOE, specials=ROLES,
        keys={"num_experts": 6, "num_experts_per_tok": 2, "expert_intermediate_size": 12, "norm_topk_prob": False},
    ),
    Tiny("llada2", "llada2_moe", "LLaDA2MoeModelLM", MOE2, specials=ROLES, name="LLaDA2.0-mini", keys=MOE2_KEYS, layout="llada2"),
    Tiny("llada2.1", "llada2_moe", "LLaDA2MoeModelLM", MOE2, specials=ROLES, name="LLaDA2.1-mini", keys=MOE2_KEYS, layout="llada2"),
    Tiny("wedlm", "wedlm", "WeDLMForCausalLM", QWEN3, keys={"qk_norm": True, "attention_bias": False, "mask_token_id": None}),
)  # fmt: skip
BY_NAME = {tiny.family: tiny for tiny in TINIES}


def vocabulary_of(tiny):
    """Ids of the plain tokens, and of the added ones."""
    added = {name: at for at, name in enumerate(tiny.first)}
    plain = [*tiny.first, *sorted(BYTE_SIGNS), *("".join(merge.split(" ")) for merge in MERGES)]
    vocab = {token: at for at, token in enumerate(plain)}
    behind = [name for name in (*tiny.specials, tiny.mask) if name not in added]
    added |= {name: len(vocab) + at for at, name in enumerate(behind)}
    return vocab, added


def shape_of(tiny):
    vocab, added = vocabulary_of(tiny)
    rows = len(vocab | added) + 5  # padded, as published embeddings are
    values = {**SIZES, "vocab_size": rows, "tie_word_embeddings": not tiny.head, **tiny.shape}
    return ModelConfig(**values)


def state_of(model, seed=3):
    generator = torch.Generator().manual_seed(seed)
    return {
        name: torch.randn(weight.shape, generator=generator) * (0.4 if weight.ndim == 2 else 0.2) + (1.0 if "norm" in name else 0.0)
        for name, weight in Backbone(model).state_dict().items()
    }


def in_their_names(state, layout, model):
    """A state dict of ours as a file of that layout holds it."""
    found = {}
    for name, tensor in state.items():
        rows = fused_rows(name, model) if layout == "llada2" else None
        found.setdefault(theirs(name, layout), []).append((rows or (0, 0), tensor))
    return {name: torch.cat([tensor for _, tensor in sorted(parts, key=lambda part: part[0])]) for name, parts in found.items()}


def config_of(tiny):
    model, (_, added) = shape_of(tiny), vocabulary_of(tiny)
    if tiny.layout == "llada":
        sizes = {
            "d_model": model.hidden_size, "n_layers": model.num_layers, "n_heads": model.num_heads, "n_kv_heads": model.num_kv_heads,
            "mlp_hidden_size": model.intermediate_size, "embedding_size": model.vocab_size, "vocab_size": model.vocab_size - 5,
            "max_sequence_length": 512, "weight_tying": False, "layer_norm_type": "rms", "block_type": "llama",
        }  # fmt: skip
    else:
        sizes = {
            "hidden_size": model.hidden_size, "num_hidden_layers": model.num_layers, "num_attention_heads": model.num_heads,
            "num_key_value_heads": model.num_kv_heads, "head_dim": model.head_dim, "intermediate_size": model.intermediate_size,
            "vocab_size": model.vocab_size, "max_position_embeddings": 512, "hidden_act": "silu",
        }  # fmt: skip
        if tiny.family not in ("a2d-mdlm", "a2d-bd3lm", "coda"):
            sizes["tie_word_embeddings"] = not tiny.head
    if tiny.kind.startswith("a2d"):
        sizes["tie_word_embeddings"] = True  # as published, though the file has a head
    ends = {"eos_token_id": added[tiny.eos], "pad_token_id": added[tiny.eos]}
    mask = {"mask_token_id": added[tiny.mask]} if tiny.said_mask else {}
    rope = {"rope_theta": model.rope_theta, "rms_norm_eps": model.rms_norm_eps}
    return {"model_type": tiny.kind, "architectures": [tiny.architecture], **sizes, **rope, **ends, **mask, **tiny.keys}


def tokenizer_files(tiny):
    """Text by file name."""
    vocab, added = vocabulary_of(tiny)
    settings = {"mask_token": tiny.mask, "eos_token": tiny.eos, "bos_token": next((name for name in added if "begin" in name), None)}
    entries = [
        {"id": id, "content": name, "special": True, "single_word": False, "lstrip": False, "rstrip": False, "normalized": False}
        for name, id in sorted(added.items(), key=lambda item: item[1])
    ]
    if tiny.qwen_files:
        return {
            "vocab.json": json.dumps(vocab), "merges.txt": "#version: 0.2\n" + "\n".join(MERGES) + "\n",
            "added_tokens.json": json.dumps(added), "tokenizer_config.json": json.dumps(settings),
        }  # fmt: skip
    byte_level = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": False, "use_regex": False}
    split = {"type": "Split", "pattern": {"Regex": QWEN_SPLITS}, "behavior": "Isolated", "invert": False}
    model = {"type": "BPE", "vocab": vocab, "merges": [merge.split(" ") for merge in MERGES]}
    document = {
        "version": "1.0", "added_tokens": entries, "normalizer": None, "decoder": byte_level, "model": model,
        "pre_tokenizer": {"type": "Sequence", "pretokenizers": [split, byte_level]},
    }  # fmt: skip
    return {"tokenizer.json": json.dumps(document), "tokenizer_config.json": json.dumps(settings)}


def write(folder, tiny, state=None, shards=1):
    """The folder of that family's checkpoint, made in ``folder``; its name says what its authors' does."""
    place = folder / tiny.name
    place.mkdir(parents=True)
    model = shape_of(tiny)
    tensors = in_their_names(state_of(model) if state is None else state, tiny.layout, model)
    if shards == 1:
        save_file(tensors, place / "model.safetensors")
    else:
        save_sharded(place, tensors, shards)
    for name, text in {"config.json": json.dumps(config_of(tiny)), **tokenizer_files(tiny)}.items():
        (place / name).write_text(text, encoding="utf-8")
    return place


def save_sharded(place, tensors, count):
    names, weight_map = sorted(tensors), {}
    for number in range(count):
        file = f"model-{number + 1:05}-of-{count:05}.safetensors"
        part = {name: tensors[name] for name in names[number::count]}
        save_file(part, place / file)
        weight_map |= dict.fromkeys(part, file)
    (place / "model.safetensors.index.json").write_text(json.dumps({"metadata": {}, "weight_map": weight_map}))


def renamed(tiny, **changes):
    return replace(tiny, **changes)
