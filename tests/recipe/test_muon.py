import pytest
import torch

from recipe import muon


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
