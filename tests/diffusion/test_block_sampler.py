import pytest
import torch
from family_stage import MASK, STOP, Script, canvas_of, denoiser_of, table

from mercurycli.canvas import SamplingParams
from mercurycli.diffusion import block_sampler
from mercurycli.diffusion.block_mask import block_causal
from mercurycli.diffusion.family_sampler import sample_family
from mercurycli.errors import UsageError
from mercurycli.model.families import FAMILIES, family_named

ONE_BY_ONE = SamplingParams(threshold=1.0, take_back=1.0)
BLOCKS = [family.name for family in FAMILIES if family.attention == "block"]


@pytest.fixture
def scripted(monkeypatch):
    """Plays rows (token, probability) by position of the canvas; notes what was kept and asked."""

    def play(family, rows, canvas, block, params=ONE_BY_ONE):
        heard = []

        class Kept:
            def __init__(self, denoiser, answer_start):
                self.kept, self.start = 0, 0

            def block_of(self, position):
                first = position // block * block
                return first, first + block

            def keep(self, ids):
                heard.append(("keep", self.kept, self.kept + len(ids)))
                self.kept += len(ids)

            def predict(self, ids, at):
                places = [self.kept + place for place in at.tolist()]
                heard.append(("predict", tuple(ids.tolist()), tuple(places)))
                calls = sum(what == "predict" for what, *_ in heard)
                return table(*(rows(ids, places, calls) if callable(rows) else [rows[place] for place in places]))

            def predict_next(self):
                heard.append(("next", self.kept))
                return table(rows[self.kept])

        monkeypatch.setattr(block_sampler, "KeptBlocks", Kept)
        return list(sample_family(Script(family_named(family), block), canvas, params)), heard

    return play


def test_blocks_are_finished_from_left_to_right_and_then_kept(scripted):
    rows = [None] * 5 + [(4, 0.5), (5, 0.9), (6, 0.9), (7, 0.99), (8, 0.98), (4, 0.3), (5, 0.2)]
    drafts, heard = scripted("sdar", rows, canvas_of((9,) * 5, 6), 4)
    assert drafts[-1].ids == (4, 5, 6, 7, 8, 4)
    kept = [each[1:] for each in heard if each[0] == "keep"]
    assert kept == [(0, 4), (4, 8)], "the prompt's whole blocks; its last token stands in the first block that is denoised"
    assert [draft.new for draft in drafts] == [(1,), (2,), (0,), (3,), (4,), (5,)]
    assert heard[1] == ("predict", (9, MASK, MASK, MASK), (5, 6, 7))


def test_a_model_call_that_keeps_a_block_is_counted(scripted):
    rows = [None] * 4 + [(4, 0.9)] * 8
    drafts, heard = scripted("sdar", rows, canvas_of((9,) * 4, 8), 4, SamplingParams(threshold=0.5))
    assert [draft.model_calls for draft in drafts] == [2, 4] == [2, len(heard)]


def test_a_threshold_settles_what_is_sure_of_a_block(scripted):
    rows = [(9, 1)] * 4 + [(4, 0.9), (5, 0.6), (6, 0.95), (7, 0.2)]
    drafts, _ = scripted("sdar", rows, canvas_of((9,) * 4, 4), 4, SamplingParams(threshold=0.85))
    assert [draft.new for draft in drafts] == [(0, 2), (1,), (3,)]


def test_an_end_counts_only_once_no_hole_stands_before_it(scripted):
    rows = [None] * 4 + [(4, 0.5), (STOP, 0.9), (6, 0.8), (7, 0.7), *[(8, 0.9)] * 4]
    drafts, _ = scripted("sdar", rows, canvas_of((9,) * 4, 8), 4)
    assert drafts[0].ids == (MASK, STOP, *[MASK] * 6), "a hole before it may still end the answer earlier"
    assert drafts[-1].ids == (4, STOP) and drafts[-1].done
    assert len(drafts) == 4, "and the next block is never begun"


def test_fast_dllm_reads_a_blocks_first_token_off_the_block_before_without_a_model_call(scripted):
    rows = [None] * 4 + [(4, 0.3), (5, 0.9), (6, 0.9), (7, 0.9), (8, 0.2), *[(4, 0.9)] * 3]
    drafts, heard = scripted("fast-dllm-v2", rows, canvas_of((9,) * 4, 8), 4, SamplingParams(threshold=0.8))
    assert [each[0] for each in heard] == ["keep", "next", "predict", "keep", "next", "predict"]
    assert drafts[0].new == (0,) and drafts[0].ids[0] == 4, "however unsure"
    assert heard[2] == ("predict", (4, MASK, MASK, MASK), (5, 6, 7)), "so no row is asked for itself"
    assert [draft.model_calls for draft in drafts] == [1, 2, 3, 4]


