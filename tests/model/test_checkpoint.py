import dataclasses
import json
import os
import pickle
import random
import struct
import subprocess
import sys
from pathlib import Path

import pytest
import torch
from conftest import config_of, state_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from safetensors.torch import load_file, save_file

from mercurycli.errors import ModelError
from mercurycli.model import checkpoint as checkpoints
from mercurycli.model.backbone import Backbone

IDS = torch.tensor([[1, 5, 300, 7, 0, 42]])
fuzz = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def load(folder: Path, dtype: torch.dtype = torch.float32) -> Backbone:
    """Everything the engine does with a folder."""
    checkpoint = checkpoints.read(folder)
    checkpoints.load_tokenizer(checkpoint)
    return checkpoints.load_backbone(checkpoint, "cpu", dtype)


def refusal(folder: Path) -> str:
    with pytest.raises(ModelError) as caught:
        load(folder)
    assert caught.value.hint
    assert caught.value.exit_code == 3
    return str(caught.value)


def rewrite(folder: Path, **changes) -> None:
    """Change keys of config.json; a value of ... removes the key."""
    path = folder / "config.json"
    values = {**json.loads(path.read_text()), **changes}
    path.write_text(json.dumps({key: value for key, value in values.items() if value is not ...}))


def header_of(path: Path) -> tuple[dict, bytes]:
    raw = path.read_bytes()
    end = 8 + struct.unpack("<Q", raw[:8])[0]
    return json.loads(raw[8:end]), raw[end:]


def write_header(path: Path, header: object, data: bytes) -> None:
    raw = header if isinstance(header, bytes) else json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(raw)) + raw + data)


# what a sound folder gives


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
    assert torch.equal(load(tmp_path / "checkpoint")(IDS), _network(state_of(tiny), tiny)(IDS))


def _network(state, model):
    backbone = Backbone(model).eval()
    backbone.load_state_dict(state)
    return backbone


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
    assert torch.equal(backbone(IDS), _network(state_of(tiny), tiny)(IDS))
    assert all(weight.data_ptr() % 4 == 0 for weight in backbone.parameters())


def test_a_head_in_the_file_is_used_whatever_the_config_says_of_ties(folder, tiny):
    own = dataclasses.replace(tiny, tie_word_embeddings=False)
    state = state_of(own)
    save_file(state, folder / "model.safetensors")
    for said in (True, False, ...):
        rewrite(folder, tie_word_embeddings=said)
        assert torch.equal(load(folder)(IDS), _network(state, own)(IDS))


def test_without_a_head_in_the_file_the_embedding_serves_unless_the_config_denies_it(folder, tiny):
    rewrite(folder, tie_word_embeddings=...)
    assert torch.equal(load(folder)(IDS), _network(state_of(tiny), tiny)(IDS))
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


# saving


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


# finding


@pytest.fixture
def house(tmp_path, monkeypatch, sound):
    """An installation somewhere else; returns what puts a checkpoint into it."""
    package = tmp_path / "site" / "mercurycli"
    monkeypatch.setattr(checkpoints, "__file__", str(package / "model" / "checkpoint.py"))

    def put(place: str) -> Path:
        target = tmp_path / "site" / place
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text((sound / "config.json").read_text() if place.endswith("json") else "")
        return target.parent

    return put


@pytest.mark.parametrize("name", [None, "quicksilver"])
def test_the_embedded_checkpoint_of_a_wheel_is_in_the_package(house, name):
    place = house("mercurycli/models/quicksilver/config.json")
    assert checkpoints.resolve(name) == place == checkpoints.embedded_folder()


def test_the_embedded_checkpoint_of_a_source_tree_is_beside_the_package(house):
    house("pyproject.toml")
    place = house("models/quicksilver/config.json")
    assert checkpoints.embedded_folder() == place
    packaged = house("mercurycli/models/quicksilver/config.json")
    assert checkpoints.embedded_folder() == packaged, "what was installed comes first"


def test_a_stranger_beside_an_installed_package_is_not_the_embedded_checkpoint(house):
    house("models/quicksilver/config.json")
    with pytest.raises(ModelError) as caught:
        checkpoints.embedded_folder()
    assert "mercurycli/models/quicksilver" in str(caught.value)
    assert "--model FOLDER" in caught.value.hint


