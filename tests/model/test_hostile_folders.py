"""Whatever lies in a published checkpoint's folder: a model, or an error of ours that names the folder."""

import json
import resource
import struct
import time

import pytest
import tiny_families as tiny
import torch
from checkpoint_folder import changed
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tiny_families import BY_NAME

from mercurycli.engine import Engine
from mercurycli.errors import DcodeError
from mercurycli.model.config_file import ConfigFile
from mercurycli.model.loading import load_published
from mercurycli.model.published import read_published
from mercurycli.model.vocabulary import load_vocabulary

FAMILIES = ("dream", "llada", "llada2", "sdar", "stable-diffcoder")
fuzz = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
SECONDS, MEGABYTES = 5.0, 200  # the seconds are the processor's; a sound folder takes a tenth


@pytest.fixture(scope="module", params=FAMILIES)
def sound(request, tmp_path_factory):
    shards = 2 if request.param == "sdar" else 1
    return tiny.write(tmp_path_factory.mktemp("sound"), BY_NAME[request.param], shards=shards)


def outcome(folder):
    """Whether it loads. Anything but an error of ours, in reasonable time and memory, fails the test."""
    begin, before = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    try:
        found = read_published(folder, ConfigFile.read(folder / "config.json"))
        load_vocabulary(found.tokens, found.family, found.mask_id, found.stops, found.chat)
        backbone = load_published(found, torch.device("cpu"), torch.float32)
    except DcodeError as error:
        assert error.hint
        assert str(error).isprintable(), ascii(str(error))
        return False
    finally:
        assert time.process_time() - begin < SECONDS
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < MEGABYTES * 1024
    assert all(weight.isfinite().all() for weight in backbone.parameters())
    return True


def files_of(folder):
    return sorted(path for path in folder.iterdir() if path.is_file())


def restored(path, raw, look):
    before = path.read_bytes()
    path.write_bytes(raw)
    try:
        return look(path.parent)
    finally:
        path.write_bytes(before)


def test_a_sound_folder_passes_the_same_check(sound):
    assert outcome(sound)


@fuzz
@given(data=st.data())
def test_flipped_bits_anywhere_end_in_a_model_or_an_error_of_ours(sound, data):
    path = data.draw(st.sampled_from(files_of(sound)))
    raw = bytearray(path.read_bytes())
    end = 8 + int.from_bytes(raw[:8], "little") if path.suffix == ".safetensors" else len(raw)
    for at in data.draw(st.lists(st.integers(0, end * 8 - 1), min_size=1, max_size=4)):
        raw[at // 8] ^= 1 << (at % 8)
    restored(path, bytes(raw), outcome)


@fuzz
@given(data=st.data())
def test_cut_and_pasted_bytes_end_in_a_model_or_an_error_of_ours(sound, data):
    path = data.draw(st.sampled_from(files_of(sound)))
    raw = path.read_bytes()
    cut, back = data.draw(st.integers(0, len(raw))), data.draw(st.integers(0, len(raw)))
    restored(path, raw[:cut] + data.draw(st.binary(max_size=20)) + raw[back:], outcome)


ODD = [0, -1, 2**31, 2**63, 1e308, "\x1b[2J", "1e-"]
KEYS = ["rope_parameters", "rope_scaling", "auto_map", "architectures", "block_size", "mask_token_id", "head_dim"]
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.sampled_from(ODD),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3), max_leaves=6,
)  # fmt: skip


@fuzz
@given(data=st.data(), value=values)
def test_any_value_of_any_key_ends_in_a_model_or_an_error_of_ours(sound, data, value):
    path = sound / "config.json"
    config = json.loads(path.read_text())
    key = data.draw(st.sampled_from([*config, *KEYS]))
    restored(path, json.dumps({**config, key: value}).encode(), outcome)


@fuzz
@given(data=st.data(), value=values, where=st.lists(st.integers(0, 50), min_size=1, max_size=4))
def test_any_value_in_any_table_ends_in_a_model_or_an_error_of_ours(sound, data, value, where):
    path = data.draw(st.sampled_from([path for path in files_of(sound) if path.suffix == ".json"]))
    restored(path, json.dumps(changed(json.loads(path.read_text()), where, value)).encode(), outcome)


@fuzz
@given(data=st.data(), value=values, where=st.lists(st.integers(0, 50), min_size=1, max_size=3))
def test_any_lie_in_a_header_ends_in_a_model_or_an_error_of_ours(sound, data, value, where):
    path = data.draw(st.sampled_from([path for path in files_of(sound) if path.suffix == ".safetensors"]))
    raw = path.read_bytes()
    end = 8 + struct.unpack("<Q", raw[:8])[0]
    header = json.dumps(changed(json.loads(raw[8:end]), where, value)).encode()
    restored(path, struct.pack("<Q", len(header)) + header + raw[end:], outcome)


@pytest.mark.parametrize("family", FAMILIES)
def test_any_file_may_be_missing_or_a_folder(tmp_path, family):
    folder = tiny.write(tmp_path, BY_NAME[family])
    for path in files_of(folder):
        raw = path.read_bytes()
        path.unlink()
        outcome(folder)
        path.mkdir()
        outcome(folder)
        path.rmdir()
        path.write_bytes(raw)
    assert outcome(folder)


SIZES = [("vocab_size", 2**20), ("hidden_size", 2**16), ("num_hidden_layers", 512), ("num_experts", 4096), ("intermediate_size", 2**18)]


@pytest.mark.parametrize("sizes", [*({key: size} for key, size in SIZES), dict(SIZES)], ids=[*(key for key, _ in SIZES), "all"])
def test_sizes_that_promise_terabytes_cost_nothing(tmp_path, sizes):
    folder = tiny.write(tmp_path, BY_NAME["llada2"])
    path = folder / "config.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **sizes}))
    assert not outcome(folder)


def test_the_engine_tells_no_more_than_the_loader(tmp_path):
    folder = tiny.write(tmp_path, BY_NAME["dream"])
    (folder / "tokenizer.json").write_bytes(b"{")
    with pytest.raises(DcodeError, match="not JSON"):
        Engine.open(str(folder), "cpu")


def test_a_merge_with_a_control_character_is_quoted_spelled_out(tmp_path):
    folder = tiny.write(tmp_path, BY_NAME["sdar"])
    merges = folder / "merges.txt"
    merges.write_bytes(b"\x00" + merges.read_bytes())
    assert not outcome(folder)
