"""A tiny checkpoint, written once and copied for each test that breaks it."""

import shutil
from dataclasses import asdict

import pytest
import torch
from recipe import vocabulary

from mercurycli.model import checkpoint as checkpoints
from mercurycli.model.backbone import Backbone, ModelConfig
from mercurycli.model.tokenizer import Tokenizer

TEXTS = [
    "def add(first, second):\n    return first + second\n",
    "for i in range(10):\n        print(i, 'ball')\n",
    "<!doctype html>\n<html>\n  <code>x</code>\n  <canvas id=\"c\"></canvas>\n</html>\n",
    "Größe = 'naïve café' # 日本語 🎈\n",
]


@pytest.fixture(scope="session")
def tokenizer() -> Tokenizer:
    return Tokenizer(vocabulary.train(iter(TEXTS * 20), 420))


@pytest.fixture(scope="session")
def tokenizer_json() -> str:
    return vocabulary.train(iter(TEXTS * 20), 420).to_str()


@pytest.fixture(scope="session")
def tiny(tokenizer) -> ModelConfig:
    return ModelConfig(
        vocab_size=tokenizer.size + 4, hidden_size=8, intermediate_size=12, num_layers=2, num_heads=2, num_kv_heads=1, head_dim=6, qk_norm=True
    )


def state_of(model: ModelConfig) -> dict[str, torch.Tensor]:
    torch.manual_seed(5)
    return {name: torch.randn_like(weight) for name, weight in Backbone(model).state_dict().items()}


def config_of(model: ModelConfig) -> dict:
    fields = {"model_type": "quicksilver", **asdict(model), "max_positions": 64, "mask_token_id": 0}
    return {**fields, "sampling": {"threshold": 0.8, "languages": ["html", "python"], "length": 48}, "trained": {"steps": 3}}


@pytest.fixture(scope="session")
def sound(tmp_path_factory, tiny, tokenizer_json):
    """A folder that loads. Tests must not change it."""
    folder = tmp_path_factory.mktemp("sound") / "tiny"
    checkpoints.save(folder, state_of(tiny), config_of(tiny), tokenizer_json)
    return folder


@pytest.fixture
def folder(sound, tmp_path):
    """A copy of it to break."""
    return shutil.copytree(sound, tmp_path / "tiny")
