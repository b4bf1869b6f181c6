import pytest
import torch
from recipe import doubts

from mercurycli.strange_words import strange, words_of


@pytest.fixture(scope="module")
def known():
    return doubts.training_words({"snow": 0.0}, wishes=3_000)


def test_the_words_of_training_wishes_are_known_and_others_are_not(known):
    assert {"bouncing", "function", "button"} <= known.known
    assert strange("a button with bouncing balls", known.known) == ()
    assert strange("a tetris ledger", known.known) == ("tetris", "ledger")


def test_each_word_is_counted_by_kind_and_kinds_that_are_not_drawn_are_unknown(known):
    assert sum(known.kinds) == 3_000 and all(2 * len(known.counts(word)) == len(numbers) > 0 for word, numbers in known.words.items())
    assert sum(doubts.training_words({}, wishes=300).kinds) == 300 and len(known.kinds) == len(doubts.training_words({}, wishes=3_000).kinds) - 1


def test_a_regression_finds_what_the_labels_follow_and_weighs_both_classes_alike():
    draw = torch.Generator().manual_seed(1)
    x = torch.randn(400, 2, generator=draw, dtype=torch.float64) * torch.tensor([1.0, 50.0])
    y = (x[:, 0] > 0.8).double()  # a fifth
    weights = doubts.regression(x, y)
    found = doubts.probability(x, weights)
    assert weights[0] > 1.0 and abs(weights[1]) < 0.05
    assert (found[y > 0.5] > 0.5).double().mean() > 0.9 and (found[y < 0.5] < 0.5).double().mean() > 0.9


def test_the_limit_lets_the_share_through_that_was_asked_for():
    found = torch.tensor([0.1, 0.5, 0.9, 0.7])
    assert [doubts.limit_for(told, found) for told in (0.25, 0.5, 1.0)] == pytest.approx([0.9, 0.7, 0.1])


def test_a_wish_in_its_own_words_is_believed_where_its_kind_is_plain(known):
    found = doubts.fitted(known)
    assert found.weights["share"] > 0 > found.weights["evidence"]

    def doubted(wish):
        return found.doubts(words_of(wish), strange(wish, found.known))

    assert not doubted("bouncing balls")
    assert not doubted("a page with bouncing balls for my grandson, please") and doubted("an invoice ledger with customers, taxes and totals")


def test_the_wishes_it_is_fitted_on_are_no_evaluation_set_s():
    ours, others = doubts.read(doubts.KNOWN_KINDS), doubts.read(doubts.OTHER_KINDS)
    assert len(set(ours)) == 110 and len(set(others)) == 156 and not set(ours) & set(others)
    frozen = "".join(path.read_text(encoding="utf-8") for path in doubts.EVALUATION.glob("*.jsonl"))
    assert not any(wish in frozen for wish in ours + others if len(wish) > 30)
