"""A tiny checkpoint, written once and copied for each test that breaks it."""

import shutil

import pytest
from checkpoint_folder import config_of, state_of
from recipe import vocabulary

from mercurycli.model import checkpoint as checkpoints
from mercurycli.model.backbone import ModelConfig
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
