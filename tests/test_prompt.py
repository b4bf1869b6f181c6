import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scripted_engine import TOKENIZER

from mercurycli import prompt
from mercurycli.errors import UsageError

BEFORE, BROKEN, AFTER = "def f(x):\n", "    return (x\n", "\nprint(f(2))\n"
TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=60)
LONG = "is a number prime"  # a wish of some tokens


def names(ids):
    """Special tokens by name, the text between them as text."""
    shown, text = [], []
    for token in ids:
        if token in TOKENIZER.special_ids:
            shown += [TOKENIZER.decode(text)] if text else []
            shown.append(prompt_names()[token])
            text = []
        else:
            text.append(token)
    return [*shown, TOKENIZER.decode(text)] if text else shown


def prompt_names():
    known = {name: getattr(TOKENIZER, f"{name}_id") for name in "mask bos eos code any gen fill fix edit gap word_end hole end_hole bad end_bad".split()}
    return {token: f"<{name}>" for name, token in {**known, **TOKENIZER.language_ids}.items()}


def test_a_generate_canvas_is_the_wish_and_then_holes():
    canvas = prompt.generate_canvas(TOKENIZER, "prime", "python", 3, 100)
    assert names(canvas.ids) == ["<bos>", "<gen>", "<python>", "prime", "<word_end>", "<code>", "<python>", "<mask>", "<mask>"]
    assert canvas.answer == (False,) * (len(canvas) - 3) + (True,) * 3
    assert canvas.holes == (False,) * (len(canvas) - 2) + (True,) * 2  # the answer's first token is its language


def test_a_change_has_the_program_in_sight_and_then_what_to_change():
    canvas = prompt.generate_canvas(TOKENIZER, "prime", "python", 3, 100, before=BEFORE)
    assert names(canvas.ids) == ["<bos>", "<edit>", "<python>", BEFORE, "<gap>", "prime", "<word_end>", "<code>", "<python>", "<mask>", "<mask>"]


def test_a_program_too_long_to_change_is_refused():
    with pytest.raises(UsageError, match="the program and the change take") as refused:
        prompt.generate_canvas(TOKENIZER, "prime", "python", 90, 100, before=BEFORE * 3)
    assert "shorter program" in refused.value.hint


def test_the_language_is_the_models_choice_where_it_is_open():
    canvas = prompt.generate_canvas(TOKENIZER, "prime", None, 3, 100)
    assert names(canvas.ids) == ["<bos>", "<gen>", "<any>", "prime", "<word_end>", "<code>", "<mask>", "<mask>", "<mask>"]
    assert canvas.holes == canvas.answer


def test_an_answer_of_one_position_is_a_hole_even_if_the_language_is_known():
    assert prompt.generate_canvas(TOKENIZER, "prime", "python", 1, 100).holes[-1]


def test_a_length_that_nobody_asked_for_is_cut_to_the_room_there_is():
    assert len(prompt.generate_canvas(TOKENIZER, "prime", None, 500, 100, shorten=True)) == 100
    assert len(prompt.generate_canvas(TOKENIZER, "prime", None, 5, 100, shorten=True)) < 100


def test_a_fill_canvas_has_its_holes_between_what_stands_before_and_behind():
    canvas = prompt.fill_canvas(TOKENIZER, "python", BEFORE, AFTER, 2)
    expected = ["<bos>", "<fill>", "<python>", BEFORE, "<hole>", "<mask>", "<mask>", "<end_hole>", AFTER]
    assert names(canvas.ids) == expected
    assert [canvas.ids[at] for at, hole in enumerate(canvas.holes) if hole] == [TOKENIZER.mask_id] * 2
    assert canvas.answer == canvas.holes


def test_a_fix_canvas_shows_what_is_broken_in_front_of_the_holes():
    canvas = prompt.fix_canvas(TOKENIZER, "html", BEFORE, BROKEN, AFTER, 4)
    expected = ["<bos>", "<fix>", "<html>", BEFORE, "<bad>", BROKEN, "<end_bad>", "<hole>", *["<mask>"] * 4, "<end_hole>", AFTER]
    assert names(canvas.ids) == expected
    assert [canvas.ids[at] for at, hole in enumerate(canvas.holes) if hole] == [TOKENIZER.mask_id] * 4
    assert canvas.answer == canvas.holes


