import pytest
import torch
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mercurycli.diffusion.remasking import (
    aligned, best_of_runs, confident, contradicted, entropy_bounded, first_ones, in_first_line, leftmost, most_confident,
)  # fmt: skip

EXACT = st.integers(0, 32).map(lambda n: n / 32)  # sums of these are exact in fp32, so bounds can be compared


@st.composite
def scores(draw, least_holes=1):
    """Scores of up to 12 positions and which of them are holes."""
    values = draw(st.lists(EXACT, min_size=1, max_size=12))
    holes = draw(st.lists(st.booleans(), min_size=len(values), max_size=len(values)))
    assume(sum(holes) >= least_holes)
    return torch.tensor(values), torch.tensor(holes)


def picked(flags):
    return flags.nonzero()[:, 0].tolist()


CONFIDENCE = torch.tensor([0.95, 0.5, 0.99, 0.7, 0.92])
HOLES = torch.tensor([True, True, False, True, True])


def test_the_most_confident_holes_are_picked_and_settled_tokens_never():
    assert picked(most_confident(CONFIDENCE, HOLES, 2)) == [0, 4]
    assert picked(most_confident(CONFIDENCE, HOLES, 99)) == [0, 1, 3, 4]


@given(scores(least_holes=0), st.integers(0, 14))
def test_exactly_so_many_holes_are_picked_and_none_left_out_is_better(case, count):
    confidence, holes = case
    chosen = most_confident(confidence, holes, count)
    assert not (chosen & ~holes).any()
    assert int(chosen.sum()) == min(count, int(holes.sum()))
    left = confidence[holes & ~chosen]
    if chosen.any() and len(left):
        assert confidence[chosen].min() >= left.max()


def test_every_hole_that_reaches_the_threshold_is_picked():
    assert picked(confident(CONFIDENCE, HOLES, 0.9)) == [0, 4]
    assert picked(confident(CONFIDENCE, HOLES, 0.92)) == [0, 4]  # reaching it is enough
    assert picked(confident(CONFIDENCE, HOLES, 0.7)) == [0, 3, 4]


def test_the_best_hole_is_picked_where_none_reaches_the_threshold():
    assert picked(confident(CONFIDENCE, HOLES, 0.97)) == [0]


def test_others_are_picked_besides_and_make_the_best_one_needless():
    others = torch.tensor([False, True, False, False, False])
    assert picked(confident(CONFIDENCE, HOLES, 0.92, others=others)) == [0, 1, 4]
    assert picked(confident(CONFIDENCE, HOLES, 0.97, others=others)) == [1]


def test_the_first_holes_are_picked_up_to_one_that_is_less_sure():
    assert picked(first_ones(CONFIDENCE, HOLES, 0.9)) == [0]
    assert picked(first_ones(CONFIDENCE, HOLES, 0.5)) == [0, 1, 3, 4]  # what is settled stands between, however unsure
    assert picked(first_ones(CONFIDENCE, HOLES, 0.96)) == []


def runs(holes):
    """Places of each run of adjoining holes."""
    found = []
    for at, hole in enumerate(holes.tolist()):
        if hole and at and holes[at - 1]:
            found[-1].append(at)
        elif hole:
            found.append([at])
    return found


@given(scores(), EXACT)
def test_first_ones_and_best_of_runs_are_what_plain_loops_find(case, threshold):
    confidence, holes = case
    first = []
    for at in range(len(holes)):
        if holes[at] and confidence[at] < threshold:
            break
        first += [at] if holes[at] else []
    assert picked(first_ones(confidence, holes, threshold)) == first
    for left_bias in (1.0, 0.5):
        best = [max(run, key=lambda at, run=run: (float(confidence[at]) * left_bias ** (at - run[0]), -at)) for run in runs(holes)]
        assert picked(best_of_runs(confidence, holes, threshold, left_bias)) == [at for at in best if confidence[at] >= threshold]


def test_work_ends_at_the_first_line_break_that_is_likely_enough():
    holes = torch.tensor([False, True, True, True, True])
    probabilities = torch.zeros(5, 4)
    probabilities[0, 2] = 1.0  # settled: it is no end of what is open
    probabilities[2, 3], probabilities[3, 2] = 0.4, 0.6
    breaks = torch.tensor([2, 3])
    assert picked(in_first_line(probabilities, breaks, holes, 0.3)) == [1, 2]
    assert picked(in_first_line(probabilities, breaks, holes, 0.5)) == [1, 2, 3]
    assert picked(in_first_line(probabilities, breaks, holes, 0.9)) == [1, 2, 3, 4]


@given(scores(), EXACT, EXACT)
def test_a_lower_threshold_never_picks_less(case, one, other):
    confidence, holes = case
    low, high = sorted((one, other))
    fewer, more = confident(confidence, holes, high), confident(confidence, holes, low)
    assert fewer.any() and not (fewer & ~more).any() and not (more & ~holes).any()


def test_nothing_is_picked_where_there_is_no_hole():
    none = torch.zeros(5, dtype=torch.bool)
    assert not confident(CONFIDENCE, none, 0.1).any()
    assert not entropy_bounded(CONFIDENCE, none, 9.0).any()


def test_entropies_are_added_up_from_the_surest_hole_and_the_last_one_is_free():
    entropy = torch.tensor([0.50, 0.10, 0.00, 0.20, 0.25])
    holes = torch.tensor([True, True, False, True, True])
    assert picked(entropy_bounded(entropy, holes, 0.0)) == picked(entropy_bounded(entropy, holes, -1.0)) == [1]
    assert picked(entropy_bounded(entropy, holes, 0.1001)) == [1, 3]
    assert picked(entropy_bounded(entropy, holes, 0.3001)) == [1, 3, 4]
    assert picked(entropy_bounded(entropy, holes, 0.5501)) == [0, 1, 3, 4]


