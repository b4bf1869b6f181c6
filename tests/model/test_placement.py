import pytest
import torch
from random_backbone import SHAPES, built, random_ids

from mercurycli.errors import ModelError
from mercurycli.model.placement import on_one, spread

SIZES = {
    "model.embed_tokens.weight": 30, "lm_head.weight": 30, "model.norm.weight": 1,
    **{f"model.layers.{n}.self_attn.q_proj.weight": 10 for n in range(12)},
    **{f"model.layers.{n}.mlp.up_proj.weight": 10 for n in range(12)},
}  # fmt: skip


def test_layers_fill_one_device_after_another_in_order():
    placement = spread(SIZES, 12, [("cuda:0", 100), ("cuda:1", 160), ("cuda:2", 100)])
    assert placement.first == "cuda:0" and placement.last == "cuda:2"
    assert placement.layers == ("cuda:0",) * 3 + ("cuda:1",) * 8 + ("cuda:2",)
    assert placement.several
    assert placement.device_of("model.layers.11.mlp.up_proj.weight") == "cuda:2"
    assert placement.device_of("model.embed_tokens.weight") == "cuda:0"
    assert placement.device_of("lm_head.weight") == placement.device_of("model.norm.weight") == "cuda:2"


@pytest.mark.parametrize("free", [[100, 100, 151], [30, 20, 1000], [301]])
def test_no_device_gets_more_than_it_has(free):
    devices = [(f"cuda:{n}", size) for n, size in enumerate(free)]
    placement, used = spread(SIZES, 12, devices), dict.fromkeys((name for name, _ in devices), 0)
    for name, size in SIZES.items():
        used[placement.device_of(name)] += size
    assert all(used[name] <= size for name, size in devices)
    assert sum(used.values()) == sum(SIZES.values())


def test_too_little_on_all_together_is_told_with_numbers():
    with pytest.raises(ModelError, match=r"takes 0\.0 GB, free are 0\.0 GB on cuda:0 and") as caught:
        spread(SIZES, 12, [("cuda:0", 100), ("cuda:1", 100)])
    assert "--device cpu" in caught.value.hint


def test_one_device_holds_everything():
    placement = on_one("cpu", 3)
    assert not placement.several and {placement.device_of(name) for name in ("model.layers.2.x", "lm_head.weight")} == {"cpu"}


@pytest.mark.parametrize("family", SHAPES)
def test_a_spread_backbone_computes_the_same(family):
    """On one device the moves are none, but the way through them is walked."""
    backbone, ids = built(SHAPES[family]), random_ids(2, 7)
    before = backbone(ids)
    backbone.spread = True
    assert torch.equal(backbone(ids), before)
    causal = torch.ones(1, 1, 7, 7, dtype=torch.bool).tril()
    backbone.spread = False
    masked = backbone(ids, attend=causal)
    backbone.spread = True
    assert torch.equal(backbone(ids, attend=causal), masked)
