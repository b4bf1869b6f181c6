import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from recipe import tasks, vocabulary
from recipe.curriculum.mixture import Mixture
from recipe.faults import break_code

from mercurycli import prompt
from mercurycli.model.tokenizer import Tokenizer

RANDOM = random.Random(11)
WORDS = ("apple", "bridge", "candle", "dragon", "engine", "forest")
PROGRAMS = [Mixture(0.5, 0.0, ()).sample(RANDOM) for _ in range(60)]
COPIED = [Mixture(0.5, 1.0, WORDS).sample(RANDOM) for _ in range(20)]  # settings and stubs
TOKENIZER = Tokenizer(vocabulary.train(iter([text for p in [*PROGRAMS, *COPIED] for text in (p.wish, p.code)]), 500))
LINES = st.lists(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\n"), max_size=12), min_size=2, max_size=9)


def drawn(task, count=300):
    rng = random.Random(2)
    programs = PROGRAMS if task is tasks.infill else [*PROGRAMS, *COPIED]
    for at in range(count):
        program = programs[at % len(programs)]
        yield program, task(rng, TOKENIZER, program)


def answer_of(example):
    return [token for token, role in zip(example.ids, example.answer, strict=True) if role]


def masked(example):
    return tuple(TOKENIZER.mask_id if role else token for token, role in zip(example.ids, example.answer, strict=True))


@pytest.mark.parametrize("task", [tasks.generate, tasks.infill, tasks.example])
def test_only_the_answer_is_masked_and_weighed(task):
    for _, example in drawn(task):
        assert len(example.ids) == len(example.answer) == len(example.maskable) == len(example.weight)
        assert any(example.maskable)
        for role, maskable, weight in zip(example.answer, example.maskable, example.weight):
            assert role or not maskable
            assert (weight > 0.0) == role
        assert example.rate is None or 0.0 < example.rate <= 1.0
        assert TOKENIZER.mask_id not in example.ids and TOKENIZER.pad_id not in example.ids
        assert max(example.ids) < TOKENIZER.size


@pytest.mark.parametrize("task", [tasks.generate, tasks.infill])
def test_the_answer_is_one_run_of_positions(task):
    for _, example in drawn(task):
        first, count = example.answer.index(True), sum(example.answer)
        assert all(example.answer[first : first + count])


def test_a_wish_is_laid_out_as_at_run_time():
    opened = 0
    for program, example in drawn(tasks.generate):
        language = None if example.ids[2] == TOKENIZER.any_id else program.language
        opened += language is None
        canvas = prompt.generate_canvas(TOKENIZER, program.wish, language, sum(example.answer), len(example.ids))
        assert tuple(example.answer) == canvas.answer
        settled = tuple(token if hole else clean for token, hole, clean in zip(canvas.ids, canvas.holes, example.ids))
        assert settled == canvas.ids  # where the canvas has no hole, it says what the example says
        assert canvas.holes.count(False) == canvas.answer.count(False) + (language is not None)
    assert 100 < opened < 250  # the model learns to choose a language, and to be told


def test_the_clean_answer_to_a_wish_is_its_language_the_program_an_end_and_blanks():
    whole = 0
    for program, example in drawn(tasks.generate):
        language, *rest = answer_of(example)
        assert TOKENIZER.language_of(language) == program.language
        if TOKENIZER.eos_id not in rest:  # a prefix and a window, nothing behind
            assert rest == TOKENIZER.encode(program.code)[: len(rest)]
            continue
        end = rest.index(TOKENIZER.eos_id)
        assert TOKENIZER.decode(rest[:end]) == program.code
        assert set(rest[end + 1 :]) <= {TOKENIZER.blank_id}
        whole += 1
    assert 100 < whole < 290


def test_the_end_and_the_first_blank_weigh_as_much_as_code_and_further_blanks_little():
    assert tasks.answer_weights(3, 0) == [1.0, 1.0, 1.0]
    assert tasks.answer_weights(2, 3) == [1.0, 1.0, 1.0, tasks.BLANK_WEIGHT, tasks.BLANK_WEIGHT]
    assert 0.0 < tasks.BLANK_WEIGHT < 1.0


def taken_apart(example):
    """Before, broken (None for fill), hole and after as texts."""
    ids, size = example.ids, sum(example.answer)
    first = example.answer.index(True)
    head, content, tail = ids[3:first], ids[first : first + size], ids[first + size :]
    assert head[-1] == TOKENIZER.hole_id and tail[0] == TOKENIZER.end_hole_id
    end = content.index(TOKENIZER.eos_id)
    assert set(content[end + 1 :]) <= {TOKENIZER.blank_id}
    broken = None
    before = head[:-1]
    if TOKENIZER.bad_id in head:
        at = head.index(TOKENIZER.bad_id)
        assert head[-2] == TOKENIZER.end_bad_id
        before, broken = head[:at], TOKENIZER.decode(head[at + 1 : -2])
    return TOKENIZER.decode(before), broken, TOKENIZER.decode(content[:end]), TOKENIZER.decode(tail[1:])


def test_a_hole_is_laid_out_as_at_run_time_and_its_clean_content_completes_the_program():
    repairs = 0
    for program, example in drawn(tasks.infill):
        before, broken, hole, after = taken_apart(example)
        assert before + hole + after == program.code
        size = sum(example.answer)
        if broken is None:
            canvas = prompt.fill_canvas(TOKENIZER, program.language, before, after, size)
        else:
            canvas = prompt.fix_canvas(TOKENIZER, program.language, before, broken, after, size)
        assert masked(example) == canvas.ids and tuple(example.answer) == canvas.answer
        assert example.maskable == example.answer
        assert size in prompt.HOLE_SIZES or size > max(prompt.HOLE_SIZES)
        repairs += broken is not None
    assert 100 < repairs < 230


def test_a_hole_has_the_size_that_is_asked_for_at_run_time_and_sometimes_the_next():
    exact = 0
    for _, example in drawn(tasks.infill):
        content = answer_of(example).index(TOKENIZER.eos_id) + 1
        sizes = [prompt.hole_size(content), prompt.hole_size(prompt.hole_size(content) + 1)]
        assert sum(example.answer) in sizes
        exact += sum(example.answer) == sizes[0]
    assert 180 < exact < 270


@given(LINES, st.integers(0, 2**31))
def test_lines_that_are_cut_out_join_to_the_original_code(lines, seed):
    code = "\n".join(lines) + "\n"
    before, hole, after = tasks.cut_lines(random.Random(seed), code)
    assert before + hole + after == code
    assert hole.count("\n") <= 4 and (not before or hole.startswith("\n"))
    assert not before or after.startswith("\n")  # a line's break belongs to the line it opens


@given(LINES, st.integers(0, 2**31))
@settings(max_examples=60)
def test_a_part_of_a_line_that_is_cut_out_joins_to_the_original_code(lines, seed):
    code = "\n".join([*lines, "return x"]) + "\n"
    before, hole, after = tasks.cut_part_of_line(random.Random(seed), code)
    assert before + hole + after == code and hole


def test_all_lines_of_a_program_are_cut_out_at_times():
    code = "a\nb\nc\nd\n"
    rng = random.Random(1)
    cut = {line for _ in range(200) for line in tasks.cut_lines(rng, code)[1].split()}
    assert cut == {"a", "b", "c", "d"}


def test_broken_code_mostly_differs_and_at_times_does_not():
    rng = random.Random(4)
    texts = [tasks.cut_lines(rng, program.code)[1] for program in PROGRAMS for _ in range(20)]
    same = sum(break_code(rng, text) == text for text in texts)
    assert 0.03 * len(texts) < same < 0.2 * len(texts)


@given(st.text(st.sampled_from("ab(){}:\"'= \n"), min_size=3, max_size=40), st.integers(0, 2**31))
def test_a_fault_is_a_small_one(text, seed):
    broken = break_code(random.Random(seed), text)
    assert len(broken) <= len(text) + 4
    assert set(broken) - set(text) <= set("()[]{}:,;.=\"'`<>+-*/ ")


def test_what_the_wish_decides_weighs_more_than_what_every_program_of_the_family_has():
    heavy = 0
    for program, example in drawn(tasks.generate):
        if program in COPIED:
            assert set(example.weight) <= {0.0, tasks.BLANK_WEIGHT, 1.0, tasks.COPIED_WEIGHT}
        else:
            assert set(example.weight) <= {0.0, tasks.BLANK_WEIGHT, 1.0, tasks.STATED_WEIGHT}
            heavy += tasks.STATED_WEIGHT in example.weight
    assert heavy > 50


def test_tokens_are_stated_where_they_differ_from_the_canonical_program():
    for program in PROGRAMS:
        ids = TOKENIZER.encode(program.code)
        stated = tasks.stated_tokens(TOKENIZER, program, ids)
        assert len(stated) == len(ids)
        canonical = TOKENIZER.encode(tasks.mixture.canonical(program.family))
        kept = iter(canonical)
        assert all(token in kept for token, said in zip(ids, stated) if not said)  # the rest of it, in its order
        assert any(stated) or len(ids) <= len(canonical)


def test_settings_and_stubs_are_generated_and_never_cut():
    rng = random.Random(6)
    assert all(tasks.example(rng, TOKENIZER, program).ids[1] == TOKENIZER.gen_id for program in COPIED * 10)


def test_the_same_seed_gives_the_same_examples():
    first, second = ([tasks.example(random.Random(s), TOKENIZER, PROGRAMS[s]) for s in range(30)] for _ in range(2))
    assert first == second
