"""What the hub sends is proved before it counts."""

import pytest
from pulling import PLAIN, WEIGHTS, failing, pulled

from mercurycli.model import checkpoint, hub, hub_cache


@pytest.mark.parametrize("name", ["model.safetensors", "config.json"])
def test_a_file_with_a_wrong_checksum_is_thrown_away_and_named(tiny, cache, name):
    spoilt = bytearray(PLAIN[name])
    spoilt[-1] ^= 1
    tiny.served[name] = bytes(spoilt)
    told = failing()
    assert name in told and "checksum" in told
    assert not list(cache.rglob("*.incomplete")) and hub_cache.local_model("ada/tiny").missing
    tiny.served.clear()
    assert (pulled() / name).read_bytes() == PLAIN[name]


def test_a_file_that_was_spoilt_between_two_tries_is_not_completed_to_a_wrong_one(tiny, cache):
    tiny.cuts = [5000] + [0] * 20
    failing()
    next(cache.rglob("*.incomplete")).write_bytes(bytes(5000))
    tiny.cuts = []
    assert "checksum" in failing()
    assert (pulled() / "model.safetensors").read_bytes() == WEIGHTS


def test_what_lies_in_the_cache_can_be_proved_later(cache):
    folder = pulled()
    assert dict(hub.proofs(folder)) == dict.fromkeys(("LICENSE", "config.json", "model.safetensors", "tokenizer.json"), True)
    blob = (folder / "model.safetensors").resolve()
    blob.write_bytes(blob.read_bytes()[:-1] + b"?")
    assert dict(hub.proofs(folder))["model.safetensors"] is False


def test_pickles_are_not_pulled(tiny):
    del tiny.files["model.safetensors"]
    assert "pytorch_model.bin" in failing()
    assert not any("/resolve/" in path for _, path, _ in tiny.requests)


def test_a_repository_without_a_config_is_no_checkpoint(tiny):
    del tiny.files["config.json"]
    assert "config.json" in failing()


def test_a_repository_without_a_tokenizer_never_becomes_a_model(tiny):
    del tiny.files["tokenizer.json"]
    assert "tokenizer.json" in failing() and "tokenizer.json" in failing(checkpoint.resolve, "ada/tiny")
