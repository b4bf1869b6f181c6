import pytest
import torch

from mercurycli.model.backbone import Backbone, ModelConfig
from mercurycli.model.fused_backbone import FusedBackbone, rotated, suits, unit
from mercurycli.model.kept_rows import KeptRows
from mercurycli.model.quantize import available, in_8_bits


def backbone(**changes):
    torch.manual_seed(2)
    sizes = {"vocab_size": 40, "hidden_size": 48, "intermediate_size": 64, "num_layers": 3, "num_heads": 4, "num_kv_heads": 2, "head_dim": 8}
    made = Backbone(ModelConfig(**sizes | changes)).eval().requires_grad_(False)
    for parameter in made.parameters():  # norms of weight one would hide a weight that is left out
        if parameter.dim() == 1:
            parameter.copy_(torch.rand_like(parameter) + 0.5)
    return made


SHAPES = {
    "plain": {},
    "biased": {"qkv_bias": True},
    "normed": {"qk_norm": True},
    "untied": {"tie_word_embeddings": False},
    "quicksilver": {"qk_norm": True, "embedding_norm": True, "neighbour_mixing": True, "copy_size": 16},
}


@pytest.fixture(params=SHAPES.values(), ids=SHAPES)
def slow(request):
    return backbone(**request.param)


def rows(batch=1, seq=9, start=0):
    draw = torch.Generator().manual_seed(start + seq)
    ids = torch.randint(0, 40, (batch, seq), generator=draw)
    beside = tuple(torch.randint(-1, 40, (batch, seq), generator=draw) for _ in range(2))
    return ids, beside, torch.arange(start, start + seq)[None].expand(batch, -1)


@pytest.mark.parametrize("batch", [1, 3])
def test_a_fused_backbone_computes_what_the_plain_one_does(slow, batch):
    ids, beside, positions = rows(batch)
    fast = FusedBackbone(slow)
    (hidden, present), (expected, kept) = (of.encode(ids, positions, neighbours=beside) for of in (fast, slow))
    assert torch.allclose(hidden, expected, atol=1e-5)
    assert torch.allclose(fast.head(hidden), slow.head(expected), atol=1e-4)
    assert all(torch.allclose(a, b, atol=1e-5) for one, other in zip(present, kept, strict=True) for a, b in zip(one, other, strict=True))
    assert torch.allclose(fast.copy_features(hidden, ids, beside), slow.copy_features(expected, ids, beside), atol=1e-5)


def test_rows_behind_kept_ones_are_the_same_however_they_are_kept(slow):
    first, second = rows(seq=5), rows(seq=4, start=5)
    fast = FusedBackbone(slow)
    past = slow.encode(first[0], first[2], neighbours=first[1])[1]
    expected = slow.encode(second[0], second[2], past=past, neighbours=second[1])[0]
    shelves = [KeptRows.of(*layer, room=6) for layer in past]
    for of in (slow, fast):
        for kept in (past, shelves, shelves):  # twice: a step's rows overwrite those of the one before
            assert torch.allclose(of.encode(second[0], second[2], past=kept, neighbours=second[1])[0], expected, atol=1e-5)
        assert torch.allclose(of.encode(second[0], past=shelves, neighbours=second[1])[0], expected, atol=1e-5)  # positions by default


def test_a_mask_of_attention_is_kept_to(slow):
    ids, beside, positions = rows()
    attend = torch.ones(1, 1, 9, 9, dtype=torch.bool).tril()
    fast = FusedBackbone(slow)
    (a, _), (b, _) = (of.encode(ids, positions, attend, neighbours=beside) for of in (fast, slow))
    assert torch.allclose(a, b, atol=1e-5)
    assert not torch.allclose(a, fast.encode(ids, positions, neighbours=beside)[0], atol=1e-3)


def test_the_weights_it_was_made_of_are_left_alone():
    slow = backbone(**SHAPES["quicksilver"])
    before = {name: of.clone() for name, of in slow.state_dict().items()}
    ids, beside, positions = rows()
    FusedBackbone(slow).encode(ids, positions, neighbours=beside)
    assert all(torch.equal(of, before[name]) for name, of in slow.state_dict().items())


def test_only_dense_backbones_in_full_precision_are_laid_out_anew():
    assert suits(backbone()) and not suits(backbone().double()) and not suits(backbone(rotary_dim=4))
    with pytest.raises(ValueError, match="full precision"):
        FusedBackbone(backbone().bfloat16())


def test_neighbours_that_are_mixed_must_be_passed():
    with pytest.raises(ValueError, match="neighbours"):
        FusedBackbone(backbone(**SHAPES["quicksilver"])).encode(rows()[0])


def test_a_unit_row_has_a_mean_square_of_one_and_a_turned_one_keeps_its_length():
    x = torch.randn(5, 3, 8)
    assert torch.allclose(unit(x, 0.0).square().mean(-1), torch.ones(5, 3), atol=1e-5)
    angle = torch.rand(5, 1, 4).repeat(1, 1, 2)
    assert torch.allclose(rotated(x, angle.cos(), angle.sin()).norm(dim=-1), x.norm(dim=-1), atol=1e-5)


def test_kept_rows_are_repeated_for_a_batch_without_their_room():
    keys, values = KeptRows.of(torch.randn(1, 2, 5, 4), torch.randn(1, 2, 5, 4), room=3).repeated(6)
    assert keys.shape == values.shape == (6, 2, 5, 4)


@pytest.mark.skipif(not available(), reason="this torch has no 8-bit products")
def test_products_in_8_bits_are_close_and_their_weights_are_on_a_grid():
    draw = torch.Generator().manual_seed(5)
    weight, x = torch.randn(64, 96, generator=draw), torch.randn(20, 96, generator=draw)
    product = in_8_bits(weight)
    expected, found = x @ weight.T, product(x)
    error = (found - expected).abs().max() / expected.abs().max()
    assert 0.0 < error < 0.02
    assert (in_8_bits(torch.zeros(4, 96))(x) == 0.0).all()


@pytest.mark.skipif(not available(), reason="this torch has no 8-bit products")
def test_a_backbone_in_8_bits_points_where_the_full_one_does():
    slow = backbone(**SHAPES["quicksilver"])
    ids, beside, positions = rows(seq=30)
    full, small = FusedBackbone(slow), FusedBackbone(slow, in_8_bits)
    a, b = (of.head(of.encode(ids, positions, neighbours=beside)[0])[0] for of in (full, small))
    assert not torch.equal(a, b) and torch.nn.functional.cosine_similarity(a, b).min() > 0.99
