import pytest
import torch
from family_stage import backbone_of, denoiser_of

from mercurycli.diffusion.block_mask import block_causal, causal, predictors
from mercurycli.diffusion.family_denoiser import KeptBlocks, WholeCanvas
from mercurycli.diffusion.reorder_sampler import KeptPrefix
from mercurycli.model.families import FAMILIES

WHOLE = [family.name for family in FAMILIES if family.attention == "full"]
BLOCKS = [family.name for family in FAMILIES if family.attention == "block"]
SHIFTED = [family.name for family in FAMILIES if family.shift]
LENGTH = 19


def some_ids(length=LENGTH, seed=2):
    return torch.randint(10, 200, (length,), generator=torch.Generator().manual_seed(seed))


def moved_by_changing(predict, ids):
    """Which predictions move when a token changes: (changed, predicted)."""
    before, rows = predict(ids), []
    for at in range(len(ids)):
        other = ids.clone()
        other[at] = (ids[at] + 61) % 200
        rows.append((predict(other) - before).abs().amax(-1) > 1e-7)
    return torch.stack(rows)


def by_blocks(denoiser, ids, start):
    """Predictions of every position, block after block, keys and values kept."""
    kept, found = KeptBlocks(denoiser, start), []
    while kept.kept < len(ids):
        begin, end = kept.kept, min(kept.block_of(kept.kept)[1], len(ids))
        found.append(kept.predict(ids[begin:end], torch.arange(end - begin)))
        kept.keep(ids[begin:end])
    return torch.cat(found)


def at_once(denoiser, ids, start):
    """The slow twin: all rows in one pass under an explicit mask."""
    offset = start % denoiser.block if denoiser.family.blocks_from == "answer" else 0
    places = torch.arange(len(ids))
    with torch.inference_mode():
        hidden, _ = denoiser.backbone.encode(ids[None], attend=block_causal(places, denoiser.block, offset))
    rows = places
    if denoiser.family.shift:  # within the block; its first row has no other than its own
        first = (places - offset) % denoiser.block == 0
        rows = torch.where(first, places, predictors(places, True))
    return denoiser.probabilities(hidden[0, rows])


@pytest.mark.parametrize("family", WHOLE)
def test_with_full_attention_every_token_moves_every_prediction(family):
    denoiser = denoiser_of(family)
    moved = moved_by_changing(lambda ids: WholeCanvas(denoiser).predict(ids, torch.arange(len(ids))), some_ids(11))
    assert moved.all()


@pytest.mark.parametrize("start", [0, 6])
@pytest.mark.parametrize("block", [4, 7])
@pytest.mark.parametrize("family", BLOCKS)
def test_with_blocks_a_token_moves_its_own_block_and_those_behind_it_and_nothing_else(family, block, start):
    denoiser = denoiser_of(family, block)
    moved = moved_by_changing(lambda ids: by_blocks(denoiser, ids, start), some_ids())
    offset = start % block if denoiser.family.blocks_from == "answer" else 0
    number = (torch.arange(LENGTH) - offset).div(block, rounding_mode="floor")
    assert torch.equal(moved, number[:, None] <= number[None, :])


@pytest.mark.parametrize("start", [0, 6])
@pytest.mark.parametrize("block", [1, 4, 7, 32])
@pytest.mark.parametrize("family", BLOCKS)
def test_kept_keys_and_values_give_what_computing_everything_again_gives(family, block, start):
    denoiser, ids = denoiser_of(family, block), some_ids()
    assert (by_blocks(denoiser, ids, start) - at_once(denoiser, ids, start)).abs().max() < 1e-4


@pytest.mark.parametrize("family", BLOCKS)
def test_several_blocks_taken_in_at_once_are_those_taken_in_one_by_one(family):
    denoiser, ids = denoiser_of(family, 4), some_ids(16)
    whole, parts = KeptBlocks(denoiser, 0), KeptBlocks(denoiser, 0)
    whole.keep(ids[:4])
    whole.keep(ids[4:16])
    for first in range(0, 16, 4):
        parts.keep(ids[first : first + 4])
    assert whole.kept == parts.kept == 16
    assert torch.allclose(whole.last, parts.last, atol=1e-5)
    for one, other in zip(whole.past, parts.past, strict=True):
        (a, b), (c, d) = one.repeated(1), other.repeated(1)
        assert a.shape[2] == 16 and torch.allclose(a, c, atol=1e-5) and torch.allclose(b, d, atol=1e-5)


def echo(family):
    """A model whose every row says its own token: layers add nothing, the head is the embedding."""
    backbone = backbone_of(family)
    size, hidden = backbone.config.vocab_size, backbone.config.hidden_size
    apart = torch.nn.functional.normalize(torch.randn(size, hidden, generator=torch.Generator().manual_seed(1)), dim=-1) * 8
    backbone.model.embed_tokens.weight.copy_(apart)
    if backbone.lm_head is not None:
        backbone.lm_head.weight.copy_(apart)
    backbone.model.norm.weight.fill_(1.0)
    for layer in backbone.model.layers:
        layer.self_attn.o_proj.weight.zero_()
        layer.mlp.down_proj.weight.zero_()
    return backbone


