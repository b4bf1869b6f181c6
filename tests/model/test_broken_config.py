"""A config.json that cannot be is refused with the file and the key."""

import dataclasses
import json
import os

import pytest
from checkpoint_folder import REQUIRED, load, refusal, rewrite, state_of
from safetensors.torch import save_file

from mercurycli.errors import ModelError
from mercurycli.model import checkpoint as checkpoints


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
