"""What is written is whole and loads again; what would not load is not written."""

import os

import pytest
import torch
from checkpoint_folder import config_of, load, state_of

from mercurycli.errors import ModelError
from mercurycli.model import checkpoint as checkpoints


def test_a_saved_folder_holds_three_readable_files_and_nothing_else(folder):
    assert sorted(p.name for p in folder.iterdir()) == ["config.json", "model.safetensors", "tokenizer.json"]
    if os.name == "posix":
        assert all(p.stat().st_mode & 0o444 == 0o444 for p in folder.iterdir())


def test_what_would_not_load_is_not_saved_and_the_old_stays(folder, tiny, tokenizer_json):
    before = {p.name: p.read_bytes() for p in folder.iterdir()}
    state, config = state_of(tiny), config_of(tiny)
    infinite = {**state, "model.norm.weight": torch.full((8,), 1e6)}
    cases = [
        ({**state, "model.norm.weight": torch.ones(9)}, config, tokenizer_json, torch.float32),
        ({name: weight for name, weight in state.items() if "norm" not in name}, config, tokenizer_json, torch.float32),
        (infinite, config, tokenizer_json, torch.float16),
        (state, {**config, "num_heads": 3}, tokenizer_json, torch.float32),
        (state, {**config, "mask_token_id": 1}, tokenizer_json, torch.float32),
        (state, config, "{}", torch.float32),
    ]
    for case in cases:
        with pytest.raises(ModelError):
            checkpoints.save(folder, *case)
        assert {p.name: p.read_bytes() for p in folder.iterdir()} == before


def test_weights_that_are_views_of_one_tensor_are_saved_apart(tmp_path, tiny, tokenizer_json):
    state = state_of(tiny)
    both = torch.stack((torch.arange(8.0), torch.arange(8.0) + 9))
    state["model.layers.0.input_layernorm.weight"], state["model.norm.weight"] = both[0], both[1]
    state["model.layers.0.mlp.down_proj.weight"] = torch.arange(96.0).view(12, 8).T
    checkpoints.save(tmp_path / "views", state, config_of(tiny), tokenizer_json)
    for name, weight in load(tmp_path / "views").state_dict().items():
        assert torch.equal(weight, state[name]), name


def test_a_place_that_cannot_be_written_is_said(tmp_path, tiny, tokenizer_json):
    (tmp_path / "file").write_text("x")
    with pytest.raises(ModelError, match="cannot write the checkpoint"):
        checkpoints.save(tmp_path / "file", state_of(tiny), config_of(tiny), tokenizer_json)
