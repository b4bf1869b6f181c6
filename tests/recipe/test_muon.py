import pytest
import torch
from recipe import muon
from recipe.muon import Muon, orthogonalise


@pytest.mark.parametrize("in_bfloat16", [True, False])
@pytest.mark.parametrize("shape", [(2, 24, 16), (1, 16, 40)])
def test_the_singular_values_come_close_to_one_in_either_precision(monkeypatch, in_bfloat16, shape):
    monkeypatch.setattr(muon, "multiplies_in_bfloat16", lambda: in_bfloat16)
    update = torch.randn(shape, generator=torch.Generator().manual_seed(1))
    result = muon.orthogonalise(update)
    values = torch.linalg.svdvals(result)
    assert result.dtype == torch.float32 and 0.5 < float(values.min()) and float(values.max()) < 1.4
    directions = torch.linalg.svd(update, full_matrices=False)
    assert torch.allclose(result, directions[0] @ torch.diag_embed(values) @ directions[2], atol=0.6)


@pytest.mark.parametrize("shape", [(1, 16, 16), (3, 8, 40), (2, 40, 8)])
def test_orthogonalise_gives_matrices_whose_singular_values_are_near_one(shape):
    update = torch.randn(shape, generator=torch.Generator().manual_seed(2))
    values = torch.linalg.svdvals(orthogonalise(update))
    assert values.min() > 0.5 and values.max() < 1.3


def test_orthogonalise_keeps_singular_vectors_and_does_not_see_the_scale():
    update = torch.randn(2, 12, 20, generator=torch.Generator().manual_seed(3))
    left, _, right = torch.linalg.svd(update, full_matrices=False)
    nearest = left @ right  # the orthogonal matrix nearest to it
    found = orthogonalise(update)
    inner = left.mT @ found @ right.mT  # (count, 12, 12): diagonal if the vectors are kept
    assert (inner - torch.diag_embed(inner.diagonal(dim1=1, dim2=2))).abs().max() < 0.05  # it is computed in bfloat16
    assert torch.cosine_similarity(found.flatten(1), nearest.flatten(1)).min() > 0.95
    assert torch.allclose(orthogonalise(1024.0 * update), found, atol=0.02)


def test_orthogonalise_of_a_batch_is_that_of_each_and_zero_stays_zero():
    update = torch.randn(3, 6, 9, generator=torch.Generator().manual_seed(4))
    update[1] = 0.0
    found = orthogonalise(update)
    for at in range(3):
        assert torch.allclose(found[at], orthogonalise(update[at : at + 1])[0], atol=0.02)
    assert found[1].abs().max() == 0.0


def test_muon_finds_a_matrix():
    torch.manual_seed(5)
    target, other = torch.randn(8, 12), torch.randn(8, 12)
    weights = [torch.nn.Parameter(torch.zeros(8, 12)) for _ in range(2)]
    optimizer = Muon(weights, lr=0.05)
    before = target.norm() + other.norm()
    for at in range(150):
        for group in optimizer.param_groups:
            group["lr"] = 0.1 * (1 - at / 150)
        optimizer.zero_grad()
        ((weights[0] - target).square().sum() + (weights[1] - other).square().sum()).backward()
        optimizer.step()
    assert (weights[0] - target).norm() + (weights[1] - other).norm() < 0.05 * before
