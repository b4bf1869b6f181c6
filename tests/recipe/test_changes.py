import hashlib
import json
import random

import pytest
from recipe import tasks
from recipe.curriculum import changes, functions, mixture
from recipe.curriculum.wording import is_new
from recipe.evaluation import freeze
from scripted_engine import TOKENIZER

from mercurycli import prompt
from mercurycli.bench.quality.judge import judge_all


def page(seed, family, split="train"):
    return changes.page_change(random.Random(seed), split, mixture.source_of(family).SOURCE, family)


@pytest.mark.parametrize("family", mixture.PAGE_FAMILIES)
def test_a_changed_page_is_the_page_of_its_facts_and_not_what_it_was(family):
    source = mixture.source_of(family).SOURCE
    for seed in range(12):
        program = page(seed, family)
        assert program.code == source.pages[family](dict(program.facts)) != program.before
        assert source.defaults[family].keys() == program.facts.keys()


def test_a_change_leaves_most_of_the_program_as_it_was():
    """One or two fields change; what is left over from the old program is why it is in sight."""
    for family in mixture.PAGE_FAMILIES:
        program = page(3, family)
        old, new = program.before.splitlines(), program.code.splitlines()
        assert len(set(old) & set(new)) >= len(new) // 3, program.wish


def test_the_changed_programs_of_all_kinds_do_what_was_asked():
    programs = [page(8, family, "heldout") for family in mixture.PAGE_FAMILIES]
    programs += [changes.function_change(random.Random(8), "heldout", family) for family in functions.FAMILIES]
    jobs = [(json.loads(json.dumps(p.facts)), p.language, p.family, p.code) for p in programs]
    failed = [(p.family, p.wish, v.failures) for p, v in zip(programs, judge_all(jobs), strict=True) if not v.ok]
    assert failed == []


def test_a_name_that_is_asked_for_stands_in_the_request_and_in_the_program_letter_for_letter():
    renamed = 0
    for seed in range(150):
        program = changes.function_change(random.Random(seed), "train", "is_prime")
        name = program.facts["function"]
        assert f"def {name}(" in program.code
        if f"def {name}(" not in program.before:
            renamed += 1
            assert name in program.wish
    assert renamed > 10


@pytest.fixture
def phrases(monkeypatch):
    """Every phrase picked for a request, with the list it comes from."""
    picked, pick = [], changes.pick

    def watched(rng, of, split):
        picked.append((pick(rng, of, split), of))
        return picked[-1][0]

    monkeypatch.setattr(changes, "pick", watched)
    return picked


def asked(seed, split):
    rng = random.Random(seed)
    return changes.function_change(rng, split, "gcd"), page(seed, "snow", split)


def test_training_requests_say_nothing_that_is_held_out(phrases):
    for seed in range(150):
        asked(seed, "train")
    assert len(phrases) > 300 and not any(is_new(phrase, of) for phrase, of in phrases)


def test_most_held_out_requests_say_something_new(phrases):
    new = 0
    for seed in range(60):
        for make in (lambda: changes.function_change(random.Random(seed), "heldout", "gcd"), lambda: page(seed, "snow", "heldout")):  # noqa: B023
            phrases.clear()
            make()
            new += any(is_new(phrase, of) for phrase, of in phrases)
    assert new >= 110  # a name may be all that is new


def test_a_removal_is_said_as_one():
    features = {"trails": ("trails", "with trails"), "seconds": ("no seconds", "without seconds")}
    removals = [text.format(thing="trails") for text in changes.REMOVALS]
    clean = 0
    for seed in range(60):
        said = changes.compose_change(random.Random(seed), "train", (), features, {"trails": changes.ABSENT}).lower()
        clean += any(text in said for text in removals)
    assert clean >= 50  # the others have a typo
    said = changes.compose_change(random.Random(2), "train", (), features, {"seconds": changes.ABSENT})
    assert "no no" not in said and "remove" not in said


def test_a_change_is_trained_in_the_layout_that_is_asked_for_later():
    program = changes.function_change(random.Random(4), "train", "gcd")
    example = tasks.example(random.Random(1), TOKENIZER, program)
    context = [token for token, role in zip(example.ids, example.answer) if not role]
    assert context == prompt.edit_context(TOKENIZER, "python", program.before, program.wish)
    assert example.ids[len(context)] == TOKENIZER.language_ids["python"]


def test_only_what_changes_weighs_more():
    program = changes.function_change(random.Random(4), "train", "gcd")
    ids = TOKENIZER.encode(program.code)
    stated = tasks.stated_tokens(TOKENIZER, program, ids)
    assert any(stated) and not all(stated)


@pytest.mark.parametrize("line", (freeze.HERE / "SHA256SUMS").read_text().splitlines())
def test_the_frozen_sets_are_what_they_were(line):
    digest, name = line.split()
    assert hashlib.sha256((freeze.HERE / name).read_bytes()).hexdigest() == digest
