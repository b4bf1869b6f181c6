import pytest
import torch
from random_backbone import SHAPES, built, random_ids

from mercurycli.diffusion.roles import attention_by_role
from mercurycli.model.backbone import Backbone, ModelConfig


def reference(family: str, backbone: Backbone):
    """The class of that name in transformers, with the backbone's weights under the same names."""
    transformers = pytest.importorskip("transformers")
    name, ours = {"qwen2": "Qwen2", "qwen3": "Qwen3", "llama": "Llama"}[family], backbone.config
    config = getattr(transformers, f"{name}Config")(
        vocab_size=ours.vocab_size, hidden_size=ours.hidden_size, intermediate_size=ours.intermediate_size,
        num_hidden_layers=ours.num_layers, num_attention_heads=ours.num_heads, num_key_value_heads=ours.num_kv_heads,
        head_dim=ours.head_dim, rope_theta=ours.rope_theta, rms_norm_eps=ours.rms_norm_eps,
        tie_word_embeddings=ours.tie_word_embeddings, max_position_embeddings=4096,
    )  # fmt: skip
    config._attn_implementation = "eager"
    theirs = getattr(transformers, f"{name}ForCausalLM")(config)
    absent = theirs.load_state_dict(backbone.state_dict(), strict=False)
    assert absent.unexpected_keys == []
    assert absent.missing_keys == (["lm_head.weight"] if ours.tie_word_embeddings else [])
    return theirs.eval()


def mask_of(kind: str, batch: int, seq: int) -> torch.Tensor:
    full = torch.ones(batch, 1, seq, seq, dtype=torch.bool)
    if kind == "full":
        return full
    if kind == "causal":
        return full.tril()
    answer = torch.arange(seq)[None].expand(batch, seq) % 5 > 2
    return attention_by_role(answer, torch.ones(batch, seq, dtype=torch.bool))


@pytest.mark.parametrize("mask", ["full", "causal", "by role"])
@pytest.mark.parametrize("family", SHAPES)
def test_the_logits_are_those_of_transformers(family, mask):
    backbone = built(SHAPES[family])
    theirs, ids, attend = reference(family, backbone), random_ids(2, 19), mask_of(mask, 2, 19)
    expected = theirs(input_ids=ids, attention_mask=torch.zeros(attend.shape).masked_fill(~attend, -1e9)).logits
    given = backbone(ids, attend=attend)
    assert expected.std() > 0.1
    assert (given - expected).abs().max() < 1e-4
    if mask == "full":
        assert (backbone(ids) - expected).abs().max() < 1e-4, "no mask means full attention"


@pytest.mark.parametrize("family", SHAPES)
def test_given_positions_are_those_of_transformers(family):
    backbone = built(SHAPES[family])
    theirs, ids = reference(family, backbone), random_ids(2, 9)
    positions = torch.tensor([[0, 1, 2, 3, 9, 10, 11, 700, 701], [5, 4, 3, 2, 1, 0, 40, 41, 2000]])
    everywhere = torch.zeros(2, 1, 9, 9)
    expected = theirs(input_ids=ids, attention_mask=everywhere, position_ids=positions).logits
    assert (backbone(ids, positions) - expected).abs().max() < 1e-4
    assert (backbone(ids) - expected).abs().max() > 1e-2, "positions do matter"


@pytest.mark.parametrize("family", SHAPES)
def test_only_the_distance_of_positions_counts(family):
    backbone, ids = built(SHAPES[family]), random_ids(1, 11)
    positions = torch.arange(11)[None]
    assert (backbone(ids, positions) - backbone(ids, positions + 300)).abs().max() < 1e-3
    assert (backbone(ids, positions) - backbone(ids, positions * 2)).abs().max() > 1e-2


