import pytest
import torch
from family_stage import MASK, OTHER_STOP, STOP, Script, canvas_of, denoiser_of, table

from mercurycli.canvas import Canvas, SamplingParams
from mercurycli.diffusion import whole_sampler
from mercurycli.diffusion.family_sampler import sample_family
from mercurycli.diffusion.settling import kept_by_path, next_holes, nucleus
from mercurycli.model.families import FAMILIES, Rule, family_named

ONE_BY_ONE = SamplingParams(threshold=1.0, take_back=1.0)


@pytest.fixture
def scripted(monkeypatch):
    """Plays rows of (token, probability) by position; notes what it was shown."""

    def play(family, rows, params=ONE_BY_ONE, canvas=None):
        asked = []

        class View:
            def __init__(self, denoiser):
                pass

            def predict(self, ids, at):
                asked.append((tuple(ids.tolist()), tuple(at.tolist())))
                made = rows(ids, at, len(asked)) if callable(rows) else [rows[i] for i in at.tolist()]
                return table(*made)

        monkeypatch.setattr(whole_sampler, "WholeCanvas", View)
        canvas = canvas or canvas_of((9, 9), len(rows) - 2)
        return list(sample_family(Script(family_named(family)), canvas, params)), asked

    return play


def test_the_surest_hole_is_settled_first_and_one_a_call(scripted):
    rows = [None, None, (4, 0.5), (5, 0.9), (6, 0.7)]
    drafts, asked = scripted("a2d-mdlm", rows)
    assert [draft.new for draft in drafts] == [(1,), (2,), (0,)]
    assert drafts[-1].ids == (4, 5, 6) and drafts[-1].done and not drafts[-2].done
    assert [at for _, at in asked] == [(2, 3, 4), (2, 4), (2,)], "only holes are read off"
    assert [draft.model_calls for draft in drafts] == [1, 2, 3]


def test_holes_beyond_a_run_wait_however_sure_the_model_is_of_them(scripted):
    rows = [None, None, *[(4, 0.3)] * 32, *[(5, 0.99)] * 4]
    drafts, asked = scripted("llada", rows)
    assert all(max(draft.new) < 32 for draft in drafts[:32])
    assert all(min(draft.new) >= 32 for draft in drafts[32:])
    assert asked[0][1] == tuple(range(2, 34)), "and they are in sight as holes"
    assert len(asked[0][0]) == 38


def test_a_threshold_settles_all_that_are_sure_and_else_the_best(scripted):
    rows = [None, None, (4, 0.5), (5, 0.95), (6, 0.91), (7, 0.3)]
    drafts, _ = scripted("a2d-mdlm", rows, SamplingParams(threshold=0.9, take_back=1.0))
    assert [draft.new for draft in drafts] == [(1, 2), (0,), (3,)]


def test_a_limit_on_the_steps_is_kept(scripted):
    rows = [None, None, *[(4, 0.2)] * 10]
    drafts, _ = scripted("dream", rows, SamplingParams(threshold=1.0, steps=3, take_back=1.0))
    assert len(drafts) == 3 and drafts[-1].done
    assert [len(draft.new) for draft in drafts] == [4, 3, 3]


def test_entropy_decides_where_it_is_the_familys_order():
    """The surer token stands in the row of more entropy."""
    flat = torch.tensor([0.0, 0.52, *[0.48 / 10] * 10])
    split = torch.tensor([0.0, 0.51, 0.49, *[0.0] * 9])
    probabilities = torch.stack((flat, split))
    by_entropy = next_holes(probabilities, probabilities.amax(-1), ONE_BY_ONE, family_named("dream").rule, 0)
    by_confidence = next_holes(probabilities, probabilities.amax(-1), ONE_BY_ONE, family_named("llada").rule, 0)
    assert by_entropy.tolist() == [False, True] and by_confidence.tolist() == [True, False]


def test_what_stands_behind_an_end_is_dropped_and_any_end_reads_as_the_first(scripted):
    rows = [None, None, (4, 0.5), (5, 0.6), (OTHER_STOP, 0.9), (7, 0.8)]
    drafts, _ = scripted("llada", rows)
    assert drafts[0].ids == (MASK, MASK, STOP)
    assert drafts[-1].ids == (4, 5, STOP) and drafts[-1].done
    assert len(drafts) == 3


def test_a_hole_inside_a_text_keeps_its_size(scripted):
    rows = [None, None, (4, 0.9), (STOP, 0.8), (6, 0.7), None]
    drafts, _ = scripted("llada", rows, canvas=canvas_of((9, 9), 3, (8,)))
    assert drafts[-1].ids == (4, STOP, 6)


def test_what_was_settled_before_stays(scripted):
    canvas = Canvas((9, 9, 4, 0, 0), (False, False, False, True, True), (False, False, True, True, True))
    drafts, asked = scripted("llada", [None, None, None, (5, 0.5), (6, 0.6)], canvas=canvas)
    assert drafts[-1].ids == (4, 5, 6) and asked[0][0] == (9, 9, 4, 0, 0)
    assert [draft.new for draft in drafts] == [(2,), (1,)]


# path planning


