"""What is released beside the weights: the words of training wishes."""

import pytest
from recipe import release, train
from tiny_run import CONFIG

from mercurycli.engine import Engine
from mercurycli.strange_words import strange


def test_the_words_of_training_wishes_are_known_and_others_are_not(monkeypatch):
    monkeypatch.setattr(release, "WISHES", 1_500)
    words = release.wish_words()
    assert words == sorted(set(words)) and {"bouncing", "function", "button"} <= set(words)
    known = frozenset(words)
    assert strange("a button with bouncing balls", known) == ()
    assert strange("a tetris clone", known) == ("tetris", "clone")


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    run = train.Run(CONFIG, tmp_path_factory.mktemp("release") / "run", threads=1)
    run.train(hours=1.0, max_steps=1)
    return run.folder


def test_a_run_becomes_a_checkpoint_and_another_one_its_network_for_holes(run, tmp_path, monkeypatch):
    monkeypatch.setattr(release, "wish_words", lambda: ["ball"])
    settings, to = release.HERE / "nano_code.toml", tmp_path / "released"
    release.release(settings, run, to, holes=False)
    assert Engine.open(str(to), "cpu").holes_folder is None
    release.release(settings, run, to, holes=True)
    engine = Engine.open(str(to), "cpu")
    assert (engine.for_holes().name, engine.known_words) == ("released/code", frozenset({"ball"}))
    assert not (to / "code" / "wish_words.txt").exists()
    release.release(settings, run, to, holes=False)  # the first network anew: the second one stays
    assert Engine.open(str(to), "cpu").for_holes().name == "released/code"