def test_a_missing_embedded_checkpoint_names_every_place_that_was_looked_at(house, tmp_path):
    house("pyproject.toml")
    (tmp_path / "site/models/quicksilver").mkdir(parents=True)  # empty: no checkpoint
    with pytest.raises(ModelError) as caught:
        checkpoints.resolve(None)
    assert str(tmp_path / "site/mercurycli/models/quicksilver") in str(caught.value)
    assert str(tmp_path / "site/models/quicksilver") in str(caught.value)


def test_a_folder_is_found_by_its_path(sound, monkeypatch):
    monkeypatch.chdir(sound.parent)
    monkeypatch.setenv("HOME", str(sound.parent))
    assert checkpoints.resolve(str(sound)) == sound
    assert checkpoints.resolve("tiny").samefile(sound)
    assert checkpoints.resolve("~/tiny").samefile(sound)
    assert checkpoints.read(checkpoints.resolve("tiny/.")).name == "tiny"
    monkeypatch.chdir(sound)
    assert checkpoints.read(checkpoints.resolve(".")).name == "tiny"


@pytest.mark.parametrize("name", ["", "nope", "no/such/folder", "x" * 5000, "a\0b", "~nobody-of-that-name/x", "Quicksilver"])
def test_a_name_that_is_nothing_is_refused_with_what_was_looked_for(name):
    with pytest.raises(ModelError) as caught:
        checkpoints.resolve(name)
    assert repr(name) in str(caught.value)
    assert "quicksilver" in str(caught.value)
    assert "--model" in caught.value.hint or "dcode models list" in caught.value.hint


@pytest.mark.parametrize("name", ["weights.bin", "model.pt", "deep/model.pth", "x.ckpt", "x.pkl"])
def test_a_pickle_is_refused_by_name_whether_it_is_there_or_not(tmp_path, name):
    (tmp_path / name).parent.mkdir(exist_ok=True)
    for _ in range(2):
        with pytest.raises(ModelError, match="safetensors only"):
            checkpoints.resolve(str(tmp_path / name))
        (tmp_path / name).write_bytes(b"x")


def test_a_file_of_a_checkpoint_points_to_its_folder(sound):
    with pytest.raises(ModelError, match="is a file") as caught:
        checkpoints.resolve(str(sound / "model.safetensors"))
    assert caught.value.hint == f"pass --model {sound}"


# broken folders


def test_a_missing_folder_and_a_missing_config_are_told_apart(tmp_path):
    assert "no checkpoint folder" in refusal(tmp_path / "none")
    assert "has no config.json" in refusal(tmp_path)


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        (b"", "not JSON"),
        (b"{", "not JSON"),
        (b"\xff\xfe\x00", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b'{"vocab_size": ' + b"9" * 5000 + b"}", "not JSON"),
        (b"[]", "no JSON object"),
        (b"null", "no JSON object"),
        (b'"quicksilver"', "no JSON object"),
        (b"{}", "model_type is missing"),
        (b" " * 1_000_001, "no text file of at most"),
    ],
)
def test_a_config_that_is_no_json_object_is_refused(folder, content, cause):
    (folder / "config.json").write_bytes(content)
    message = refusal(folder)
    assert cause in message
    assert str(folder / "config.json") in message


def test_a_config_that_is_no_regular_file_is_refused_without_waiting_for_it(folder):
    (folder / "config.json").unlink()
    os.mkfifo(folder / "config.json")
    assert "no text file" in refusal(folder)
    (folder / "config.json").unlink()
    (folder / "config.json").mkdir()
    assert "no text file" in refusal(folder)


REQUIRED = [
    "model_type", "vocab_size", "hidden_size", "intermediate_size", "num_layers", "num_heads", "num_kv_heads", "head_dim", "rope_theta",
    "rms_norm_eps", "qkv_bias", "qk_norm", "max_positions", "mask_token_id",
]  # fmt: skip


@pytest.mark.parametrize("key", REQUIRED)
def test_a_missing_key_is_named(folder, key):
    rewrite(folder, **{key: ...})
    message = refusal(folder)
    assert f"{key} is missing" in message
    assert "config.json" in message


