import pytest
from family_stage import EXPAND, MASK, STOP, Script, canvas_of, table

from mercurycli.canvas import SamplingParams
from mercurycli.diffusion import expand_sampler
from mercurycli.diffusion.family_sampler import sample_family
from mercurycli.model.families import family_named

PARAMS = SamplingParams(threshold=1.0, take_back=1.0)


@pytest.fixture
def scripted(monkeypatch):
    def play(script, canvas, params=PARAMS):
        asked = []

        class View:
            def __init__(self, denoiser):
                pass

            def predict(self, ids, at):
                asked.append((tuple(ids.tolist()), tuple(at.tolist())))
                return table(*script(ids.tolist(), at.tolist(), len(asked)))

        monkeypatch.setattr(expand_sampler, "WholeCanvas", View)
        return list(sample_family(Script(family_named("dreamon"), expand=EXPAND), canvas, params)), asked

    return play


def test_a_hole_that_expands_becomes_two(scripted):
    def script(ids, at, call):
        return [(EXPAND, 0.9) if call == 1 and place == at[-1] else (5 + call, 0.5) for place in at]

    drafts, asked = scripted(script, canvas_of((9,), 2, (8,)))
    assert asked[0] == ((9, MASK, MASK, 8), (1, 2))
    assert asked[1] == ((9, MASK, MASK, MASK, 8), (1, 2, 3)), "and what stands behind it moves on"
    assert len(drafts[0].ids) == 3 and not drafts[0].new
    assert len(drafts) == 4 and drafts[-1].done and len(drafts[-1].ids) == 3


def test_a_hole_in_which_an_end_is_drawn_is_gone(scripted):
    def script(ids, at, call):
        return [(STOP, 0.9) if call == 1 and place == at[0] else (6, 0.5) for place in at]

    drafts, asked = scripted(script, canvas_of((9,), 3, (8,)))
    assert asked[1] == ((9, MASK, MASK, 8), (1, 2))
    assert drafts[-1].ids == (6, 6)


def test_the_last_hole_never_vanishes(scripted):
    drafts, _ = scripted(lambda ids, at, call: [(STOP, 0.99)] * len(at), canvas_of((9,), 4, (8,)))
    assert len(drafts[-1].ids) == 1 and STOP not in drafts[-1].ids and drafts[-1].done


def greedy(most):
    """Grows up to ``most`` and would still like to; then it writes."""
    return lambda ids, at, call: [(EXPAND, 0.99) if ids.count(MASK) < most and 6 not in ids else (6, 0.9)] * len(at)


def test_growing_ends_at_the_limit(scripted):
    limit = expand_sampler.LEAST_LIMIT
    drafts, asked = scripted(greedy(limit), canvas_of((9,), 4, (8,)))
    assert max(len(draft.ids) for draft in drafts) == expand_sampler.LEAST_LIMIT == len(drafts[-1].ids)
    assert EXPAND not in drafts[-1].ids and drafts[-1].done
    assert len(asked) == 60 + 64, "sixty times a hole became two, then each is filled"


def test_a_model_that_would_grow_for_ever_may_not(scripted):
    drafts, _ = scripted(lambda ids, at, call: [(EXPAND, 0.99)] * len(at), canvas_of((9,), 4, (8,)))
    assert max(len(draft.ids) for draft in drafts) == expand_sampler.LEAST_LIMIT
    assert EXPAND not in drafts[-1].ids and drafts[-1].done


def test_growing_and_shrinking_in_turns_ends_as_well(scripted):
    drafts, asked = scripted(lambda ids, at, call: [(EXPAND if call % 2 else STOP, 0.99)] * len(at), canvas_of((9,), 4, (8,)))
    assert drafts[-1].done and len(asked) < 600


def test_one_hole_is_settled_a_call_the_one_of_least_entropy(scripted):
    drafts, _ = scripted(lambda ids, at, call: [(4 + place, 0.2 * place) for place in at], canvas_of((9,), 4, (8,)))
    assert [draft.new for draft in drafts] == [(3,), (2,), (1,), (0,)]


def test_an_open_end_starts_with_few_holes_and_may_grow_to_as_many_as_were_asked_for(scripted):
    drafts, asked = scripted(greedy(50), canvas_of((9,), 50))
    assert len(asked[0][1]) == expand_sampler.FIRST_HOLES
    assert len(drafts[-1].ids) == 50


def test_a_limit_on_the_steps_is_kept_without_growing(scripted):
    hurried = SamplingParams(threshold=1.0, steps=3)
    drafts, asked = scripted(lambda ids, at, call: [(EXPAND, 0.6)] * len(at), canvas_of((9,), 8, (8,)), hurried)
    assert len(asked) == 3 and drafts[-1].done
