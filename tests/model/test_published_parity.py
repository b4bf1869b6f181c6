"""What a tiny published checkpoint computes is what transformers computes from the same file, where it has the architecture."""

import pytest
import tiny_families as tiny
import torch
from safetensors.torch import load_file
from tiny_families import BY_NAME, shape_of

from mercurycli.diffusion.block_mask import block_causal, causal
from mercurycli.model.backbone import rotary_table, rotate
from mercurycli.model.config_file import ConfigFile
from mercurycli.model.loading import load_published
from mercurycli.model.moe import Mixture, Router
from mercurycli.model.published import read_published

transformers = pytest.importorskip("transformers")
CLASSES = {
    "open-dcoder": "Qwen2", "a2d-mdlm": "Qwen2", "fast-dllm-v2": "Qwen2", "dream": "Qwen2", "dreamon": "Qwen2",
    "a2d-bd3lm": "Qwen3", "coda": "Qwen3", "sdar": "Qwen3", "wedlm": "Qwen3", "illada": "Llama", "stable-diffcoder": "Llama",
}  # fmt: skip
MASKS = {
    "full": lambda at: torch.ones(1, 1, len(at), len(at), dtype=torch.bool),
    "blocks": lambda at: block_causal(at, 4),
    "causal": lambda at: causal(len(at), 0, at.device),
}


def reference(name, model, weights):
    config = getattr(transformers, f"{name}Config")(
        vocab_size=model.vocab_size, hidden_size=model.hidden_size, intermediate_size=model.intermediate_size,
        num_hidden_layers=model.num_layers, num_attention_heads=model.num_heads, num_key_value_heads=model.num_kv_heads,
        head_dim=model.head_dim, rope_theta=model.rope_theta, rms_norm_eps=model.rms_norm_eps, max_position_embeddings=512,
        tie_word_embeddings=model.tie_word_embeddings,
    )  # fmt: skip
    config._attn_implementation = "eager"
    theirs = getattr(transformers, f"{name}ForCausalLM")(config)
    absent = theirs.load_state_dict(weights, strict=False)
    assert absent.unexpected_keys == [] and set(absent.missing_keys) <= {"lm_head.weight"}
    theirs.tie_weights()
    return theirs.eval()


def loaded(folder):
    found = read_published(folder, ConfigFile.read(folder / "config.json"))
    return load_published(found, torch.device("cpu"), torch.float32)


@pytest.mark.parametrize("mask", MASKS)
@pytest.mark.parametrize("family", CLASSES)
def test_the_logits_are_those_of_transformers_from_the_same_file(family, mask, tmp_path):
    folder = tiny.write(tmp_path, BY_NAME[family])
    ours, theirs = loaded(folder), reference(CLASSES[family], shape_of(BY_NAME[family]), load_file(folder / "model.safetensors"))
    ids = torch.randint(10, 250, (1, 17), generator=torch.Generator().manual_seed(7))
    attend = MASKS[mask](torch.arange(17))
    with torch.no_grad():
        expected = theirs(input_ids=ids, attention_mask=torch.zeros(attend.shape).masked_fill(~attend, -1e9)).logits
        found = ours(ids, attend=attend)
    assert expected.std() > 0.1 and (found - expected).abs().max() < 1e-4


def test_the_router_with_groups_is_that_of_deepseek_v3():
    theirs = pytest.importorskip("transformers.models.deepseek_v3.modeling_deepseek_v3")
    config = transformers.DeepseekV3Config(
        hidden_size=16, n_routed_experts=8, num_experts_per_tok=3, n_group=4, topk_group=2, norm_topk_prob=True, routed_scaling_factor=2.5,
        moe_intermediate_size=12, n_shared_experts=1, num_hidden_layers=1, vocab_size=32, num_attention_heads=2, num_key_value_heads=2,
    )  # fmt: skip
    ours = Router(16, Mixture(8, 3, 12, "sigmoid", renormalise=True, groups=4, kept_groups=2, scale=2.5))
    generator = torch.Generator().manual_seed(3)
    with torch.no_grad():
        ours.weight.copy_(torch.randn(8, 16, generator=generator))
        ours.expert_bias.copy_(torch.randn(8, generator=generator))
        router = theirs.DeepseekV3TopkRouter(config)
        router.weight.copy_(ours.weight)
        router.e_score_correction_bias.copy_(ours.expert_bias)
        rows = torch.randn(11, 16, generator=generator)
        _, weights, chosen = router(rows)
        mine, my_choice = ours(rows)
    order, my_order = chosen.argsort(-1), my_choice.argsort(-1)
    assert torch.equal(chosen.gather(-1, order), my_choice.gather(-1, my_order))
    assert torch.allclose(weights.gather(-1, order), mine.gather(-1, my_order), atol=1e-5)


def test_partial_rotation_is_that_of_glm4_moe():
    theirs = pytest.importorskip("transformers.models.glm4_moe.modeling_glm4_moe")
    generator = torch.Generator().manual_seed(3)
    q, k = (torch.randn(1, 2, 9, 16, generator=generator) for _ in range(2))
    cos, sin = rotary_table(torch.arange(9)[None] * 3, 8, 5e4)
    expected = theirs.apply_rotary_pos_emb(q, k, cos[:, 0], sin[:, 0])
    assert torch.allclose(rotate(q, cos, sin), expected[0], atol=1e-6) and torch.allclose(rotate(k, cos, sin), expected[1], atol=1e-6)
    assert torch.equal(rotate(q, cos, sin)[..., 8:], q[..., 8:])
