"""Whatever the bytes of a checkpoint: a model, or a ModelError with file and hint."""

import json
from pathlib import Path

import pytest
from checkpoint_folder import REQUIRED, changed, header_of, load, rewrite, write_header
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mercurycli.errors import ModelError

fuzz = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


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
    write_header(folder / "model.safetensors", changed(header, where, value), data)
    outcome(folder)
    (folder / "model.safetensors").write_bytes(before[1])
    (folder / "tokenizer.json").write_text(json.dumps(changed(json.loads(before[0]), where, value)))
    try:
        outcome(folder)
    finally:
        (folder / "tokenizer.json").write_text(before[0])


def test_a_sound_folder_passes_the_same_check(sound):
    assert outcome(sound)