@pytest.mark.parametrize("family", SHAPES)
@pytest.mark.parametrize("cut", [1, 6, 12])
def test_kept_keys_and_values_stand_for_the_rows_they_came_from(family, cut):
    backbone, ids = built(SHAPES[family]), random_ids(2, 13)
    causal = mask_of("causal", 2, 13)
    whole, kept_whole = backbone.encode(ids, attend=causal)
    first, past = backbone.encode(ids[:, :cut], attend=causal[:, :, :cut, :cut])
    rest, kept = backbone.encode(ids[:, cut:], attend=causal[:, :, cut:], past=past)
    assert torch.allclose(torch.cat((first, rest), 1), whole, atol=1e-5)
    for (keys, values), (all_keys, all_values) in zip(kept, kept_whole, strict=True):
        assert torch.allclose(keys, all_keys, atol=1e-5)
        assert torch.allclose(values, all_values, atol=1e-5)
        assert keys.shape == (2, backbone.config.num_kv_heads, 13, backbone.config.head_dim)


def test_context_around_an_answer_is_encoded_once_for_all_answers():
    """The cache of the sampler: context rows first, answer rows at their own positions behind them."""
    backbone, ids = built(SHAPES["qwen3"]), random_ids(1, 12)
    answer = torch.tensor([[False] * 4 + [True] * 5 + [False] * 3])
    whole = backbone.encode(ids, attend=attention_by_role(answer, torch.ones_like(answer)))[0]
    places = torch.arange(12)[None]
    _, past = backbone.encode(ids[~answer][None], places[~answer][None])
    rows, _ = backbone.encode(ids[answer][None], places[answer][None], past=past)
    assert torch.allclose(rows, whole[answer][None], atol=1e-5)


def test_context_rows_never_see_the_answer():
    backbone, ids = built(SHAPES["qwen2"]), random_ids(1, 14)
    answer = torch.tensor([[False] * 5 + [True] * 6 + [False] * 3])
    other = torch.where(answer, (ids + 31) % 97, ids)
    attend = attention_by_role(answer, torch.ones_like(answer))
    before, after = backbone(ids, attend=attend), backbone(other, attend=attend)
    assert torch.equal(before[~answer], after[~answer])
    assert (before[answer] - after[answer]).abs().min(dim=0).values.max() > 1e-3


def test_every_answer_row_sees_every_row():
    backbone, ids = built(SHAPES["qwen2"]), random_ids(1, 10)
    answer = torch.tensor([[False] * 5 + [True] * 5])
    attend = attention_by_role(answer, torch.ones_like(answer))
    before = backbone(ids, attend=attend)
    for at in range(10):
        other = ids.clone()
        other[0, at] = (ids[0, at] + 31) % 97
        moved = (backbone(other, attend=attend) - before).abs().amax(-1)[0]
        assert (moved[5:] > 1e-4).all()


def test_padding_changes_no_valid_row():
    backbone, ids = built(SHAPES["qwen3"]), random_ids(1, 8)
    answer = torch.tensor([[False] * 4 + [True] * 4])
    alone = backbone(ids, attend=attention_by_role(answer, torch.ones_like(answer)))
    padded = torch.cat((ids, torch.full((1, 5), 96)), 1)
    role = torch.cat((answer, torch.zeros(1, 5, dtype=torch.bool)), 1)
    valid = torch.arange(13)[None] < 8
    among = backbone(padded, attend=attention_by_role(role, valid))
    assert torch.allclose(among[:, :8], alone, atol=1e-5)
    assert among.isfinite().all()


@pytest.mark.parametrize("family", SHAPES)
def test_the_head_can_be_called_on_the_rows_that_are_needed(family):
    backbone, ids = built(SHAPES[family]), random_ids(2, 7)
    hidden, _ = backbone.encode(ids)
    rows = torch.tensor([[True, False, True, False, False, False, True], [False] * 6 + [True]])
    assert torch.allclose(backbone.head(hidden[rows]), backbone(ids)[rows], atol=1e-5)


def test_a_tied_head_is_the_embedding_and_an_own_head_is_not():
    tied, own = built(SHAPES["qwen2"]), built(SHAPES["qwen3"])
    hidden = torch.randn(3, 32, generator=torch.Generator().manual_seed(2))
    assert torch.equal(tied.head(hidden), hidden @ tied.model.embed_tokens.weight.T)
    assert torch.equal(own.head(hidden), hidden @ own.lm_head.weight.T)
    assert "lm_head.weight" not in tied.state_dict()
    assert "lm_head.weight" in own.state_dict()


