import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from mercurycli.model.backbone import Backbone, ModelConfig
from mercurycli.model.copy_head import CopyHead, with_copies

ABSENT = float("-inf")


def test_writing_and_copying_share_one_softmax():
    """By hand: weights 1, 2, 1 for the words and 4 for copying word 2, of 8 in all."""
    logits, scores = torch.tensor([[1.0, 2.0, 1.0]]).log(), torch.tensor([[4.0, 0.0]]).log()
    found = with_copies(logits, scores, torch.tensor([[2, 0]])).softmax(-1)
    assert torch.allclose(found, torch.tensor([[1 / 8, 2 / 8, 5 / 8]]))


def test_a_word_that_stands_twice_has_the_sum_of_both_places():
    logits, scores = torch.zeros(1, 3), torch.zeros(1, 4)
    found = with_copies(logits, scores, torch.tensor([[1, 1, 1, 2]])).softmax(-1)
    assert torch.allclose(found, torch.tensor([[1 / 7, 4 / 7, 2 / 7]]))


def test_nothing_to_copy_leaves_the_words_as_they_were():
    logits = torch.tensor([[3.0, -2.0, 0.5]])
    found = with_copies(logits, torch.full((1, 2), ABSENT), torch.tensor([[0, 1]]))
    assert torch.allclose(found.softmax(-1), logits.softmax(-1))


@given(st.integers(0, 10_000), st.floats(0.1, 60.0))
@settings(max_examples=60, deadline=None)
def test_it_equals_the_sum_taken_word_by_word_at_any_scale(seed, scale):
    noise = torch.Generator().manual_seed(seed)
    logits, scores = (torch.randn(3, size, generator=noise, dtype=torch.float64) * scale for size in (5, 4))
    ids = torch.randint(5, (3, 4), generator=noise)
    expected = torch.stack(
        [torch.stack([torch.cat((logits[r, v : v + 1], scores[r, ids[r] == v])).logsumexp(0) for v in range(5)]) for r in range(3)]
    ).softmax(-1)
    found = with_copies(logits, scores, ids)
    assert torch.isfinite(found).all()
    assert torch.allclose(found.softmax(-1).double(), expected, atol=1e-4)


def test_its_gradient_is_finite_where_a_word_has_no_weight_at_all():
    logits = torch.tensor([[0.0, -500.0]], requires_grad=True)
    with_copies(logits, torch.tensor([[500.0]]), torch.tensor([[0]])).softmax(-1)[0, 0].backward()
    assert torch.isfinite(logits.grad).all()


def test_scores_are_of_every_row_with_every_place():
    torch.manual_seed(0)
    head = CopyHead(features=6, size=4)
    rows, places = torch.randn(2, 3, 6), torch.randn(2, 5, 6)
    with torch.no_grad():
        scores = head.scores(rows, head.key(places))
        by_hand = head.query(rows[1, 2]) @ head.key(places[1, 4]) / 2.0
    assert scores.shape == (2, 3, 5)
    assert torch.allclose(scores[1, 2, 4], by_hand, atol=1e-5)


def test_a_backbone_without_the_switch_has_no_such_tensors():
    plain = ModelConfig(50, 16, 24, 1, 2, 2, 8)
    assert not any("copy" in name for name in Backbone(plain).state_dict())
    with_pointer = Backbone(ModelConfig(50, 16, 24, 1, 2, 2, 8, copy_size=4))
    assert [tuple(t.shape) for name, t in with_pointer.state_dict().items() if "copy" in name] == [(4, 32), (4, 32)]


@pytest.mark.parametrize("size", [-1, 2.5, "8"])
def test_a_size_that_cannot_be_is_refused(size):
    with pytest.raises(ValueError, match="copy_size"):
        ModelConfig(50, 16, 24, 1, 2, 2, 8, copy_size=size)
