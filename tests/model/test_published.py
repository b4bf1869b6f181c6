"""What a published folder says of itself, and what of that is refused."""

import json
import re

import pytest
import tiny_families as tiny
import torch
from checkpoint_folder import network, rewrite
from published_folder import EACH, IDS, load, read, refusal
from safetensors.torch import load_file, save_file
from tiny_families import BY_NAME, in_their_names, shape_of, state_of

from mercurycli.model.vocabulary import load_vocabulary


@EACH
def test_every_family_loads_the_very_numbers_that_were_written(each, tmp_path):
    folder, model = tiny.write(tmp_path, each), shape_of(each)
    backbone, written = load(folder), state_of(model)
    assert backbone.config == model
    assert backbone.state_dict().keys() == written.keys()
    assert all(torch.equal(weight, written[name]) for name, weight in backbone.state_dict().items())
    assert in_their_names(backbone.state_dict(), each.layout, model).keys() == load_file(folder / "model.safetensors").keys()
    assert torch.equal(backbone(IDS), network(written, model)(IDS))


@EACH
def test_every_family_knows_its_mask_and_its_ends(each, tmp_path):
    found = read(tiny.write(tmp_path, each))
    _, added = tiny.vocabulary_of(each)
    assert found.mask_id == added[each.mask]
    assert added[each.eos] in found.stops
    assert found.mask_id not in found.stops
    assert {added[name] for name in found.family.stops if name in added} <= set(found.stops)


@EACH
def test_weights_in_several_files_are_the_same_model(each, tmp_path):
    whole, parts = load(tiny.write(tmp_path / "one", each)), load(tiny.write(tmp_path / "three", each, shards=3))
    assert torch.allclose(whole(IDS), parts(IDS), atol=1e-5)  # memory lies otherwise, sums round otherwise


@pytest.mark.parametrize(("family", "like"), [("llada", "illada"), ("illada", "stable-diffcoder"), ("a2d-mdlm", "dream"), ("coda", "sdar")])
def test_the_same_numbers_under_two_families_names_give_the_same_logits(family, like, tmp_path):
    """Names, sizes and the coat of config.json differ; the network does not."""
    shape = {"num_kv_heads": 4, "rope_theta": 5e5, "rms_norm_eps": 1e-5}
    shape |= {"qkv_bias": True} if family == "a2d-mdlm" else {"qk_norm": True} if family == "coda" else {}
    specials = ("<|expert|>", *BY_NAME[family].specials)
    one, other = (tiny.renamed(BY_NAME[name], shape=shape, first=(), specials=specials) for name in (family, like))
    one, other = tiny.renamed(one, eos=one.specials[1]), tiny.renamed(other, specials=one.specials, eos=one.specials[1])
    assert shape_of(one) == shape_of(other)
    assert torch.equal(load(tiny.write(tmp_path / "1", one))(IDS), load(tiny.write(tmp_path / "2", other))(IDS))


def test_a_fused_projection_is_cut_into_queries_keys_and_values(tmp_path):
    each = BY_NAME["llada2"]
    folder = tiny.write(tmp_path, each)
    stored = load_file(folder / "model.safetensors")
    fused = stored["model.layers.0.attention.query_key_value.weight"]
    attention = load(folder).model.layers[0].self_attn
    assert fused.shape == ((4 + 2 + 2) * 8, 32)
    assert torch.equal(attention.q_proj.weight, fused[:32])
    assert torch.equal(attention.k_proj.weight, fused[32:48])
    assert torch.equal(attention.v_proj.weight, fused[48:])


def test_the_name_ff_out_is_the_head_at_the_top_and_the_way_down_in_a_block(tmp_path):
    folder = tiny.write(tmp_path, BY_NAME["llada"])
    stored, backbone = load_file(folder / "model.safetensors"), load(folder)
    assert torch.equal(backbone.lm_head.weight, stored["model.transformer.ff_out.weight"])
    assert torch.equal(backbone.model.layers[1].mlp.down_proj.weight, stored["model.transformer.blocks.1.ff_out.weight"])
    assert torch.equal(backbone.model.layers[1].mlp.gate_proj.weight, stored["model.transformer.blocks.1.ff_proj.weight"])