@pytest.mark.parametrize(
    ("config", "parameters", "tensors"),
    [
        (ModelConfig(151_936, 896, 4864, 24, 14, 2, 64, qkv_bias=True), 494_032_768, 290),
        (ModelConfig(151_936, 2048, 6144, 28, 16, 8, 128, qk_norm=True, tie_word_embeddings=False), 2_031_739_904, 311),
        (ModelConfig(151_936, 1536, 8960, 28, 12, 2, 128, qkv_bias=True), 1_543_714_304, 338),
    ],
    ids=["Qwen2.5-Coder-0.5B", "CoDA-1.7B", "Fast-dLLM v2 1.5B"],
)
def test_published_shapes_have_their_published_size(config, parameters, tensors):
    with torch.device("meta"):
        backbone = Backbone(config)
    assert (backbone.parameter_count(), len(backbone.state_dict())) == (parameters, tensors)


SIZES = ("vocab_size", "hidden_size", "intermediate_size", "num_layers", "num_heads", "num_kv_heads", "head_dim")


@pytest.mark.parametrize("name", SIZES)
@pytest.mark.parametrize("value", [0, -1, 2.0, True, None, "8"])
def test_a_size_that_is_no_positive_whole_number_is_refused_by_name(name, value):
    with pytest.raises(ValueError, match=name):
        ModelConfig(**{**dict.fromkeys(SIZES, 4), name: value})


def test_heads_that_do_not_divide_are_refused():
    with pytest.raises(ValueError, match="num_heads 4 is not a multiple of num_kv_heads 3"):
        ModelConfig(**{**dict.fromkeys(SIZES, 4), "num_kv_heads": 3})


def test_an_odd_head_dimension_is_refused():
    with pytest.raises(ValueError, match="head_dim must be even"):
        ModelConfig(**{**dict.fromkeys(SIZES, 4), "head_dim": 5})


# --- Quicksilver's own switches ---------------------------------------------------------------------------------------

QUICKSILVER = ModelConfig(97, 32, 48, 2, 4, 2, 8, qk_norm=True, embedding_norm=True, neighbour_mixing=True)


def test_embeddings_enter_at_rms_one_however_small_the_table_is():
    backbone, ids = built(ModelConfig(97, 32, 48, 1, 4, 2, 8, embedding_norm=True)), random_ids(2, 5)
    before = backbone.embed(ids)
    assert torch.allclose(before.square().mean(-1), torch.ones(2, 5), atol=1e-4)
    backbone.model.embed_tokens.weight.mul_(0.05)
    assert torch.allclose(backbone.embed(ids), before, atol=0.02)


def test_a_row_starts_with_its_share_of_the_neighbours_it_sees():
    backbone = built(QUICKSILVER)
    rows = torch.nn.functional.rms_norm(backbone.model.embed_tokens.weight, (32,), None, 1e-6)
    mixed = backbone.embed(torch.tensor([[5, 6]]), (torch.tensor([[-1, 7]]), torch.tensor([[8, -1]])))[0]
    assert torch.allclose(mixed[0], rows[5] + backbone.model.right_share * rows[8].roll(20), atol=1e-5)
    assert torch.allclose(mixed[1], rows[6] + backbone.model.left_share * rows[7].roll(10), atol=1e-5)


def test_mixing_without_neighbours_is_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="neighbours"):
        built(QUICKSILVER)(random_ids(1, 3))


def test_an_unmixed_backbone_has_no_shares_and_ignores_neighbours():
    backbone, ids = built(SHAPES["qwen2"]), random_ids(1, 4)
    assert not any("share" in name for name in backbone.state_dict())
    assert torch.equal(backbone(ids), backbone(ids, neighbours=(ids, ids)))


def test_training_in_bfloat16_comes_near_to_full_precision():
    backbone, ids = built(SHAPES["qwen3"]), random_ids(2, 9)
    attend = mask_of("by role", 2, 9)
    exact = backbone(ids, attend=attend).softmax(-1)
    with torch.autocast("cpu", torch.bfloat16):
        near = backbone(ids, attend=attend).float().softmax(-1)
    assert near.dtype == torch.float32 and (near - exact).abs().mean() < 0.1 * exact.mean()
