"""A tiny published checkpoint's folder: read, loaded, refused."""

import pytest
import torch
from tiny_families import TINIES

from mercurycli.errors import ModelError
from mercurycli.model.config_file import ConfigFile
from mercurycli.model.loading import load_published
from mercurycli.model.published import read_published

CPU = torch.device("cpu")
EACH = pytest.mark.parametrize("each", TINIES, ids=lambda each: each.family)
IDS = torch.tensor([[10, 20, 200, 30, 40, 250, 7]])


def read(folder, family=None):
    return read_published(folder, ConfigFile.read(folder / "config.json"), family)


def load(folder, dtype=torch.float32, progress=None):
    return load_published(read(folder), CPU, dtype, progress)


def refusal(folder, call=load):
    with pytest.raises(ModelError) as caught:
        call(folder)
    assert caught.value.hint and caught.value.exit_code == 3
    assert str(caught.value).isprintable()
    return str(caught.value)
