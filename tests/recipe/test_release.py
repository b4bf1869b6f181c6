"""What is released beside the weights: what training wishes are made of."""

import shutil

import pytest
import torch
from recipe import doubts, release, train
from safetensors.torch import save_file
from tiny_run import CONFIG

from mercurycli.engine import Engine
from mercurycli.known_wishes import KnownWishes


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    run = train.Run(CONFIG, tmp_path_factory.mktemp("release") / "run", threads=1)
    run.train(hours=1.0, max_steps=1)
    return run.folder


def test_a_run_becomes_a_checkpoint_and_another_one_its_network_for_holes(run, tmp_path, monkeypatch):
    known = KnownWishes((3,), {"ball": (0, 2)}, {"share": 1.0}, 0.5)
    monkeypatch.setattr(doubts, "training_words", lambda weights: known)
    monkeypatch.setattr(doubts, "fitted", lambda found: found)
    settings, to = release.HERE / "nano_code.toml", tmp_path / "released"
    release.release(settings, run, to, holes=False)
    assert Engine.open(str(to), "cpu").holes_folder is None
    release.release(settings, run, to, holes=True)
    engine = Engine.open(str(to), "cpu")
    assert (engine.for_holes().name, engine.known_wishes) == ("released/code", known)
    assert not (to / "code" / "wishes.json").exists()
    release.release(settings, run, to, holes=False)  # the first network anew: the second one stays
    assert Engine.open(str(to), "cpu").for_holes().name == "released/code"


def test_the_mean_of_two_runs_lies_between_their_weights_and_takes_one_vocabulary(run, tmp_path):
    other = tmp_path / "other"
    shutil.copytree(run, other)
    one = release.weights_of(run, None)
    save_file({name: weights + 2.0 for name, weights in one.items()}, other / "checkpoint" / "model.safetensors")
    mean = release.weights_of(run, other)
    assert mean.keys() == one.keys() and all(torch.allclose(mean[name], one[name] + 1.0) for name in one)
    (other / "checkpoint" / "tokenizer.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ValueError, match="vocabularies"):
        release.weights_of(run, other)