@pytest.mark.parametrize("family", [family for family in WHOLE if family != "llada-moe"])
def test_a_shifted_model_is_read_one_row_before_and_another_at_its_own(family):
    denoiser, ids = denoiser_of(family, backbone=echo(family)), some_ids(9)
    said = WholeCanvas(denoiser).predict(ids, torch.arange(1, 9)).argmax(-1)
    assert torch.equal(said, ids[:-1] if family in SHIFTED else ids[1:])


def test_within_a_block_a_shifted_model_is_read_one_row_before_and_at_its_start_off_the_block_before():
    denoiser, ids = denoiser_of("fast-dllm-v2", 4, echo("fast-dllm-v2")), some_ids(8)
    kept = KeptBlocks(denoiser, 0)
    kept.keep(ids[:4])
    assert kept.predict_next().argmax(-1).tolist() == [ids[3]]
    assert kept.predict(ids[4:], torch.arange(1, 4)).argmax(-1).tolist() == ids[4:7].tolist()


def test_what_is_read_off_the_block_before_is_its_last_row_and_no_other():
    denoiser, ids = denoiser_of("fast-dllm-v2", 4), some_ids(12)
    kept = KeptBlocks(denoiser, 0)
    kept.keep(ids[:8])
    with torch.inference_mode():
        hidden, _ = denoiser.backbone.encode(ids[None, :8], attend=block_causal(torch.arange(8), 4))
    assert torch.allclose(kept.predict_next(), denoiser.probabilities(hidden[0, -1:]), atol=1e-5)


def test_reordered_tokens_are_those_of_a_plain_causal_pass_once_they_are_kept():
    denoiser, ids = denoiser_of("wedlm"), some_ids(12)
    view, holes = KeptPrefix(denoiser), torch.zeros(12, dtype=torch.bool)
    view.keep(ids[:5])
    holes[[6, 7, 9]] = True
    view.predict(torch.where(holes, denoiser.ids.mask, ids), holes, torch.tensor([6, 7, 9]))
    assert view.kept == 6, "position 5 has no hole before it"
    holes[[6, 7]] = False
    view.predict(torch.where(holes, denoiser.ids.mask, ids), holes, torch.tensor([9]))
    assert view.kept == 9
    with torch.inference_mode():
        _, plain = denoiser.backbone.encode(ids[None, :9], attend=causal(9, 0, ids.device))
    for (a, b), (c, d) in zip(view.past, plain, strict=True):
        assert (a - c).abs().max() < 1e-4 and (b - d).abs().max() < 1e-4


def test_a_hole_sees_every_settled_token_of_the_window_also_behind_it_and_the_holes_before_it():
    denoiser, ids = denoiser_of("wedlm"), some_ids(9)
    holes = torch.zeros(9, dtype=torch.bool)
    holes[[5, 7]] = True

    def predict(changed):
        view = KeptPrefix(denoiser)
        view.keep(changed[:4])
        return view.predict(torch.where(holes, denoiser.ids.mask, changed), holes, torch.tensor([5, 7]))

    moved = moved_by_changing(predict, ids)
    assert moved[[0, 1, 2, 3, 4, 6, 8]].all(), "what is settled, on both sides"
    assert not moved[[5, 7]].any(), "a hole is a hole, whatever stood there"


def test_positions_stay_their_own_when_rows_are_reordered():
    denoiser, ids = denoiser_of("wedlm"), some_ids(8)
    holes = torch.zeros(8, dtype=torch.bool)
    holes[4] = True
    view = KeptPrefix(denoiser)
    view.keep(ids[:4])
    found = view.predict(torch.where(holes, denoiser.ids.mask, ids), holes, torch.tensor([4]))
    order = torch.tensor([0, 1, 2, 3, 5, 6, 7, 4])
    row = torch.where(holes, denoiser.ids.mask, ids)[order][None]
    with torch.inference_mode():
        hidden, _ = denoiser.backbone.encode(row, order[None], causal(8, 0, ids.device))
    assert torch.allclose(found, denoiser.probabilities(hidden[0, -1:]), atol=1e-5)


def test_the_mask_what_is_banned_and_ids_without_a_token_are_never_predicted():
    from mercurycli.diffusion.family_denoiser import FamilyDenoiser, Ids
    from mercurycli.model.families import family_named

    denoiser = FamilyDenoiser(backbone_of("dream"), family_named("dream"), Ids(5, (6,)), (7, 9), 250)
    found = WholeCanvas(denoiser).predict(some_ids(6), torch.arange(6))
    assert (found[:, [5, 7, 9]] == 0).all() and (found[:, 250:] == 0).all()
    assert (found[:, 6] > 0).all() and torch.allclose(found.sum(-1), torch.ones(6), atol=1e-5)
    assert found.dtype == torch.float32


@pytest.mark.parametrize("block", [1, 3, 4, 100])
def test_the_mask_of_blocks_counts_from_where_blocks_begin(block):
    places = torch.arange(3, 12)
    for start in (0, 2, -1):
        allowed = block_causal(places, block, start)[0, 0]
        for q, at in enumerate(places.tolist()):
            for k, other in enumerate(places.tolist()):
                assert bool(allowed[q, k]) == ((at - start) // block >= (other - start) // block)