def test_path_planning_keeps_a_growing_share_and_hides_the_least_sure_again(scripted):
    def rows(ids, at, call):
        sure = {1: (0.9, 0.8, 0.2, 0.3), 2: (0.1, 0.9, 0.8, 0.7), 3: (0.9, 0.9, 0.9, 0.1), 4: (0.5, 0.5, 0.5, 0.5)}[call]
        return [(4 + call, confidence) for confidence in sure]

    params = SamplingParams(threshold=1.0, steps=4, take_back=1.0)
    drafts, asked = scripted("open-dcoder", rows, params, canvas_of((9, 9), 4))
    assert [draft.new for draft in drafts] == [(0,), (1, 2), (0,), (3,)]
    assert [draft.remasked for draft in drafts] == [(), (0,), (), ()]
    assert drafts[1].ids == (MASK, 6, 6, MASK)
    assert drafts[-1].ids == (7, 6, 6, 8) and drafts[-1].done
    assert all(at == (2, 3, 4, 5) for _, at in asked), "every position is drawn anew in every step"


def test_path_planning_takes_as_many_steps_as_holes_unless_told_otherwise(scripted):
    drafts, _ = scripted("open-dcoder", lambda ids, at, call: [(4, 0.5)] * len(at), canvas=canvas_of((9,), 7))
    assert len(drafts) == 7
    drafts, _ = scripted("open-dcoder", lambda ids, at, call: [(4, 0.5)] * len(at), SamplingParams(per_step=2), canvas_of((9,), 7))
    assert len(drafts) == 4


@pytest.mark.parametrize("step", [0, 1, 2, 4])
def test_the_share_that_stands_is_of_the_surest(step):
    confidence = torch.tensor([0.3, 0.9, 0.1, 0.5])
    keep = kept_by_path(confidence, step, 4)
    assert int(keep.sum()) == step
    assert not bool(keep.any()) or confidence[keep].min() >= confidence[~keep].max() if not bool(keep.all()) else True


@pytest.mark.parametrize("holes", [5, 24, 49, 100])
def test_with_a_step_for_each_hole_one_more_token_stands_after_each(holes):
    """As a fraction of one, the share that is hidden falls below a whole number here and there, and a token stands too early."""
    confidence = torch.rand(holes, generator=torch.Generator().manual_seed(3))
    assert [int(kept_by_path(confidence, step, holes).sum()) for step in range(holes + 1)] == list(range(holes + 1))


# drawing


def test_a_nucleus_holds_the_likeliest_tokens_and_their_plain_probability():
    probabilities = torch.tensor([[0.5, 0.3, 0.15, 0.05], [0.97, 0.01, 0.01, 0.01]])
    assert nucleus(probabilities, 1.0, 0.75).tolist() == [pytest.approx([0.5, 0.3, 0, 0]), pytest.approx([0.97, 0, 0, 0])]
    assert torch.equal(nucleus(probabilities, 0.0, 0.5), probabilities), "without a temperature the best one is taken anyway"
    assert torch.equal(nucleus(probabilities, 1.0, 1.0), probabilities)
    assert (nucleus(probabilities, 0.1, 0.9)[0] > 0).tolist() == [True, False, False, False], "the nucleus is that of the temperature"


def test_the_same_seed_draws_the_same_and_another_something_else():
    denoiser = denoiser_of("dream")
    canvas, params = canvas_of((11, 12, 13), 9), SamplingParams(threshold=1.0, temperature=0.9, take_back=1.0, seed=5)

    def run(seed):
        return list(sample_family(denoiser, canvas, SamplingParams(threshold=1.0, temperature=0.9, take_back=1.0, seed=seed)))[-1].ids

    assert run(5) == run(5) == list(sample_family(denoiser, canvas, params))[-1].ids
    assert len({run(seed) for seed in range(6)}) > 1


@pytest.mark.parametrize("family", [family.name for family in FAMILIES])
def test_every_family_ends_its_answer_and_shows_every_step(family):
    """On a random network: as many drafts as it takes, the last one done, nothing settled that is not said."""
    denoiser = denoiser_of(family, block=4)
    rule = denoiser.family.rule
    drafts = list(sample_family(denoiser, canvas_of((11, 12, 13, 14, 15), 10), SamplingParams(threshold=rule.threshold, take_back=1.0)))
    assert drafts[-1].done and not any(drafts[-1].holes)
    assert [draft.done for draft in drafts[:-1]] == [False] * (len(drafts) - 1)
    assert denoiser.ids.mask not in drafts[-1].ids
    assert all(a.model_calls <= b.model_calls for a, b in zip(drafts, drafts[1:]))
    for draft in drafts:
        assert len(draft.ids) == len(draft.guess) == len(draft.confidence) == len(draft.holes)
        assert all((id == denoiser.ids.mask) == hole for id, hole in zip(draft.ids, draft.holes, strict=True))
        assert all(draft.guess[at] == id for at, id in enumerate(draft.ids) if not draft.holes[at])
        assert all(0.0 <= sure <= 1.0 for sure in draft.confidence)


@pytest.mark.parametrize("family", [family.name for family in FAMILIES])
def test_a_draft_stream_can_be_left_at_any_step(family):
    drafts = sample_family(denoiser_of(family, block=4), canvas_of((11, 12, 13), 8), ONE_BY_ONE)
    next(drafts)
    drafts.close()


def test_a_rule_names_only_orders_that_there_are():
    assert {family.rule.order for family in FAMILIES} == {"confidence", "entropy", "path", "expand", "reorder"}
    assert Rule().order == "confidence"
