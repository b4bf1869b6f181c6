from dataclasses import replace

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from mercurycli.diffusion.roles import attention_by_role, neighbours_by_role
from mercurycli.model.backbone import Backbone, ModelConfig

TINY = ModelConfig(
    vocab_size=24, hidden_size=16, intermediate_size=24, num_layers=2, num_heads=2, num_kv_heads=1, head_dim=8, qk_norm=True
)


@pytest.mark.parametrize(
    ("looks", "seen", "may"),
    [("context", "context", True), ("context", "answer", False), ("answer", "context", True), ("answer", "answer", True)],
)
def test_context_looks_at_context_and_the_answer_at_everything(looks, seen, may):
    roles = ["context", "answer", "context", "answer"]  # positions 0 and 1 look, 2 and 3 are seen
    answer = torch.tensor([[role == "answer" for role in roles]])
    attend = attention_by_role(answer, torch.ones_like(answer))
    assert attend.shape == (1, 1, 4, 4)
    assert bool(attend[0, 0, roles.index(looks), 2 + roles[2:].index(seen)]) == may


def test_nobody_looks_at_padding_and_every_row_looks_somewhere():
    answer = torch.tensor([[False, True, False, False]])
    valid = torch.tensor([[True, True, False, False]])
    attend = attention_by_role(answer, valid)[0, 0]
    assert not attend[:2, 2:].any() and not attend[2, 3] and not attend[3, 2]
    assert attend.any(dim=1).all()


@pytest.mark.parametrize("mixing", [False, True])
def test_hidden_states_of_the_context_do_not_depend_on_the_answer_nor_on_padding(mixing):
    torch.manual_seed(0)
    backbone = Backbone(replace(TINY, neighbour_mixing=mixing)).eval()
    answer = torch.tensor([[False] * 4 + [True] * 3 + [False] * 2 + [False] * 2])  # before, answer, behind, padding
    valid = torch.tensor([[True] * 9 + [False] * 2])
    ids = torch.randint(1, 24, (1, 11))
    other = torch.where(answer | ~valid, (ids + 5) % 24, ids)
    attend = attention_by_role(answer, valid)
    with torch.inference_mode():
        first, second = (
            backbone.encode(row, attend=attend, neighbours=neighbours_by_role(row, answer, MASK, valid))[0] for row in (ids, other)
        )
    context = valid & ~answer
    assert torch.equal(first[context], second[context])
    assert not torch.allclose(first[answer], second[answer])  # the answer does see itself


# --- neighbours -------------------------------------------------------------------------------------------------------


MASK = 3


def sides(answer, valid=None):
    """Neighbours of rows whose ids are 10, 11, …; ``answer`` as "c" and "a"."""
    role = torch.tensor([[sign == "a" for sign in answer]])
    ids = torch.arange(10, 10 + len(answer))[None]
    left, right = neighbours_by_role(ids, role, MASK, valid)
    return left[0].tolist(), right[0].tolist()


def test_the_answer_sees_both_neighbours_and_context_only_those_that_are_context():
    left, right = sides("ccaac")
    assert left == [-1, 10, 11, 12, -1]
    assert right == [11, -1, 13, 14, -1]


def test_the_last_row_of_an_answer_does_not_know_that_it_is_the_last():
    assert sides("caa")[1] == [-1, 12, MASK]
    assert sides("caaa", valid=torch.tensor([[True, True, False, False]]))[1] == [-1, MASK, -1, -1]


def test_padding_is_nobodys_neighbour_and_has_none():
    left, right = sides("ccaa", valid=torch.tensor([[True, True, False, False]]))
    assert left == [-1, 10, -1, -1] and right == [11, -1, -1, -1]


@given(st.lists(st.booleans(), min_size=1, max_size=12), st.integers(0, 3))
@settings(max_examples=60, deadline=None)
def test_neighbours_are_those_a_row_by_row_search_finds(answer, padding):
    rows = len(answer)

    def seen(at, other):
        if not 0 <= other < rows:
            return MASK if other == rows and answer[at] else -1
        return 50 + other if answer[at] or not answer[other] else -1

    role = torch.tensor([answer + [False] * padding])
    valid = torch.tensor([[True] * rows + [False] * padding])
    left, right = neighbours_by_role(torch.arange(50, 50 + rows + padding)[None], role, MASK, valid)
    assert left[0].tolist() == [seen(at, at - 1) for at in range(rows)] + [-1] * padding
    assert right[0].tolist() == [seen(at, at + 1) for at in range(rows)] + [-1] * padding
