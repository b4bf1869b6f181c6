"""Weights that are missing, cut, lying, of another shape or not finite are refused by name."""

import os
import pickle
import random
import struct

import pytest
import torch
from checkpoint_folder import NORM, header_of, load, refusal, state_of, write_header
from safetensors.torch import save_file

from mercurycli.errors import ModelError


def test_missing_weights_are_named_and_so_is_what_lies_there_instead(folder):
    (folder / "model.safetensors").unlink()
    assert f"{folder / 'model.safetensors'} is missing" in refusal(folder)
    (folder / "model.safetensors.index.json").write_text("{}")
    assert "several files" in refusal(folder)
    for name in ("pytorch_model.bin", "a.pt"):
        (folder / name).write_bytes(b"x")
        message = refusal(folder)
        assert "safetensors only" in message
        assert name in message
        (folder / name).unlink()


class Bomb:
    def __reduce__(self):
        return (os.abort, ())


def test_a_pickle_under_a_false_name_is_never_run(folder):
    path = folder / "model.safetensors"
    path.write_bytes(pickle.dumps(Bomb()))
    assert "is a pickle" in refusal(folder)
    torch.save({"a": torch.ones(2)}, path)
    assert "is a pickle" in refusal(folder)
    for file in ("config.json", "tokenizer.json"):
        (folder / file).write_bytes(pickle.dumps(Bomb()))
        refusal(folder)


@pytest.mark.parametrize("share", [0.0, 1e-4, 0.001, 0.01, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 0.95, 0.999])
def test_truncated_weights_are_refused(folder, share):
    path = folder / "model.safetensors"
    raw = path.read_bytes()
    path.write_bytes(raw[: int(len(raw) * share)])
    message = refusal(folder)
    assert "not a whole safetensors file" in message
    assert str(path) in message


def moved(header, by=4):
    header[NORM]["data_offsets"] = [at + by for at in header[NORM]["data_offsets"]]


@pytest.mark.parametrize(
    ("change", "cause"),
    [
        (lambda h: h[NORM].update(shape=[9]), "cannot lie in bytes"),
        (lambda h: h[NORM].update(shape=[2**62, 2**62]), "cannot lie in bytes"),
        (lambda h: h[NORM].update(shape=[-8]), "no proper"),
        (lambda h: h[NORM].update(shape=["8"]), "no proper"),
        (lambda h: h[NORM].update(shape=[8.0]), "no proper"),
        (lambda h: h[NORM].update(shape=8), "no proper"),
        (lambda h: h[NORM].update(shape=[1] * 9), "no proper"),
        (lambda h: h[NORM].update(shape=[2, 4]), "is of shape"),
        (lambda h: h[NORM].update(data_offsets=[0, 32]), "starts at byte"),
        (lambda h: h[NORM].update(data_offsets=[32, 0]), "cannot lie in bytes"),
        (lambda h: h[NORM].update(data_offsets=[0]), "no proper"),
        (lambda h: h[NORM].update(data_offsets=None), "no proper"),
        (lambda h: h[NORM].update(dtype="I32"), "is of type 'I32'"),
        (lambda h: h[NORM].update(dtype="F64"), "is of type 'F64'"),
        (lambda h: h[NORM].update(dtype="\x1b[2J"), "is of type"),
        (lambda h: h[NORM].update(dtype=None), "no proper"),
        (lambda h: h[NORM].clear(), "no proper"),
        (lambda h: h.update({NORM: 3}), "not described"),
        (lambda h: h.update({NORM: None}), "not described"),
        (moved, "starts at byte"),
        (lambda h: h.pop(NORM), "starts at byte|promises"),
        (lambda h: h.update({"model.extra": h.pop(NORM)}), "lacks tensor 'model.norm.weight'"),
    ],
)
def test_a_header_that_lies_is_refused_with_the_tensor(folder, change, cause):
    path = folder / "model.safetensors"
    header, data = header_of(path)
    change(header)
    write_header(path, header, data)
    with pytest.raises(ModelError, match=cause) as caught:
        load(folder)
    assert str(path) in str(caught.value)
    assert str(caught.value).isprintable()
    if NORM in header:
        assert NORM in str(caught.value) or "starts at byte" in str(caught.value)


