"""A published checkpoint's layers in 8 bits: nearly the same numbers in a quarter of the memory."""

import pytest
import tiny_families as tiny
import torch
from hypothesis import given
from hypothesis import strategies as st
from published_folder import read
from tiny_families import BY_NAME

from mercurycli.engine import Engine
from mercurycli.model import memory
from mercurycli.model.eight_bits import EightBits, may_be, rounded
from mercurycli.model.loading import load_published

CPU = torch.device("cpu")


@given(st.integers(1, 9), st.integers(1, 9), st.floats(1e-6, 1e3), st.integers(0, 99))
def test_no_weight_is_more_than_half_a_step_off(outer, inner, size, seed):
    weight = torch.randn(outer, inner, generator=torch.Generator().manual_seed(seed)) * size
    whole, scale = rounded(weight)
    assert whole.dtype == torch.int8 and scale.shape == (outer,)
    assert ((whole * scale[:, None] - weight).abs() <= scale[:, None] * 0.5001).all()


def test_a_channel_of_zeros_stays_zero():
    whole, scale = rounded(torch.zeros(2, 3))
    assert not whole.any() and scale.isfinite().all()


@pytest.mark.parametrize("bias", [False, True])
def test_a_product_is_that_of_the_rounded_weights(bias):
    plain = torch.nn.Linear(8, 5, bias=bias)
    layer = EightBits(5, 8, bias)
    layer.weight, layer.scale = rounded(plain.weight.detach())
    layer.bias = plain.bias
    x = torch.randn(3, 4, 8)
    assert torch.allclose(layer(x), torch.nn.functional.linear(x, layer.weight * layer.scale[:, None], plain.bias), atol=1e-5)
    assert (layer(x) - plain(x)).abs().max() <= 0.5001 * float(layer.scale.max()) * float(x.abs().sum(-1).max())


@pytest.mark.parametrize("family", ["dream", "sdar", "llada", "llada2", "open-dcoder"])
def test_each_layout_loads_so_and_its_logits_stay_near(tmp_path, family):
    found = read(tiny.write(tmp_path, BY_NAME[family]))
    exact, small = (load_published(found, CPU, dtype) for dtype in (torch.float32, torch.int8))
    linears = [module for module in small.modules() if isinstance(module, EightBits)]
    assert linears and not any(isinstance(module, torch.nn.Linear) for module in small.model.layers.modules())
    ids = torch.arange(8, 24)[None]
    near, far = small(ids), exact(ids)
    assert (near - far).square().mean().sqrt() < 0.05 * far.std()  # tiny random matrices round worst
    assert not torch.equal(near, far)


def test_the_need_counts_layers_at_a_byte_and_the_rest_in_the_devices_own_type(tmp_path):
    found = read(tiny.write(tmp_path, BY_NAME["llada"]))
    small = load_published(found, CPU, torch.int8)
    there = sum(t.numel() * t.element_size() for name, t in small.state_dict().items() if not name.endswith("scale"))
    assert memory.needed_bytes(found.stored, torch.int8, CPU) == there
    assert may_be("model.transformer.blocks.0.q_proj.weight", (8, 8)) and not may_be("model.transformer.wte.weight", (99, 8))


def test_where_only_8_bits_fit_they_are_named(tmp_path, monkeypatch):
    found = read(tiny.write(tmp_path, BY_NAME["sdar"]))
    need = memory.needed_bytes(found.stored, torch.int8, CPU)
    monkeypatch.setattr(memory, "free_bytes", lambda device: int(need * 1.06))
    for dtype in (torch.float32, torch.bfloat16):
        options = memory.smaller_options(found.stored, dtype, CPU)
        assert any("--dtype int8" in option or "--dtype bfloat16" in option for option in options)
    assert memory.smaller_options(found.stored, torch.int8, CPU) == []


def test_a_person_can_ask_for_it(tmp_path, monkeypatch):
    monkeypatch.setenv("DCODE_DTYPE", "int8")
    engine = Engine.open(str(tiny.write(tmp_path, BY_NAME["sdar"])), "cpu")
    assert any(isinstance(module, EightBits) for module in engine.denoiser.backbone.modules())


def test_sums_beyond_what_float16_holds_come_out_right():
    layer = EightBits(4, 8192, True)
    weight = torch.randn(4, 8192, generator=torch.Generator().manual_seed(0)).abs() * 0.02
    layer.weight, layer.scale = rounded(weight)
    layer.bias = torch.nn.Parameter(torch.ones(4, dtype=torch.float16))
    x = torch.full((1, 8192), 4.0)
    assert layer.weight.sum(1).min() * 4 > torch.finfo(torch.float16).max
    assert torch.allclose(layer(x.half()).float(), x @ weight.T + 1, rtol=0.01)


def test_all_weights_are_counted_whatever_they_are_kept_in(tmp_path):
    found = read(tiny.write(tmp_path, BY_NAME["coda"]))
    exact, small = (load_published(found, CPU, dtype) for dtype in (torch.float32, torch.int8))
    assert small.parameter_count() == exact.parameter_count()
