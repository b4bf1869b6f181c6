import pytest
import torch
from family_stage import MASK, STOP, Script, canvas_of, denoiser_of, table

from mercurycli.canvas import SamplingParams
from mercurycli.diffusion import reorder_sampler
from mercurycli.diffusion.block_mask import causal
from mercurycli.diffusion.family_sampler import sample_family
from mercurycli.model.families import family_named

PARAMS = SamplingParams(threshold=1.0, take_back=1.0)


@pytest.fixture
def scripted(monkeypatch):
    def play(rows, holes, params=PARAMS):
        asked = []

        class View:
            def __init__(self, denoiser):
                pass

            def keep(self, ids):
                asked.append(("keep", len(ids)))

            def predict(self, ids, open_places, at):
                asked.append((tuple(ids.tolist()), tuple(at.tolist())))
                return table(*(rows.get(place, (4, 0.2)) for place in at.tolist()))

        monkeypatch.setattr(reorder_sampler, "KeptPrefix", View)
        return list(sample_family(Script(family_named("wedlm")), canvas_of((9, 9), holes), params)), asked

    return play


def test_a_window_slides_behind_what_is_settled_from_the_left(scripted):
    rows = {place: (4, 0.3) for place in range(2, 40)} | {2: (5, 0.9999), 3: (6, 0.9999)}
    drafts, asked = scripted(rows, 30)
    assert asked[0] == ("keep", 2)
    assert asked[1][1] == tuple(range(2, 18)), "sixteen places from the first hole on"
    assert drafts[0].new == (0, 1)
    assert asked[2][1] == tuple(range(4, 20))


def test_certainty_counts_less_the_further_a_hole_is_from_the_first(scripted):
    """Entropies of 0.3 to 0.4 nats pass near the first hole and not far behind it."""
    row = (4, 0.94)
    entropy = float(torch.special.entr(table(row)).sum())
    assert 0.2 < entropy < 0.4
    drafts, _ = scripted(dict.fromkeys(range(2, 40), row), 20)
    reach = int((0.4 - entropy) / 0.02) + 1
    assert drafts[0].new == tuple(range(reach))


def test_the_best_one_is_settled_where_none_is_certain(scripted):
    rows = {2: (4, 0.3), 3: (5, 0.5), 4: (6, 0.4)}
    drafts, _ = scripted(rows, 3)
    assert [draft.new for draft in drafts] == [(1,), (2,), (0,)]
    assert drafts[-1].ids == (4, 5, 6)


def test_an_end_counts_once_no_hole_stands_before_it(scripted):
    rows = {2: (4, 0.3), 3: (STOP, 0.9999), 4: (6, 0.4), 5: (7, 0.35)}
    drafts, _ = scripted(rows, 4)
    assert drafts[0].ids == (MASK, STOP, MASK, MASK)
    assert drafts[-1].ids == (4, STOP) and drafts[-1].done


def test_model_calls_count_the_prompts(scripted):
    drafts, asked = scripted({2: (4, 0.3), 3: (5, 0.5)}, 2)
    assert [draft.model_calls for draft in drafts] == [2, 3] and len(asked) == 3


def test_the_window_stays_whole_at_the_answers_end_and_what_is_behind_it_is_not_shown(scripted):
    """Its authors' engine knows no other window; what was not asked for is cut off afterwards."""
    drafts, asked = scripted({2: (4, 0.3), 3: (5, 0.5), 7: (6, 0.9999)}, 2)
    assert asked[1][1] == tuple(range(2, 18)), "of which two were asked for"
    assert asked[2][1] == (*range(2, 7), *range(8, 18)), "a sure place behind them is settled, and seen from then on"
    assert [draft.new for draft in drafts] == [(), (1,), (0,)]
    assert drafts[-1].ids == (4, 5) and drafts[-1].done


def test_what_is_written_with_a_kept_prefix_is_what_computing_everything_again_writes():
    denoiser, prompt = denoiser_of("wedlm"), (20, 21, 22, 23, 24)
    drafts = list(sample_family(denoiser, canvas_of(prompt, 12), PARAMS))
    ids = torch.tensor([*prompt, *[denoiser.ids.mask] * (12 + 15)])
    while bool((ids[5:17] == denoiser.ids.mask).any()):
        hole = ids == denoiser.ids.mask
        known, holes = (~hole).nonzero()[:, 0], hole.nonzero()[:, 0]
        at = holes[holes < int(holes[0]) + 16]
        order = torch.cat((known, at))
        with torch.inference_mode():
            hidden, _ = denoiser.backbone.encode(ids[order][None], order[None], causal(len(order), 0, ids.device))
        probabilities = denoiser.probabilities(hidden[0, len(known) :])
        cost = torch.special.entr(probabilities).sum(-1) + 0.02 * (at - at[0])
        take = cost < 0.4
        take[cost.argmin()] = True
        ids[at[take]] = probabilities.argmax(-1)[take]
    assert tuple(ids[5:17].tolist())[: len(drafts[-1].ids)] == drafts[-1].ids