def test_a_head_in_the_file_is_used_though_the_config_says_tied(tmp_path):
    folder = tiny.write(tmp_path, BY_NAME["a2d-mdlm"])
    assert json.loads((folder / "config.json").read_text())["tie_word_embeddings"] is True
    assert torch.equal(load(folder).lm_head.weight, load_file(folder / "model.safetensors")["lm_head.weight"])
    assert load(tiny.write(tmp_path / "tied", BY_NAME["fast-dllm-v2"])).lm_head is None


def test_a_mask_that_is_an_end_is_a_slip_and_the_tokenizers_counts(tmp_path):
    folder = tiny.write(tmp_path, BY_NAME["llada-moe"])
    rewrite(folder, mask_token_id=json.loads((folder / "config.json").read_text())["eos_token_id"])
    assert read(folder).mask_id == tiny.vocabulary_of(BY_NAME["llada-moe"])[1]["<|mask|>"]


def test_blocks_are_as_long_as_config_or_name_say(tmp_path):
    assert read(tiny.write(tmp_path, BY_NAME["sdar"])).block == 4
    assert read(tiny.write(tmp_path, tiny.renamed(BY_NAME["sdar"], name="SDAR-4B-Chat-b16"))).block == 16
    folder = tiny.write(tmp_path / "2", BY_NAME["sdar"])
    rewrite(folder, block_size=8)
    assert read(folder).block == 8
    assert read(tiny.write(tmp_path, BY_NAME["fast-dllm-v2"])).block == 32


def test_a_number_that_was_cut_off_in_the_middle_is_the_familys(tmp_path):
    folder = tiny.write(tmp_path, BY_NAME["stable-diffcoder"])
    rewrite(folder, rms_norm_eps="1e-")
    assert read(folder).model.rms_norm_eps == 1e-6
    rewrite(folder, rms_norm_eps="many")
    assert "rms_norm_eps" in refusal(folder)


def test_the_base_of_positions_may_lie_in_a_table_of_its_own(tmp_path):
    folder = tiny.write(tmp_path, BY_NAME["sdar"])
    rewrite(folder, rope_theta=..., rope_parameters={"rope_theta": 12345.0, "rope_type": "default"})
    assert read(folder).model.rope_theta == 12345.0
    rewrite(folder, rope_parameters=...)
    assert read(folder).model.rope_theta == 1e6


def test_a_base_model_is_not_spoken_to(tmp_path):
    assert read(tiny.write(tmp_path, BY_NAME["sdar"])).chat
    assert not read(tiny.write(tmp_path, tiny.renamed(BY_NAME["dream"], name="Dream-v0-Base-7B"))).chat
    assert not read(tiny.write(tmp_path, BY_NAME["open-dcoder"])).chat


def test_a_chat_model_made_of_a_base_model_is_one(tmp_path):
    folder = tiny.write(tmp_path, tiny.renamed(BY_NAME["llada"], name="LLaDA-8B-Instruct"))
    rewrite(folder, auto_map={"AutoModel": "GSAI-ML/LLaDA-8B-Base--modeling_llada.LLaDAModelLM"})
    assert read(folder).chat
    folder = tiny.write(tmp_path, tiny.renamed(BY_NAME["llada"], name="downloaded"))
    rewrite(folder, _name_or_path="GSAI-ML/LLaDA-8B-Base")
    assert not read(folder).chat