NO_SIZE = [None, "8", 8.0, True, [8], {}, 0, -1, 10**9, 10**300, float("nan"), float("inf"), "x" * 10_000]
NO_NUMBER = [None, "1", True, [], {}, 0, -1.0, float("nan"), float("inf"), 10**400]
NO_FLAG = [None, 0, 1, "true", [], {}]
NO_TABLE = [None, 7, "x", [], True]
WRONG = [
    *[(key, value) for key in (*REQUIRED[1:8], "max_positions") for value in NO_SIZE],
    *[("mask_token_id", value) for value in NO_SIZE if value not in (None, 0)],
    *[(key, value) for key in ("rope_theta", "rms_norm_eps") for value in NO_NUMBER],
    *[(key, value) for key in ("qkv_bias", "qk_norm", "tie_word_embeddings", "embedding_norm", "neighbour_mixing") for value in NO_FLAG],
    *[("copy_size", value) for value in NO_SIZE if value != 0],
    *[(key, value) for key in ("sampling", "trained") for value in NO_TABLE],
    *[("model_type", value) for value in (None, 3, [], {})],
]


@pytest.mark.parametrize(("key", "value"), WRONG)
def test_a_value_that_cannot_be_is_refused_with_its_key(folder, key, value):
    rewrite(folder, **{key: value})
    message = refusal(folder)
    assert key in message
    assert "config.json" in message
    assert len(message) < 500


@pytest.mark.parametrize(
    ("changes", "cause"),
    [
        ({"num_heads": 3, "num_kv_heads": 2}, "not a multiple"),
        ({"head_dim": 5}, "must be even"),
        ({"mask_token_id": 9999}, "mask_token_id"),
        ({"mask_token_id": 3}, "the mask is id 0 in .* and 3 in config.json"),
    ],
)
def test_values_that_do_not_fit_together_are_refused(folder, changes, cause):
    rewrite(folder, **changes)
    with pytest.raises(ModelError, match=cause):
        load(folder)


@pytest.mark.parametrize(
    "sampling",
    [
        {"speed": 9}, {"threshold": 0}, {"threshold": "0.9"}, {"threshold": True}, {"threshold": float("nan")}, {"steps": 1.5}, {"steps": 0},
        {"steps": True}, {"temperature": float("inf")}, {"temperature": None}, {"window": -1}, {"take_back": 2}, {"revisions": -1}, {"seed": 1.0},
        {"languages": []}, {"languages": "html"}, {"languages": ["cobol"]}, {"languages": [3]}, {"tasks": []}, {"tasks": ["dream"]}, {"tasks": "gen"}, {"length": 0}, {"length": 2.0}, {"length": None},
        {"\x1b[31m": 1}, {"threshold": [0.9]}, {"threshold": {"a": [[]]}}, {"temperature": 10**400},
    ],
)  # fmt: skip
def test_recommended_settings_the_sampler_would_not_take_are_refused(folder, sampling):
    rewrite(folder, sampling=sampling)
    message = refusal(folder)
    assert "sampling" in message
    assert message.isprintable()


@pytest.mark.parametrize("sampling", [{}, {"threshold": 1}, {"steps": None, "window": 16}, {"temperature": 0.5, "languages": ["javascript"]}, {"tasks": ["gen", "edit"]}])
def test_recommended_settings_the_sampler_takes_are_kept(folder, sampling):
    rewrite(folder, sampling=sampling)
    expected = {name: tuple(value) if isinstance(value, list) else value for name, value in sampling.items()}
    assert dict(checkpoints.read(folder).sampling) == expected


@pytest.mark.parametrize("family", ["qwen2", "qwen3", "llama", "gpt2"])
def test_an_autoregressive_checkpoint_is_called_one(folder, family):
    rewrite(folder, model_type=family, mask_token_id=...)
    assert "this is an autoregressive checkpoint" in refusal(folder)
    rewrite(folder, model_type=family, mask_token_id=None)
    assert "this is an autoregressive checkpoint" in refusal(folder)


def test_a_diffusion_checkpoint_of_another_family_is_not_called_autoregressive(folder):
    rewrite(folder, model_type="Dream", mask_token_id=3)
    message = refusal(folder)
    assert "'Dream' is not known; known: quicksilver" in message
    assert "autoregressive" not in message


