"""How near generated programs lie to training programs."""

import random

from recipe import memorised
from recipe.curriculum import functions


def result(text, family="is_even", ok=True):
    return {"text": text, "family": family, "language": "python", "ok": ok}


def test_the_distance_is_the_share_of_lexemes_that_differ():
    assert memorised.distance("a = 1", "a=1") == 0.0 and memorised.distance("a b", "c d") == 1.0
    assert memorised.distance("a = 1", "a = 2") == memorised.distance("a = 2", "a = 1") == 1 - 2 / 3


def test_training_programs_are_different_ones_and_the_same_for_a_seed():
    first, second = (memorised.training_programs("is_even", 20, random.Random(3)) for _ in range(2))
    assert first == second and len(set(first)) == len(first) == 20


def test_only_right_programs_count_and_a_copy_is_told_from_a_new_one():
    copy = memorised.training_programs("is_even", 10, random.Random(0))[0]
    found = memorised.table([result(copy), result(copy.replace("def ", "def quite_another_")), result("x", ok=False)], 10, 0)
    assert found["python"]["n"] == 2 and found["python"]["verbatim"] == 0.5
    assert 0.0 < found["python"]["mean_distance"] < 0.5


def test_a_program_of_the_curriculum_is_its_own_nearest():
    program = functions.sample(random.Random(1), "train", "gcd").code
    assert memorised.nearest(program, [program, "def f():\n    pass\n"]) == 0.0