@pytest.mark.parametrize(
    ("changes", "cause"),
    [
        ({"rope_scaling": {"type": "yarn", "factor": 4.0}}, "rope_scaling 'yarn'"),
        ({"use_sliding_window": True}, "sliding window"),
        ({"hidden_act": "gelu"}, "hidden_act 'gelu'"),
        ({"vocab_size": 260}, "the mask is id 27|is of shape"),
        ({"hidden_size": 0}, "hidden_size"),
        ({"num_hidden_layers": "2"}, "num_hidden_layers"),
        ({"num_hidden_layers": 3}, "lacks tensor"), ({"num_hidden_layers": 300}, "asks for 300 tensors"),
        ({"num_hidden_layers": 1}, "no use for tensor"),
        ({"num_key_value_heads": 3}, "not a multiple"),
        ({"head_dim": 7}, "head_dim must be even"),
        ({"max_position_embeddings": True}, "max_position_embeddings"),
        ({"eos_token_id": "end"}, "eos_token_id"),
        ({"eos_token_id": [2, None, "x"]}, "eos_token_id"),
        ({"mask_token_id": 10**9}, "mask_token_id"),
        ({"block_size": 0}, "block_size"),
        ({"intermediate_size": 49}, "is of shape"),
    ],
)
def test_a_config_that_cannot_be_is_refused_by_its_key(tmp_path, changes, cause):
    folder = tiny.write(tmp_path, BY_NAME["sdar"])
    rewrite(folder, **changes)
    assert re.search(cause, refusal(folder))


def test_a_config_without_an_end_anywhere_is_refused(tmp_path):
    each = tiny.renamed(BY_NAME["illada"], specials=("<|x|>",), eos="<|x|>")
    folder = tiny.write(tmp_path, each)
    rewrite(folder, eos_token_id=...)
    assert "which token ends an answer" in refusal(folder)


@pytest.mark.parametrize(
    ("changes", "cause"),
    [
        ({"num_experts": 0}, "num_experts"), ({"n_group": 3}, "do not divide"), ({"topk_group": 5}, "groups cannot be kept"),
        ({"num_experts_per_tok": 5}, "cannot pass 5 of 4"), ({"norm_topk_prob": 1}, "norm_topk_prob"),
        ({"routed_scaling_factor": -1}, "routed_scaling"),
        ({"partial_rotary_factor": 2, "rotary_dim": ...}, "partial_rotary_factor"), ({"rotary_dim": 3}, "rotary_dim must be an even"),
        ({"first_k_dense_replace": 2}, "lacks tensor"), ({"num_shared_experts": 0}, "no use for tensor"),
    ],
)  # fmt: skip
def test_a_mixture_that_cannot_be_is_refused_by_its_key(tmp_path, changes, cause):
    folder = tiny.write(tmp_path, BY_NAME["llada2"])
    rewrite(folder, **changes)
    assert re.search(cause, refusal(folder))


def test_buffers_of_the_positions_in_a_file_are_not_weights(tmp_path):
    folder = tiny.write(tmp_path, BY_NAME["sdar"])
    stored = load_file(folder / "model.safetensors")
    save_file(stored | {"model.layers.0.self_attn.rotary_emb.inv_freq": torch.ones(4)}, folder / "model.safetensors")
    load(folder)
    save_file(stored | {"model.layers.0.self_attn.surprise": torch.ones(4)}, folder / "model.safetensors")
    assert "no use for tensor 'model.layers.0.self_attn.surprise'" in refusal(folder)


@EACH
def test_every_familys_vocabulary_keeps_a_text_and_knows_its_specials(each, tmp_path):
    found = read(tiny.write(tmp_path, each))
    vocabulary = load_vocabulary(found.tokens, found.family, found.mask_id, found.stops, found.chat)
    text = "def f(x):\n    return x  # é日🎈 <|im_end|> <M>"
    assert vocabulary.decode(vocabulary.encode(text)) == text
    assert vocabulary.size <= found.model.vocab_size
    assert found.mask_id in vocabulary.special_ids and vocabulary.eos_id == found.stops[0]
    assert (vocabulary.expand_id is not None) == (each.family == "dreamon")