@pytest.mark.parametrize(
    "header", [b"", b"  ", b"{}", b"[]", b"null", b"{" * 50_000, b"\xff\xff", b'{"a": 1, "a": 2}', b'{"__metadata__": {}}', b'{"__metadata__": 3}']
)
def test_a_header_that_is_none_is_refused(folder, header):
    path = folder / "model.safetensors"
    for data in (b"", header_of(path)[1] if path.stat().st_size > 1000 else b""):
        write_header(path, header, data)
        assert str(path) in refusal(folder)


def test_metadata_the_library_cannot_take_is_refused(folder):
    path = folder / "model.safetensors"
    header, data = header_of(path)
    write_header(path, {**header, "__metadata__": {"format": 3}}, data)
    assert str(path) in refusal(folder)


def test_a_header_longer_than_the_file_is_refused_without_asking_for_the_memory(folder):
    path = folder / "model.safetensors"
    for length in (2**63, 2**64 - 1, 10**12, path.stat().st_size - 7):
        path.write_bytes(struct.pack("<Q", length) + path.read_bytes()[8:])
        assert "do not hold the header" in refusal(folder)


@pytest.mark.parametrize(
    ("change", "cause"),
    [
        (lambda s: s.pop(NORM), "lacks tensor 'model.norm.weight'"),
        (lambda s: [s.pop(n) for n in list(s) if "mlp" in n], "lacks tensor 'model.layers.0.mlp.down_proj.weight' and 5 more"),
        (lambda s: s.update({"model.rotary_emb.inv_freq": torch.ones(3)}), "no use for tensor 'model.rotary_emb.inv_freq'"),
        (lambda s: s.update({"model.layers.0.self_attn.q_proj.bias": torch.ones(12)}), "no use for tensor 'model.layers.0.self_attn.q_proj.bias'"),
        (lambda s: s.update({"\x1b[2J": torch.ones(3)}), "no use for tensor"),
        (lambda s: s.update({NORM: torch.ones(8, 1)}), r"'model.norm.weight' is of shape \(8, 1\), by config.json it must be \(8,\)"),
        (lambda s: s.update({NORM: torch.ones(())}), r"'model.norm.weight' is of shape \(\)"),
        (lambda s: s.update({NORM: torch.ones(0)}), r"'model.norm.weight' is of shape \(0,\)"),
        (lambda s: s.update({NORM: torch.ones(8, dtype=torch.int32)}), "'model.norm.weight' is of type 'I32'"),
        (lambda s: s.update({NORM: torch.ones(8, dtype=torch.bool)}), "'model.norm.weight' is of type 'BOOL'"),
        (lambda s: s.update({NORM: torch.ones(8, dtype=torch.float64)}), "'model.norm.weight' is of type 'F64'"),
        (lambda s: s.update({NORM: torch.ones(8, dtype=torch.complex64)}), "'model.norm.weight' is of type 'C64'"),
        (lambda s: s.update({"lm_head.weight": torch.ones(3, 8)}), r"'lm_head.weight' is of shape \(3, 8\)"),
        (lambda s: s.clear(), "lacks tensor .* and 23 more"),
    ],
)
def test_tensors_that_do_not_fit_the_config_are_refused_by_name(folder, tiny, change, cause):
    state = state_of(tiny)
    change(state)
    save_file(state, folder / "model.safetensors")
    with pytest.raises(ModelError, match=cause) as caught:
        load(folder)
    assert str(folder / "model.safetensors") in str(caught.value)
    assert str(caught.value).isprintable()


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
@pytest.mark.parametrize("dtype", [torch.float32, torch.float16, torch.bfloat16])
def test_one_weight_that_is_not_finite_is_found(folder, tiny, value, dtype):
    rng = random.Random(3)
    for _ in range(3):
        state = {name: weight.to(dtype) for name, weight in state_of(tiny).items()}
        name = rng.choice(sorted(state))
        state[name].view(-1)[rng.randrange(state[name].numel())] = value
        save_file(state, folder / "model.safetensors")
        assert f"tensor '{name}' holds NaN or infinity" in refusal(folder)


def test_a_weight_too_large_for_the_wanted_type_is_found(folder, tiny):
    save_file({**state_of(tiny), NORM: torch.full((8,), 1e6)}, folder / "model.safetensors")
    load(folder)
    with pytest.raises(ModelError, match=r"holds NaN or infinity in torch\.float16"):
        load(folder, torch.float16)
