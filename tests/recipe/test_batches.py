import random
from pathlib import Path

import pytest
import torch
from recipe.batches import Batch, Batches, DrawnElsewhere, Examples, Rows
from recipe.tasks import Example
from recipe.train import build_tokenizer
from tiny_run import CONFIG


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("vocabulary")


@pytest.fixture(scope="module")
def tokenizer(folder):
    return build_tokenizer(folder, CONFIG["vocabulary"], 0.0, {})


def dealer(tokenizer, **changes):
    training = {**CONFIG["training"], "programs_per_step": 24, "micro_batches": 3, "steps_first": 0, **changes}
    examples = Examples(random.Random(3), tokenizer, {**CONFIG, "training": training}, Path("nowhere"))
    return Batches(examples, torch.Generator().manual_seed(5))


def batches(tokenizer, **changes):
    return dealer(tokenizer, **changes).next()


def test_a_step_is_cut_into_micro_batches_of_rows_of_like_length(tokenizer):
    parts = batches(tokenizer)
    assert [len(part.clean) for part in parts] == [8, 8, 8]
    widths = [part.clean.shape[1] for part in parts]
    assert widths == sorted(widths)


def test_every_program_that_is_drawn_is_dealt_out_once_and_steps_are_alike_in_size(tokenizer, monkeypatch):
    dealt, drawn = dealer(tokenizer), []
    draw = dealt.examples.draw
    monkeypatch.setattr(dealt.examples, "draw", lambda: drawn.append(draw()) or drawn[-1])
    steps = [dealt.rows() for _ in range(dealt.STEPS)]
    assert not dealt.waiting and len(drawn) == dealt.STEPS * 24
    found = sorted(row for step in steps for rows in step for row in texts_of(rows))
    assert found == sorted(tuple(e.ids) for e in drawn)
    sizes = [sum(map(len, (row for rows in step for row in texts_of(rows)))) for step in steps]
    assert max(sizes) < 1.5 * min(sizes)


def texts_of(rows):
    ids, roles, _, _ = rows.tensors(torch.device("cpu"))
    return [tuple(row[kept].tolist()) for row, kept in zip(ids, (roles & 4).bool(), strict=True)]


def test_rows_can_be_padded_to_a_multiple(tokenizer):
    for step in dealer(tokenizer, width_multiple=32).examples.steps(1):
        assert all(rows.width % 32 == 0 for rows in step)


def test_without_corruption_only_the_masked_positions_differ_and_each_row_has_some(tokenizer):
    for part in batches(tokenizer, corrupt_share=0.0):
        assert torch.equal(part.noisy != part.clean, part.masked)
        assert (part.noisy[part.masked] == tokenizer.mask_id).all()
        assert part.masked.any(dim=1).all()
        assert (part.weight[part.masked] > 0).all() and torch.equal(part.rows, part.weight > 0)


def test_wrong_tokens_stand_among_the_visible_ones_of_the_answer_and_are_to_be_righted(tokenizer):
    seen = 0
    for part in batches(tokenizer, corrupt_share=1.0, corrupt_rate=0.3):
        wrong = (part.noisy != part.clean) & ~part.masked
        assert (part.weight[wrong] >= 1.0).all()
        sees = part.attend[:, 0].sum(-1)
        assert (sees == sees.amax(dim=1, keepdim=True))[wrong].all()  # only the answer sees everything
        seen += int(wrong.sum())
    assert seen > 20


def test_padding_is_neither_masked_nor_weighed(tokenizer):
    examples = [
        Example([tokenizer.bos_id, 40, 41], [False, True, True], [False, True, True], [0.0, 1.0, 1.0], 1.0),
        Example([tokenizer.bos_id, 50, 51, 52, 53], [False] + [True] * 4, [False] * 4 + [True], [0.0] + [1.0] * 4, None),
    ]
    batch = Batch(Rows.of(examples, tokenizer.pad_id), torch.tensor([0.5, 1.0]), tokenizer, CONFIG["training"], torch.Generator().manual_seed(1))
    assert batch.clean[0].tolist() == [tokenizer.bos_id, 40, 41, tokenizer.pad_id, tokenizer.pad_id]
    assert batch.masked.tolist() == [[False, True, True, False, False], [False] * 4 + [True]]
    assert batch.weight[0, 3:].tolist() == [0.0, 0.0]
    assert not batch.attend[0, 0, :3, 3:].any()


def test_rows_come_from_other_processes_and_what_was_seen_is_used_again_where_they_are_slower(folder, tokenizer):
    config = {**CONFIG, "training": {**CONFIG["training"], "steps_first": 0}}
    examples = Examples(random.Random(1), tokenizer, config, Path("nowhere"))
    batches = DrawnElsewhere(examples, torch.Generator().manual_seed(5), 1, 1, folder / "tokenizer.json", config, Path("nowhere"))
    try:
        seen = [batches.rows() for _ in range(40)]
    finally:
        batches.close()
    assert batches.drawn + batches.reused == 40 and batches.drawn >= 2
    assert len({id(step) for step in seen}) == batches.drawn
    assert all(rows.count == 3 for step in seen for rows in step)


def test_drawing_processes_that_cannot_draw_end_the_run(folder, tokenizer):
    config = {**CONFIG, "training": {**CONFIG["training"], "steps_first": 0}}
    examples = Examples(random.Random(1), tokenizer, config, Path("nowhere"))
    batches = DrawnElsewhere(examples, torch.Generator(), 1, 1, folder / "no-tokenizer.json", config, Path("nowhere"))
    with pytest.raises(SystemExit, match="ended"):
        batches.rows()


def test_what_is_longer_than_the_models_context_is_not_drawn(tokenizer):
    config = {**CONFIG, "model": {**CONFIG["model"], "max_positions": 60}, "training": {**CONFIG["training"], "steps_first": 0}}
    short = Examples(random.Random(3), tokenizer, config, Path("nowhere"))
    free = Examples(random.Random(3), tokenizer, CONFIG, Path("nowhere"))
    assert max(len(short.draw().ids) for _ in range(40)) <= 60 < max(len(free.draw().ids) for _ in range(40))
