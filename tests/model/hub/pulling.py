"""Pulls from a hub on this machine, and what its repository holds."""

import pytest
from hub_server import CONFIG, safetensors

from mercurycli.errors import ModelError
from mercurycli.model import hub

WEIGHTS = safetensors(20_000)
PLAIN = {
    "config.json": CONFIG, "tokenizer.json": b"{}", "model.safetensors": WEIGHTS, "LICENSE": b"free",
    "modeling_tiny.py": b"import os", "pytorch_model.bin": b"\x80\x02", "README.md": b"# tiny", "onnx/model.safetensors": b"no",
    "../../evil.safetensors": b"no",
}  # fmt: skip


def pulled(name="ada/tiny", **options):
    return hub.pull(hub.plan(name, **options))


def failing(action=pulled, *arguments):
    with pytest.raises(ModelError) as caught:
        action(*arguments)
    assert caught.value.hint and caught.value.exit_code == 3
    return f"{caught.value} / {caught.value.hint}"
