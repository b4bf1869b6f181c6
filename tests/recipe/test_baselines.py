"""What simpler ways are compared with the model."""

import random

import pytest
import torch
from recipe import baselines, evaluate
from recipe.curriculum import functions, mixture
from recipe.curriculum.program import Program

from mercurycli.canvas import Canvas, SamplingParams
from mercurycli.diffusion.sampler import sample


def program(wish, code="x\n", family="gcd"):
    return Program(family, "python", wish, code, {})


def test_words_and_numbers_count_and_nothing_else_does():
    assert baselines.words("12 RED balls, red!") == {"12", "red", "balls"}


def test_the_rarer_word_decides_and_of_equals_the_first_one():
    shelf = baselines.Shelf([program("make a red page"), program("make a blue page"), program("make a page of snow")])
    assert shelf.nearest("make snow").wish == "make a page of snow"
    assert shelf.nearest("a blue thing").wish == "make a blue page"
    assert shelf.nearest("make a page") is shelf.programs[0] and shelf.nearest("nothing known") is shelf.programs[0]


def test_a_training_wish_finds_its_own_program():
    programs = baselines.training_programs(("gcd", "is_even", "snow"), 5, 0)
    assert programs == baselines.training_programs(("gcd", "is_even", "snow"), 5, 0) and len(programs) == 15
    shelf = baselines.Shelf(programs)
    assert all(baselines.words(shelf.nearest(each.wish).wish) == baselines.words(each.wish) for each in programs)


def test_what_is_found_is_judged_by_the_facts_of_the_wish(monkeypatch):
    right, wrong = (functions.sample(random.Random(1), "train", family) for family in ("gcd", "is_even"))
    item = {"wish": "common divisor", "family": "gcd", "language": "python", "facts": {**right.facts, "function": None}}
    monkeypatch.setattr(evaluate, "read_set", lambda name, limit: [item])
    for code, ok in ((right.code, True), (wrong.code, False)):
        result = baselines.nearest_results(baselines.Shelf([program("any divisor", code)]), ("hand_written",), None)[0]
        assert result.ok is ok
    assert "hand_written" in (text := baselines.line("hand_written", "nearest", [result])) and " 0%" in text


@pytest.mark.parametrize("overrides", baselines.WAYS.values(), ids=baselines.WAYS)
def test_every_way_is_one_the_sampler_takes(overrides):
    assert SamplingParams(**dict(overrides))


def test_the_nearest_is_looked_for_among_all_kinds():
    assert set(mixture.FAMILIES) == {each.family for each in baselines.training_programs(mixture.FAMILIES, 1, 0)}


def test_left_to_right_writes_one_token_a_call_and_sees_nothing_behind_it():
    class Surer:  # of each further token
        device, seen = torch.device("cpu"), []

        def open(self, canvas):
            return self

        def predict(self, ids):
            self.seen.append(len(ids))
            sure = torch.linspace(0.5, 0.9, 6)[: len(ids)]
            return torch.stack((torch.zeros_like(sure), sure, 1 - sure), dim=1)

    denoiser, params = Surer(), SamplingParams(**dict(baselines.WAYS["left to right"]))
    drafts = list(sample(denoiser, Canvas((0,) * 6, (True,) * 6), params, mask_id=0, eos_id=None))
    assert [draft.new for draft in drafts] == [(at,) for at in range(6)] and denoiser.seen == [1, 2, 3, 4, 5, 6]