def test_a_tokenizer_with_more_ids_than_the_embedding_has_rows_is_refused(folder, tiny, tokenizer, tokenizer_json):
    small = dataclasses.replace(tiny, vocab_size=tokenizer.size - 1)
    save_file(state_of(small), folder / "model.safetensors")
    rewrite(folder, vocab_size=small.vocab_size)
    message = refusal(folder)
    assert f"ids up to {tokenizer.size - 1}" in message
    assert f"{small.vocab_size} rows" in message
    assert "tokenizer.json" in message


def test_one_id_far_beyond_the_embedding_is_refused_too(folder, tokenizer_json):
    document = json.loads(tokenizer_json)
    document["model"]["vocab"]["Ā"] = 4_000_000_000
    (folder / "tokenizer.json").write_text(json.dumps(document))
    assert "ids up to 4000000000" in refusal(folder)


# broken weights


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


NORM = "model.norm.weight"


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


# whatever the bytes: a model or a ModelError


def outcome(folder: Path) -> bool:
    """Whether it loads. Anything but a ModelError with file and hint fails the test."""
    try:
        backbone = load(folder)
    except ModelError as error:
        assert error.hint
        assert str(folder) in str(error)
        return False
    assert all(weight.isfinite().all() for weight in backbone.parameters())
    return True


FILES = ["config.json", "model.safetensors", "tokenizer.json"]


@pytest.mark.parametrize("file", FILES)
@fuzz
@given(data=st.data())
def test_flipped_bits_end_in_a_model_or_a_model_error(folder, file, data):
    path, raw = folder / file, bytearray((folder / file).read_bytes())
    sound = bytes(raw)
    end = len(raw) if file != "model.safetensors" else 8 + int.from_bytes(raw[:8], "little")  # flips among the weights change little
    for at in data.draw(st.lists(st.integers(0, end * 8 - 1), min_size=1, max_size=4)):
        raw[at // 8] ^= 1 << (at % 8)
    path.write_bytes(raw)
    try:
        outcome(folder)
    finally:
        path.write_bytes(sound)


@pytest.mark.parametrize("file", FILES)
@fuzz
@given(data=st.data())
def test_cut_and_pasted_bytes_end_in_a_model_or_a_model_error(folder, file, data):
    path, sound = folder / file, (folder / file).read_bytes()
    cut, back = data.draw(st.integers(0, len(sound))), data.draw(st.integers(0, len(sound)))
    path.write_bytes(sound[:cut] + data.draw(st.binary(max_size=20)) + sound[back:])
    try:
        outcome(folder)
    finally:
        path.write_bytes(sound)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5), lambda v: st.lists(v, max_size=3) | st.dictionaries(st.text(max_size=5), v, max_size=3), max_leaves=6
)  # fmt: skip


@fuzz
@given(key=st.sampled_from([*REQUIRED, "sampling", "trained", "tie_word_embeddings"]), value=json_values)
def test_any_value_of_any_key_ends_in_a_model_or_a_model_error(folder, key, value):
    path = folder / "config.json"
    sound = path.read_text()
    rewrite(folder, **{key: value})
    try:
        outcome(folder)
    finally:
        path.write_text(sound)


@fuzz
@given(where=st.lists(st.integers(0, 50), min_size=1, max_size=4), value=json_values)
def test_any_value_in_a_header_or_a_tokenizer_ends_in_a_model_or_a_model_error(folder, where, value):
    header, data = header_of(folder / "model.safetensors")
    before = (folder / "tokenizer.json").read_text(), (folder / "model.safetensors").read_bytes()
    write_header(folder / "model.safetensors", _changed(header, where, value), data)
    outcome(folder)
    (folder / "model.safetensors").write_bytes(before[1])
    (folder / "tokenizer.json").write_text(json.dumps(_changed(json.loads(before[0]), where, value)))
    try:
        outcome(folder)
    finally:
        (folder / "tokenizer.json").write_text(before[0])


def _changed(document, where, value):
    """The document with the value at a place that ``where`` leads to."""
    if not where or not isinstance(document, (dict, list)) or not document:
        return value
    keys = list(document) if isinstance(document, dict) else list(range(len(document)))
    key = keys[where[0] % len(keys)]
    document[key] = _changed(document[key], where[1:], value)
    return document


def test_a_sound_folder_passes_the_same_check(sound):
    assert outcome(sound)
