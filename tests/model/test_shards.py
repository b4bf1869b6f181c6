"""Weights in several files, and the index that names them."""

import json

import pytest
import tiny_families as tiny
from published_folder import refusal
from safetensors.torch import load_file, save_file
from tiny_families import BY_NAME


def index_of(folder):
    return folder / "model.safetensors.index.json"


def test_a_missing_shard_and_a_tensor_in_the_wrong_one_are_named(tmp_path):
    folder = tiny.write(tmp_path, BY_NAME["sdar"], shards=3)
    index = json.loads(index_of(folder).read_text())
    name = sorted(index["weight_map"])[0]
    index["weight_map"][name] = "model-00003-of-00003.safetensors"
    index_of(folder).write_text(json.dumps(index))
    assert "lacks tensor" in refusal(folder)
    (folder / "model-00002-of-00003.safetensors").unlink()
    assert "model-00002-of-00003.safetensors" in refusal(folder)


def test_a_tensor_in_two_files_is_refused(tmp_path):
    folder = tiny.write(tmp_path, BY_NAME["sdar"], shards=2)
    first, second = (folder / f"model-0000{n}-of-00002.safetensors" for n in (1, 2))
    save_file(load_file(second) | dict([next(iter(load_file(first).items()))]), second)
    assert "and so does" in refusal(folder)


@pytest.mark.parametrize(
    "name",
    [
        "../x.safetensors", "/etc/passwd", "a/b.safetensors", "..", "", "model.bin", None, 3, ["x"], "a\\b.safetensors", "\0.safetensors",
        "\x1b[2J.safetensors",
    ],
)  # fmt: skip
def test_an_index_cannot_point_out_of_its_folder(tmp_path, name):
    folder = tiny.write(tmp_path, BY_NAME["sdar"], shards=2)
    index_of(folder).write_text(json.dumps({"weight_map": {"model.norm.weight": name}}))
    message = refusal(folder)
    assert "no file name" in message or "cannot read" in message


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b'{"weight_map": 3}', b'{"weight_map": {}}', b"[" * 50_000, b"\xff\xfe"])
def test_an_index_that_is_none_is_refused(tmp_path, content):
    folder = tiny.write(tmp_path, BY_NAME["sdar"], shards=2)
    index_of(folder).write_bytes(content)
    assert "index.json" in refusal(folder)
