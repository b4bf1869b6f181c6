import json
import shutil
from dataclasses import asdict

import pytest
import torch
from scripted_engine import TOKENIZER

from mercurycli.canvas import Canvas, SamplingParams
from mercurycli.engine import Engine
from mercurycli.errors import ModelError
from mercurycli.model import checkpoint as checkpoints
from mercurycli.model.backbone import Backbone, ModelConfig


class Hungry:
    device = "cpu"

    def open(self, canvas):
        raise MemoryError


@pytest.mark.parametrize(("device", "advice"), [("cpu", "--length"), ("cuda:0", "--device cpu")])
def test_a_lack_of_memory_is_the_models_error_with_a_way_out(device, advice):
    engine = Engine("small", device, TOKENIZER, Hungry(), SamplingParams(), ("python",), ("gen",), 60, 20, 1, 0.0)
    with pytest.raises(ModelError, match="out of memory") as error:
        list(engine.denoise(Canvas((1, 0), (False, True)), SamplingParams()))
    assert error.value.exit_code == 3 and advice in error.value.hint


@pytest.fixture(scope="module")
def two_networks(tmp_path_factory):
    """A checkpoint with another one inside it, of one layer each."""
    outer = tmp_path_factory.mktemp("checkpoints") / "outer"
    model = ModelConfig(4096, 32, 48, 1, 2, 2, 16, qk_norm=True, embedding_norm=True, neighbour_mixing=True)
    tokenizer = (checkpoints.embedded_folder() / checkpoints.TOKENIZER).read_text()
    for seed, folder in enumerate((outer, outer / "code")):
        torch.manual_seed(seed)
        fields = {"model_type": "quicksilver", **asdict(model), "max_positions": 64, "mask_token_id": TOKENIZER.mask_id, "sampling": {}, "trained": {}}
        checkpoints.save(folder, Backbone(model).state_dict(), fields, tokenizer)
    config = json.loads((outer / "config.json").read_text())
    (outer / "config.json").write_text(json.dumps({**config, "for_holes": "code"}))
    return outer


def test_a_checkpoint_may_have_a_network_of_its_own_for_holes_which_is_loaded_when_it_is_needed(two_networks):
    engine = Engine.open(str(two_networks), "cpu")
    assert not engine.opened
    holes = engine.for_holes()
    assert (engine.name, holes.name, holes.device) == ("outer", "outer/code", "cpu")
    assert engine.for_holes() is holes and holes.for_holes() is holes
    weights = [e.denoiser.reference.model.embed_tokens.weight for e in (engine, holes)]
    assert not torch.equal(*weights)


def test_a_checkpoint_without_one_fills_holes_itself(two_networks):
    engine = Engine.open(str(two_networks / "code"), "cpu")
    assert engine.for_holes() is engine


@pytest.mark.parametrize("named", ["../elsewhere", "", 3, "a/b"])
def test_the_other_network_must_lie_in_the_checkpoints_folder(two_networks, tmp_path, named):
    shutil.copytree(two_networks, tmp_path / "copy")
    config = json.loads((two_networks / "config.json").read_text())
    (tmp_path / "copy" / "config.json").write_text(json.dumps({**config, "for_holes": named}))
    with pytest.raises(ModelError, match="for_holes"):
        Engine.open(str(tmp_path / "copy"), "cpu")


def test_another_network_that_is_missing_is_the_models_error(two_networks, tmp_path):
    shutil.copytree(two_networks, tmp_path / "copy")
    shutil.rmtree(tmp_path / "copy" / "code")
    with pytest.raises(ModelError, match="code"):
        Engine.open(str(tmp_path / "copy"), "cpu").for_holes()