def test_what_is_wrong_stands_behind_what_is_broken_where_it_is_known():
    canvas = prompt.fix_canvas(TOKENIZER, "html", BEFORE, BROKEN, AFTER, 1, "never closed")
    said = canvas.ids[canvas.ids.index(TOKENIZER.error_id) + 1 : canvas.ids.index(TOKENIZER.hole_id)]
    assert TOKENIZER.decode(said) == "never closed" and canvas.ids.index(TOKENIZER.error_id) == canvas.ids.index(TOKENIZER.end_bad_id) + 1


@pytest.mark.parametrize(
    ("language", "token"),
    [("python", "<python>"), ("javascript", "<javascript>"), ("html", "<html>"), (None, "<any>"), ("cobol", "<any>")],
)
def test_the_language_stands_third_and_an_open_or_unknown_one_is_any(language, token):
    head, _ = prompt.fix_context(TOKENIZER, language, BEFORE, BROKEN, AFTER)
    for context in (prompt.generate_context(TOKENIZER, "prime", language), head, prompt.fill_context(TOKENIZER, language, "", "")[0]):
        assert names(context)[2] == token


@given(TEXT, TEXT, TEXT)
@settings(max_examples=60, deadline=None)
def test_every_text_around_a_hole_comes_through_unchanged(before, broken, after):
    shown = names(prompt.fix_canvas(TOKENIZER, None, before, broken, after, 1).ids)
    expected = ["<bos>", "<fix>", "<any>", before, "<bad>", broken, "<end_bad>", "<hole>", "<mask>", "<end_hole>", after]
    assert shown == [part for part in expected if part]


@given(TEXT | st.lists(st.sampled_from(("<mask>", "<eos>", "<code>", "</hole>", "prime", " ")), max_size=9).map("".join))
@settings(max_examples=60, deadline=None)
def test_no_wish_can_smuggle_in_a_special_token(wish):
    context = prompt.generate_context(TOKENIZER, wish, None)
    assert [token for token in context if token in TOKENIZER.special_ids - {TOKENIZER.word_end_id}] == [
        TOKENIZER.bos_id, TOKENIZER.gen_id, TOKENIZER.any_id, TOKENIZER.code_id,
    ]  # fmt: skip


def test_a_name_reads_the_same_in_a_wish_and_in_a_call():
    wish = prompt.generate_context(TOKENIZER, "write is_prime please", None)
    name = TOKENIZER.encode("is_prime")
    assert any(wish[at : at + len(name)] == name for at in range(len(wish)))
    assert TOKENIZER.encode("is_prime(7)")[: len(name)] == name


@given(st.integers(0, 400))
def test_a_hole_is_the_smallest_known_size_that_holds_the_tokens(tokens):
    size = prompt.hole_size(tokens)
    assert size >= tokens
    if tokens <= max(prompt.HOLE_SIZES):
        assert size in prompt.HOLE_SIZES
        assert not [known for known in prompt.HOLE_SIZES if tokens <= known < size]
    else:
        assert size == tokens


def test_a_wish_that_just_fits_is_accepted_and_one_token_more_is_not():
    head = len(prompt.generate_context(TOKENIZER, LONG, None))
    assert len(prompt.generate_canvas(TOKENIZER, LONG, None, 10, head + 10)) == head + 10
    with pytest.raises(UsageError) as refused:
        prompt.generate_canvas(TOKENIZER, LONG, None, 11, head + 10)
    assert refused.value.exit_code == 2
    assert "--length 10" in refused.value.hint  # and that would have worked


def test_a_wish_that_leaves_no_room_at_all_can_only_be_shortened():
    head = len(prompt.generate_context(TOKENIZER, LONG, None))
    with pytest.raises(UsageError) as refused:
        prompt.generate_canvas(TOKENIZER, LONG, None, 10, head)
    assert "shorten the wish" in refused.value.hint and "--length" not in refused.value.hint
