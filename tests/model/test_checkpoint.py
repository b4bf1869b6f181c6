"""What a sound folder gives."""

import dataclasses
import json
import subprocess
import sys
from pathlib import Path

import pytest
import torch
from checkpoint_folder import IDS, config_of, header_of, load, network, refusal, rewrite, state_of, write_header
from safetensors.torch import load_file, save_file

from mercurycli.errors import ModelError
from mercurycli.model import checkpoint as checkpoints
from mercurycli.model.backbone import Backbone


def test_a_checkpoint_says_what_its_config_says(sound, tiny):
    checkpoint = checkpoints.read(sound)
    assert (checkpoint.folder, checkpoint.name, checkpoint.model) == (sound, "tiny", tiny)
    assert (checkpoint.max_positions, checkpoint.mask_token_id, checkpoint.attention) == (64, 0, "by_role")
    assert dict(checkpoint.sampling) == {"threshold": 0.8, "languages": ("html", "python"), "length": 48}
    assert dict(checkpoint.trained) == {"steps": 3}


def test_a_checkpoint_cannot_be_changed(sound):
    checkpoint = checkpoints.read(sound)
    with pytest.raises(dataclasses.FrozenInstanceError):
        checkpoint.name = "other"
    with pytest.raises(TypeError):
        checkpoint.sampling["threshold"] = 0.1


def test_the_loaded_network_is_the_saved_one(sound, tiny):
    expected = Backbone(tiny).eval()
    expected.load_state_dict(state_of(tiny))
    backbone = load(sound)
    assert torch.equal(backbone(IDS), expected(IDS))
    assert not backbone.training
    assert not any(weight.requires_grad for weight in backbone.parameters())


def test_a_folder_written_by_the_recipe_loads(tmp_path, tiny, tokenizer):
    train = pytest.importorskip("recipe.train")
    (tmp_path / "tokenizer.json").write_text(tokenizer._encoding.to_str(), encoding="utf-8")
    train.export(tmp_path, state_of(tiny), tiny, {"model": {"max_positions": 64}}, tokenizer, {"steps": 1})
    assert torch.equal(load(tmp_path / "checkpoint")(IDS), network(state_of(tiny), tiny)(IDS))


@pytest.mark.parametrize("stored", [torch.float16, torch.bfloat16, torch.float32])
@pytest.mark.parametrize("wanted", [torch.float32, torch.bfloat16])
def test_weights_are_cast_from_what_is_stored_to_what_is_wanted(tmp_path, tiny, tokenizer_json, stored, wanted):
    state = state_of(tiny)
    checkpoints.save(tmp_path / "cast", state, config_of(tiny), tokenizer_json, stored)
    backbone = load(tmp_path / "cast", wanted)
    assert {weight.dtype for weight in load_file(tmp_path / "cast" / "model.safetensors").values()} == {stored}
    for name, weight in backbone.state_dict().items():
        assert torch.equal(weight, state[name].to(stored).to(wanted)), name


def test_weights_of_the_wanted_type_are_mapped_from_the_file_and_the_file_cannot_be_written_through_them(folder):
    before = (folder / "model.safetensors").read_bytes()
    backbone = load(folder)
    if sys.platform == "linux":
        maps = Path("/proc/self/maps").read_text().splitlines()
        spans = [tuple(int(end, 16) for end in line.split()[0].split("-")) for line in maps if str(folder / "model.safetensors") in line]
        assert all(any(a <= weight.data_ptr() < b for a, b in spans) for weight in backbone.parameters())
    with torch.no_grad():
        for weight in backbone.parameters():
            weight.add_(1.0)
    assert (folder / "model.safetensors").read_bytes() == before


def test_a_file_that_is_not_aligned_loads_as_well(folder, tiny):
    path = folder / "model.safetensors"
    header, data = header_of(path)
    raw = json.dumps(header).encode()
    write_header(path, raw + b" " * (1 + -len(raw) % 4), data)
    backbone = load(folder)
    assert torch.equal(backbone(IDS), network(state_of(tiny), tiny)(IDS))
    assert all(weight.data_ptr() % 4 == 0 for weight in backbone.parameters())


def test_a_head_in_the_file_is_used_whatever_the_config_says_of_ties(folder, tiny):
    own = dataclasses.replace(tiny, tie_word_embeddings=False)
    state = state_of(own)
    save_file(state, folder / "model.safetensors")
    for said in (True, False, ...):
        rewrite(folder, tie_word_embeddings=said)
        assert torch.equal(load(folder)(IDS), network(state, own)(IDS))


def test_without_a_head_in_the_file_the_embedding_serves_unless_the_config_denies_it(folder, tiny):
    rewrite(folder, tie_word_embeddings=...)
    assert torch.equal(load(folder)(IDS), network(state_of(tiny), tiny)(IDS))
    rewrite(folder, tie_word_embeddings=False)
    assert "lacks tensor 'lm_head.weight'" in refusal(folder)


def test_loading_draws_no_initial_weights_and_leaves_the_compiler_alone(sound):
    code = (
        "import sys, torch; from pathlib import Path; from mercurycli.model import checkpoint as c; known = set(sys.modules);"
        "state = torch.get_rng_state(); c.load_backbone(c.read(Path(sys.argv[1])));"
        "assert torch.equal(state, torch.get_rng_state()); print(len(set(sys.modules) - known))"
    )
    root = Path(checkpoints.__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code, str(sound)], capture_output=True, text=True, cwd=root, timeout=120)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < 100, "the plain way to build on meta imports 800 modules, which takes seconds"


def test_a_device_that_fails_is_not_a_traceback(sound, monkeypatch):
    checkpoint = checkpoints.read(sound)
    failures = [(torch.OutOfMemoryError("no"), "no memory left on cpu"), (MemoryError(), "no memory left"), (RuntimeError("driver"), "driver")]
    for failure, cause in failures:

        def fail(*_, failure=failure, **__):
            raise failure

        monkeypatch.setattr(torch.Tensor, "to", fail)
        with pytest.raises(ModelError, match=cause) as caught:
            checkpoints.load_backbone(checkpoint)
        assert "--device cpu" in caught.value.hint
        monkeypatch.undo()
