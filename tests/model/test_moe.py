import pytest
import torch

from mercurycli.model.moe import ManyExperts, Mixture

PLAIN = Mixture(6, 2, 12, "softmax")
GROUPED = Mixture(8, 3, 12, "sigmoid", renormalise=True, groups=4, kept_groups=2, scale=2.5, shared=1)


def built(mixture, seed=1):
    layer, generator = ManyExperts(16, mixture), torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for weight in layer.parameters():
            weight.copy_(torch.randn(weight.shape, generator=generator) * 0.5)
    return layer.eval().requires_grad_(False)


def rows(count=9):
    return torch.randn(1, count, 16, generator=torch.Generator().manual_seed(4))


def one_by_one(layer, x):
    """The slow twin: each row by itself, every rule spelt out."""
    mixture, out = layer.gate.mixture, torch.zeros_like(x)
    for at, row in enumerate(x[0]):
        scores = layer.gate.weight @ row
        scores = scores.softmax(-1) if mixture.router == "softmax" else scores.sigmoid()
        choice = scores.clone() if layer.gate.expert_bias is None else scores + layer.gate.expert_bias
        size = mixture.experts // mixture.groups
        if mixture.groups > 1:
            strength = [choice[g * size : (g + 1) * size].topk(min(2, size)).values.sum().item() for g in range(mixture.groups)]
            for group in sorted(range(mixture.groups), key=strength.__getitem__)[: mixture.groups - mixture.kept_groups]:
                choice[group * size : (group + 1) * size] = float("-inf")
        chosen = sorted(range(mixture.experts), key=lambda e: -choice[e].item())[: mixture.per_token]
        total = sum(scores[e] for e in chosen) if mixture.renormalise else 1.0
        for e in chosen:
            out[0, at] += layer.experts[e](row) * scores[e] / total * mixture.scale
        if layer.shared_experts is not None:
            out[0, at] += layer.shared_experts(row)
    return out


@pytest.mark.parametrize("mixture", [PLAIN, GROUPED], ids=["softmax", "groups"])
def test_all_rows_at_once_are_the_rows_one_by_one(mixture):
    layer = built(mixture)
    assert torch.allclose(layer(rows()), one_by_one(layer, rows()), atol=1e-5)


def test_without_renormalisation_the_weights_do_not_add_up_to_one():
    weights, chosen = built(PLAIN).gate(rows()[0])
    assert chosen.shape == (9, 2) and (weights.sum(-1) < 1).all()
    renormalised, _ = built(Mixture(6, 2, 12, "softmax", renormalise=True)).gate(rows()[0])
    assert torch.allclose(renormalised.sum(-1), torch.ones(9))


def test_the_bias_decides_who_is_chosen_and_not_how_much_he_counts():
    layer = built(GROUPED)
    layer.gate.expert_bias[:] = 0.0
    layer.gate.expert_bias[5] = 100.0
    weights, chosen = layer.gate(rows()[0])
    assert (chosen == 5).any(-1).all()
    scores = (rows()[0] @ layer.gate.weight.T).sigmoid().gather(-1, chosen)
    assert torch.allclose(weights, scores / scores.sum(-1, keepdim=True) * 2.5, atol=1e-5)


def test_experts_are_chosen_from_the_kept_groups_only():
    _, chosen = built(GROUPED).gate(rows(40)[0])
    assert all(len({expert // 2 for expert in row}) <= 2 for row in chosen.tolist())


def test_the_router_is_that_of_qwen3_moe_in_transformers():
    qwen = pytest.importorskip("transformers.models.qwen3_moe.modeling_qwen3_moe")
    config = pytest.importorskip("transformers").Qwen3MoeConfig(
        hidden_size=16, num_experts=6, num_experts_per_tok=2, moe_intermediate_size=12, norm_topk_prob=True, vocab_size=32,
        num_hidden_layers=1, num_attention_heads=2, num_key_value_heads=1,
    )  # fmt: skip
    layer, theirs = built(Mixture(6, 2, 12, "softmax", renormalise=True)), qwen.Qwen3MoeSparseMoeBlock(config)
    with torch.no_grad():
        theirs.gate.weight.copy_(layer.gate.weight)
        for number, expert in enumerate(layer.experts):
            theirs.experts.gate_up_proj[number] = torch.cat((expert.gate_proj.weight, expert.up_proj.weight))
            theirs.experts.down_proj[number] = expert.down_proj.weight
        found = theirs(rows())
    assert torch.allclose(found[0] if isinstance(found, tuple) else found, layer(rows()), atol=1e-5)


@pytest.mark.parametrize("change", [{"experts": 0}, {"per_token": 7}, {"groups": 4}, {"kept_groups": 2}, {"inner_size": True}])
def test_a_mixture_that_cannot_be_is_refused(change):
    with pytest.raises(ValueError):
        Mixture(**{"experts": 6, "per_token": 2, "inner_size": 12, "router": "softmax", **change})