def test_fast_dllm_begins_within_the_prompts_last_block_where_there_is_a_row_before(scripted):
    rows = [None] * 6 + [(4, 0.9), (5, 0.9)]
    _, heard = scripted("fast-dllm-v2", rows, canvas_of((9,) * 6, 2), 4, SamplingParams(threshold=0.8))
    assert [each[0] for each in heard] == ["keep", "predict"]


def test_fast_dllm_works_through_runs_of_eight_within_its_block(scripted):
    rows = [None] * 32 + [(4, 0.3)] * 8 + [(5, 0.99)] * 24
    drafts, heard = scripted("fast-dllm-v2", rows, canvas_of((9,) * 32, 32), 32, SamplingParams(threshold=0.9))
    asked = [each[2] for each in heard if each[0] == "predict"]
    assert all(max(places) < 40 for places in asked[:7]) and asked[7] == tuple(range(40, 48))
    assert len(drafts) == 1 + 7 + 3


def test_llada21_replaces_settled_tokens_of_the_block_it_is_surer_of_until_nothing_changes(scripted):
    def rows(ids, places, call):
        if call == 1:
            return [(4, 0.97), (5, 0.97), (6, 0.5), (7, 0.5)]
        return [(8, 0.95) if place == 4 else (11, 0.85) if place == 5 else (6, 0.97) if place == 6 else (7, 0.97) for place in places]

    drafts, heard = scripted("llada2.1", rows, canvas_of((9,) * 4, 4), 4, SamplingParams(threshold=0.95, take_back=1.0))
    assert drafts[0].new == (0, 1)
    assert drafts[1].new == (2, 3) and drafts[1].changed == (0,), "0.85 is not sure enough to replace"
    assert drafts[-1].ids == (8, 5, 6, 7) and drafts[-1].done
    assert sum(each[0] == "predict" for each in heard) == 3, "one look more, in which nothing changed"


def test_editing_ends_even_where_the_model_never_makes_up_its_mind(scripted):
    def rows(ids, places, call):
        return [(4 + (call + place) % 2, 0.99) for place in places]

    drafts, heard = scripted("llada2.1", rows, canvas_of((9,) * 4, 4), 4, SamplingParams(threshold=0.95, take_back=1.0))
    assert sum(each[0] == "predict" for each in heard) == 1 + 16
    assert drafts[-1].done and [draft.done for draft in drafts[:-1]] == [False] * (len(drafts) - 1)


def test_a_prompt_is_never_edited(scripted):
    drafts, heard = scripted("llada2.1", lambda ids, places, call: [(4, 0.99)] * len(places), canvas_of((9,) * 6, 2), 4)
    assert all(min(each[2]) >= 6 for each in heard if each[0] == "predict")
    assert drafts[-1].ids == (4, 4)


@pytest.mark.parametrize("family", [*BLOCKS, "wedlm"])
def test_a_hole_with_text_behind_it_is_refused_with_the_models_that_can(family):
    with pytest.raises(UsageError, match="sees nothing behind a hole") as caught:
        list(sample_family(Script(family_named(family), 4), canvas_of((9, 9), 3, (8,)), ONE_BY_ONE))
    assert "Dream" in caught.value.hint and "SDAR" not in caught.value.hint


