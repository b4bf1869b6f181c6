import random
from pathlib import Path

import pytest
import torch
from recipe import train
from recipe.batches import Batch, Examples, Rows
from recipe.own_drafts import settle_own
from recipe.tasks import Example
from recipe.train import build_tokenizer
from tiny_run import CONFIG

from mercurycli.diffusion.roles import neighbours_by_role

CONTEXT, ANSWER = 5, 8


@pytest.fixture(scope="module")
def tokenizer(tmp_path_factory):
    return build_tokenizer(tmp_path_factory.mktemp("vocabulary"), CONFIG["vocabulary"], 0.0, {})


def batch_of(tokenizer, rates=(1.0, 1.0, 1.0, 0.5)):
    first = len(tokenizer.special_ids)
    examples = [
        Example(
            ids=list(range(first, first + CONTEXT + ANSWER)), answer=[False] * CONTEXT + [True] * ANSWER, maskable=[False] * CONTEXT + [True] * ANSWER,
            weight=[0.0] * CONTEXT + [6.0] * ANSWER, rate=rate,
        )
        for rate in rates
    ]  # fmt: skip
    noise = torch.Generator().manual_seed(1)
    training = {**CONFIG["training"], "corrupt_share": 0.0}
    return Batch(Rows.of(examples, tokenizer.pad_id), torch.full((len(rates),), 0.5), tokenizer, training, noise), noise


def sure_of(batch, tokenizer, right):
    """Logits that are sure of the right token at the positions of ``right`` (seq) and of a wrong one elsewhere."""

    def logits(given, of, among):
        assert given is batch
        wanted = torch.where(right, batch.clean[among], batch.clean[among].roll(1, 1))
        return torch.nn.functional.one_hot(wanted[of], tokenizer.size) * 50.0

    return logits


def test_what_the_model_is_sure_of_and_right_about_stands_there_and_is_not_learnt_again(tokenizer):
    batch, noise = batch_of(tokenizer)
    assert settle_own(batch, 1.0, sure_of(batch, tokenizer, torch.ones(CONTEXT + ANSWER, dtype=torch.bool)), tokenizer.mask_id, noise) == 3
    answer = slice(CONTEXT, None)
    settled = ~batch.masked[:3, answer]
    assert 0.7 < settled.float().mean() < 1.0  # a tenth is left to learn from
    assert torch.equal(batch.noisy[:3, answer][settled], batch.clean[:3, answer][settled])
    assert (batch.weight[:3, answer][settled] == 0).all() and (batch.weight[:3, answer][~settled] == 6.0).all()
    assert torch.equal(batch.rows, batch.weight > 0)


def test_a_wrong_token_stays_at_times_and_is_learnt_from(tokenizer):
    batch, noise = batch_of(tokenizer, rates=(1.0,) * 40)
    settle_own(batch, 1.0, sure_of(batch, tokenizer, torch.zeros(CONTEXT + ANSWER, dtype=torch.bool)), tokenizer.mask_id, noise)
    answer = slice(CONTEXT, None)
    stays = ~batch.masked[:, answer]
    assert 0.4 < stays.float().mean() < 0.6
    assert (batch.noisy[:, answer][stays] != batch.clean[:, answer][stays]).all()
    assert (batch.weight[:, answer][stays] == 1.0).all()  # what was drawn wrong is weighed like any visible token


def test_rows_that_are_not_all_holes_and_what_is_given_are_left_alone(tokenizer):
    batch, noise = batch_of(tokenizer)
    before = batch.noisy.clone()
    settle_own(batch, 1.0, sure_of(batch, tokenizer, torch.ones(CONTEXT + ANSWER, dtype=torch.bool)), tokenizer.mask_id, noise)
    assert torch.equal(batch.noisy[3], before[3])
    assert torch.equal(batch.noisy[:, :CONTEXT], before[:, :CONTEXT])


def test_the_neighbours_are_those_of_the_new_draft(tokenizer):
    batch, noise = batch_of(tokenizer)
    settle_own(batch, 1.0, sure_of(batch, tokenizer, torch.ones(CONTEXT + ANSWER, dtype=torch.bool)), tokenizer.mask_id, noise)
    for found, wanted in zip(batch.neighbours, neighbours_by_role(batch.noisy, batch.answer, tokenizer.mask_id, batch.valid), strict=True):
        assert torch.equal(found, wanted)


def test_no_share_is_no_change(tokenizer):
    batch, noise = batch_of(tokenizer)
    before = batch.noisy.clone()
    assert settle_own(batch, 0.0, sure_of(batch, tokenizer, torch.ones(CONTEXT + ANSWER, dtype=torch.bool)), tokenizer.mask_id, noise) == 0
    assert torch.equal(batch.noisy, before)


def test_a_run_learns_from_its_own_drafts(tmp_path):
    run = train.Run({**CONFIG, "training": {**CONFIG["training"], "own_share": 1.0, "steps_first": 0}}, tmp_path, threads=1)
    run.train(hours=1.0, max_steps=30)
    first, last = (run.folder / "log.jsonl").read_text().splitlines()[0], (run.folder / "log.jsonl").read_text().splitlines()[-1]
    assert float(last.split('"loss": ')[1].split(",")[0]) < float(first.split('"loss": ')[1].split(",")[0])


def test_logits_of_some_rows_are_those_of_the_whole_batch(tmp_path):
    run = train.Run(CONFIG, tmp_path, threads=1)
    examples = Examples(random.Random(3), run.tokenizer, {**CONFIG, "training": {**CONFIG["training"], "steps_first": 0}}, Path("nowhere"))
    for p in run.backbone.parameters():
        torch.nn.init.normal_(p, std=0.2)
    batch = Batch(examples.steps(1)[0][0], torch.full((3,), 0.5), run.tokenizer, CONFIG["training"], torch.Generator().manual_seed(2))
    run.backbone.eval()
    whole = run.logits(batch, batch.valid)
    among = torch.tensor([2, 0])
    some = run.logits(batch, batch.valid[among], among)
    ends = batch.valid.sum(1).cumsum(0)
    assert torch.allclose(some, torch.cat((whole[ends[1] : ends[2]], whole[: ends[0]])), atol=1e-4)
