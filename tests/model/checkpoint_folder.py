"""A tiny checkpoint's folder: loaded as the engine does, rewritten to be broken, refused with an error of ours."""

import json
import struct
from dataclasses import asdict
from pathlib import Path

import pytest
import torch

from mercurycli.errors import ModelError
from mercurycli.model import checkpoint as checkpoints
from mercurycli.model.backbone import Backbone, ModelConfig

IDS = torch.tensor([[1, 5, 300, 7, 0, 42]])
NORM = "model.norm.weight"
REQUIRED = [
    "model_type", "vocab_size", "hidden_size", "intermediate_size", "num_layers", "num_heads", "num_kv_heads", "head_dim", "rope_theta",
    "rms_norm_eps", "qkv_bias", "qk_norm", "max_positions", "mask_token_id",
]  # fmt: skip


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


def network(state, model):
    backbone = Backbone(model).eval()
    backbone.load_state_dict(state)
    return backbone


def state_of(model: ModelConfig) -> dict[str, torch.Tensor]:
    torch.manual_seed(5)
    return {name: torch.randn_like(weight) for name, weight in Backbone(model).state_dict().items()}


def config_of(model: ModelConfig) -> dict:
    fields = {"model_type": "quicksilver", **asdict(model), "max_positions": 64, "mask_token_id": 0}
    return {**fields, "sampling": {"threshold": 0.8, "languages": ["html", "python"], "length": 48}, "trained": {"steps": 3}}


def changed(document, where, value):
    """The document with the value at a place that ``where`` leads to."""
    if not where or not isinstance(document, (dict, list)) or not document:
        return value
    keys = list(document) if isinstance(document, dict) else list(range(len(document)))
    key = keys[where[0] % len(keys)]
    document[key] = changed(document[key], where[1:], value)
    return document