def from_scratch(denoiser, given, length):
    """The slow twin of one token a call: every row again in every step, under an explicit mask."""
    start, size = len(given) % denoiser.block if denoiser.family.blocks_from == "answer" else 0, denoiser.block
    end = len(given) + length
    spare = (start - end) % size if denoiser.family.whole_blocks else 0
    ids = torch.tensor([*given, *[denoiser.ids.mask] * (length + spare)])
    places = torch.arange(len(ids))
    number = (places - start).div(size, rounding_mode="floor")
    run = denoiser.family.rule.run
    while True:
        holes = (ids == denoiser.ids.mask).nonzero()[:, 0]
        if not len(holes) or holes[0] >= end:
            return tuple(ids[len(given) : end].tolist())
        seen = number <= number[holes[0]]  # later blocks are not there yet
        with torch.inference_mode():
            hidden, _ = denoiser.backbone.encode(ids[seen][None], attend=block_causal(places[seen], size, start))
        first = int(holes[0])
        if denoiser.family.first_by_row_before and (first - start) % size == 0:
            rows = holes[:1]
        else:
            begin = int(places[number == number[first]][0])
            rows = holes[(number[holes] == number[first])]
            rows = rows if run is None else rows[(rows - begin) // run == (first - begin) // run]
        shifted = rows - 1 if denoiser.family.shift else rows
        sure, token = denoiser.probabilities(hidden[0, shifted]).max(-1)
        best = int(sure.argmax())
        ids[rows[best]] = token[best]
        if int(token[best]) in denoiser.ids.stops and not (ids[len(given) : rows[best]] == denoiser.ids.mask).any():
            return tuple(ids[len(given) : rows[best] + 1].tolist())


# the last block


WHOLE = {"fast-dllm-v2": True, "sdar": True, "llada2": True, "llada2.1": True, "a2d-bd3lm": False, "stable-diffcoder": False}


@pytest.mark.parametrize("family", BLOCKS)
def test_the_last_block_is_denoised_whole_by_models_that_know_no_other(scripted, family):
    """Their authors ask for whole blocks and cut the answer afterwards, so its rows see masks behind the canvas."""
    drafts, heard = scripted(family, [None] * 4 + [(4, 0.99)] * 8, canvas_of((9,) * 4, 6), 4, SamplingParams(threshold=0.9))
    first_of_last = next(each for each in heard if each[0] == "predict" and each[2][-1] >= 8)
    assert len(first_of_last[1]) == (4 if WHOLE[family] else 2)
    assert drafts[-1].ids == (4,) * 6 and drafts[-1].done, "what was not asked for is not shown"


def test_what_stands_behind_the_canvas_costs_no_call_once_the_answer_is_settled(scripted):
    rows = [None] * 4 + [(4, 0.9), (5, 0.8), (6, 0.3), (7, 0.2)]
    drafts, heard = scripted("sdar", rows, canvas_of((9,) * 4, 2), 4)
    assert [draft.new for draft in drafts] == [(0,), (1,)] and drafts[-1].done
    assert sum(each[0] == "predict" for each in heard) == 2


def test_a_surer_place_behind_the_canvas_is_settled_first_and_seen_by_the_answer(scripted):
    rows = [None] * 4 + [(4, 0.5), (5, 0.4), (6, 0.3), (7, 0.9)]
    drafts, heard = scripted("sdar", rows, canvas_of((9,) * 4, 2), 4)
    assert drafts[0].new == () and not drafts[0].done
    assert heard[2] == ("predict", (MASK, MASK, MASK, 7), (4, 5, 6))
    assert drafts[-1].ids == (4, 5)


@pytest.mark.parametrize("steps", [1, 2])
def test_a_limit_on_the_steps_holds_also_with_places_behind_the_canvas(scripted, steps):
    rows = [None] * 4 + [(4, 0.5), (5, 0.4), (6, 0.8), (7, 0.9)]
    drafts, _ = scripted("sdar", rows, canvas_of((9,) * 4, 2), 4, SamplingParams(threshold=1.0, steps=steps))
    assert len(drafts) == steps and drafts[-1].ids == (4, 5)


def test_an_end_drops_the_places_behind_the_canvas_too(scripted):
    rows = [None] * 4 + [(STOP, 0.9), (5, 0.4), (6, 0.3), (7, 0.2)]
    drafts, _ = scripted("llada2", rows, canvas_of((9,) * 4, 2), 4)
    assert len(drafts) == 1 and drafts[-1].ids == (STOP,) and drafts[-1].done


def test_edits_see_the_last_block_whole_and_settled(scripted):
    def rows(ids, places, call):
        settled = MASK not in ids.tolist()
        return [(8, 0.95) if settled and place == 4 else (4, 0.97 if place < 6 else 0.5) for place in places]

    drafts, _ = scripted("llada2.1", rows, canvas_of((9,) * 4, 2), 4, SamplingParams(threshold=0.95, take_back=1.0))
    assert drafts[-1].ids == (8, 4), "replaced once nothing in the block was open, the places behind the canvas included"


@pytest.mark.parametrize("given", [4, 5, 11])
@pytest.mark.parametrize("family", [family for family in BLOCKS if family != "llada2.1"])
def test_what_is_written_with_kept_blocks_is_what_computing_everything_again_writes(family, given):
    denoiser, prompt = denoiser_of(family, 4), tuple(range(20, 20 + given))
    drafts = list(sample_family(denoiser, canvas_of(prompt, 13), ONE_BY_ONE))
    assert drafts[-1].ids == from_scratch(denoiser, prompt, 13)
