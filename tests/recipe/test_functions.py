import copy
import json
import random
import re

import pytest
from recipe.curriculum import functions
from recipe.curriculum.wording import is_held_out


def drawn(split, count=400):
    rng = random.Random(5)
    return [functions.sample_with_phrases(rng, split) for _ in range(count)]


def run_checks(program):
    space = {}
    exec(program.code, space)
    for args, expected in program.facts["checks"]:
        got = space[program.facts["function"]](*copy.deepcopy(args))
        assert got == expected and (type(got) is bool) == (type(expected) is bool), (program.code, args, got)


@pytest.mark.parametrize("split", ["train", "heldout"])
def test_programs_pass_their_checks_and_say_what_was_asked(split):
    for program, _ in drawn(split):
        run_checks(program)
        json.dumps(dict(program.facts))
        assert program.code.endswith("\n") and not program.code.endswith("\n\n")
        assert len(program.facts["checks"]) >= 5
        assert ('"""' in program.code) == program.facts.get("docstring", False)
        assert (" -> " in program.code) == program.facts.get("typed", False)
        assert "$" not in program.wish and "{" not in program.wish and "  " not in program.wish, program.wish
        assert program.wish == program.wish.strip()


@pytest.mark.parametrize("family", functions.FAMILIES)
def test_every_variant_passes_the_checks_under_any_name(family):
    function = functions.TABLE[family]
    for variant in ("", *function.variants):
        for args in ((), *[(a,) if isinstance(a, str) else a for a in function.renames]):
            if set(args) & functions.identifiers(function):
                continue
            code = functions.render(function, "zorp", args, variant, docstring=True, typed=True)
            checks = function.variant_checks.get(variant, function.checks)
            run_checks(functions.Program(family, "python", "", code, {"function": "zorp", "checks": checks}))


def test_code_follows_from_what_is_stated():
    codes = {}
    for split in ("train", "heldout"):
        for program, _ in drawn(split, 1000):
            key = (program.family, json.dumps(dict(program.facts), sort_keys=True))
            assert codes.setdefault(key, program.code) == program.code
            name = program.facts["function"]
            if name != functions.TABLE[program.family].name:
                assert re.search(rf"\b{name}\b", program.wish), (name, program.wish)
            for argument in program.facts.get("arguments", ()):
                assert re.search(rf"\b{argument}\b", program.wish), (argument, program.wish)


def test_same_state_same_program():
    assert drawn("train", 50) == drawn("train", 50)


def test_held_out_wordings_and_names_are_never_in_train():
    first = {lst[0] for f in functions.TABLE.values() for lst in (f.do, f.nouns)}
    wishes = functions.function_wishes
    first |= {lst[0] for lst in (wishes.FRAMES, wishes.NOUN_FRAMES, wishes.SIGNED, wishes.LEADS, wishes.NAMED, wishes.NAME_TAILS)}
    first |= {lst[0] for lst in (wishes.ARG_TAILS, wishes.ARGS_TAILS, *wishes.TAILS.values())}
    for program, phrases in drawn("train", 1000):
        assert not [p for p in phrases if is_held_out(p) and p not in first]
        name = program.facts["function"]
        assert name == functions.TABLE[program.family].name or not is_held_out(name)
    for program, phrases in drawn("heldout", 1000):
        assert any(is_held_out(p) and p not in first for p in phrases), (program.wish, phrases)


def test_no_phrase_asks_for_two_families():
    owner = {}
    for family, function in functions.TABLE.items():
        for phrase in (*function.do, *function.nouns):
            assert owner.setdefault(phrase.lower(), family) == family, phrase


@pytest.mark.parametrize("family", functions.FAMILIES)
def test_every_function_is_written_in_three_ways_at_least(family):
    function = functions.TABLE[family]
    assert len({function.body, *function.variants.values()}) >= 3
