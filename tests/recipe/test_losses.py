import random

import torch
from recipe import losses, train
from recipe.curriculum import game_pages
from tiny_run import CONFIG


def test_a_model_that_knows_nothing_loses_the_logarithm_of_its_vocabulary_and_learns(tmp_path):
    run = train.Run({**CONFIG, "training": {**CONFIG["training"], "steps_first": 0}}, tmp_path, threads=1)
    before = losses.measured(run, losses.KINDS["functions"], 16)
    assert before == losses.measured(run, losses.KINDS["functions"], 16)  # the same programs and noise each time
    assert abs(before[1] - torch.log(torch.tensor(420.0)).item()) < 0.5 and before[2] < 0.1
    run.train(hours=1.0, max_steps=40)
    after = losses.measured(run, losses.KINDS["functions"], 16)
    assert after[0] == before[0] and after[1] < before[1] - 1.0


def test_each_kind_is_drawn_from_its_own_families():
    rng = random.Random(1)
    assert {losses.KINDS["games"](rng).family for _ in range(30)} == set(game_pages.FAMILIES)
    assert not {losses.KINDS["other pages"](rng).family for _ in range(60)} & set(game_pages.FAMILIES)
    assert losses.KINDS["functions"](rng).language == "python"