def slowly_bounded(entropy, holes, bound):
    """How many holes may go together, by trying every number of the surest ones."""
    surest = sorted(value for value, hole in zip(entropy.tolist(), holes.tolist()) if hole)
    fitting = [n for n in range(1, len(surest) + 1) if sum(surest[:n]) - max(surest[:n]) <= bound]
    return surest[: max(fitting)]


@given(scores(), st.integers(0, 160).map(lambda n: n / 32))
def test_the_entropy_bound_picks_what_trying_every_number_picks(case, bound):
    entropy, holes = case
    chosen = entropy_bounded(entropy, holes, bound)
    assert not (chosen & ~holes).any()
    assert sorted(entropy[chosen].tolist()) == slowly_bounded(entropy, holes, bound)


@given(scores(), EXACT, EXACT)
def test_a_wider_entropy_bound_never_picks_less(case, one, other):
    entropy, holes = case
    tight, wide = sorted((one, other))
    fewer, more = entropy_bounded(entropy, holes, tight), entropy_bounded(entropy, holes, wide)
    assert fewer.any() and not (fewer & ~more).any()


@pytest.mark.parametrize(
    ("current", "best", "differs", "settled", "replaced", "remasked"),
    [
        (0.01, 0.95, True, True, True, False),  # another token is sure: replace
        (0.01, 0.60, True, True, False, True),  # fell, but no clear successor: remask
        (0.30, 0.60, True, True, False, False),  # doubted, not refuted
        (0.95, 0.95, False, True, False, False),  # confirmed
        (0.04, 0.04, False, True, False, False),  # improbable, yet still the best there is
        (0.01, 0.95, True, False, False, False),  # not settled: a hole, or taken back too often
        (0.01, 0.90, True, True, True, False),  # reaching the bound is enough
        (0.05, 0.60, True, True, False, False),  # not below the bound
    ],
)
def test_a_settled_token_is_replaced_remasked_or_kept(current, best, differs, settled, replaced, remasked):
    replace, remask = contradicted(
        torch.tensor([current]), torch.tensor([best]), torch.tensor([differs]), torch.tensor([settled]),
        replace_from=0.9, remask_below=0.05,
    )  # fmt: skip
    assert (replace.item(), remask.item()) == (replaced, remasked)


@given(st.lists(st.tuples(EXACT, EXACT, st.booleans(), st.booleans()), min_size=1, max_size=12), EXACT, EXACT)
@settings(max_examples=60)
def test_nothing_is_both_replaced_and_remasked_and_only_settled_tokens_are(table, replace_from, remask_below):
    current, best, differs, settled = (torch.tensor(column) for column in zip(*table))
    replace, remask = contradicted(
        current, best, differs, settled, replace_from=replace_from, remask_below=remask_below
    )
    assert not (replace & remask).any()
    assert not ((replace | remask) & ~(settled & differs)).any()


def test_where_no_hole_is_sure_a_left_bias_prefers_those_behind_settled_text():
    confidence, holes = torch.tensor([0.9, 0.3, 0.9, 0.5, 0.55]), torch.tensor([False, True, False, True, True])

    def chosen(bias, threshold=0.8):
        return confident(confidence, holes, threshold, bias).tolist()

    assert chosen(1.0) == [False, False, False, False, True]
    assert chosen(0.8) == [False, False, False, True, False]  # .3, .5 * .8, .55 * .64
    assert chosen(0.1) == [False, True, False, False, False]
    assert chosen(0.1, threshold=0.5) == [False, False, False, True, True]  # sure ones are taken wherever they are


def table(*rows):
    """Rows of a few tokens: {token: probability}."""
    return torch.tensor([[row.get(token, 0.0) for token in range(6)] for row in rows])


def test_a_token_that_may_belong_one_hole_further_left_waits_and_all_behind_it():
    # "5" then either "0" or the bracket; the bracket is sure to stand at one of two places
    probabilities = table({5: 0.94}, {0: 0.6, 1: 0.4}, {1: 0.97}, {2: 0.98})
    token, holes = probabilities.argmax(-1), torch.ones(4, dtype=torch.bool)
    chosen = probabilities.amax(-1) >= 0.95
    assert picked(chosen) == [2, 3] and picked(aligned(probabilities, token, holes, chosen)) == []
    holes[1] = False  # it has been settled that a "0" stands there
    assert picked(aligned(probabilities, token, holes, chosen)) == [2, 3]


def test_a_hole_that_is_not_chosen_itself_makes_those_behind_it_wait_too():
    probabilities = table({5: 0.97}, {1: 0.7}, {1: 0.8}, {2: 0.99})
    holes = torch.ones(4, dtype=torch.bool)
    assert picked(aligned(probabilities, probabilities.argmax(-1), holes, probabilities.amax(-1) >= 0.95)) == [0]


@given(st.integers(1, 12), st.integers(0, 99))
def test_aligned_only_takes_away_and_only_from_the_right(rows, seed):
    generator = torch.Generator().manual_seed(seed)
    probabilities = (torch.randn(rows, 6, generator=generator) * 3).softmax(-1)
    holes = torch.rand(rows, generator=generator) < 0.7
    chosen = holes & (torch.rand(rows, generator=generator) < 0.6)
    left = picked(aligned(probabilities, probabilities.argmax(-1), holes, chosen))
    assert left == picked(chosen)[: len(left)]


def test_the_leftmost_hole_is_one_and_the_first():
    assert picked(leftmost(torch.tensor([False, True, True]))) == [1] and picked(leftmost(torch.tensor([False]))) == []
