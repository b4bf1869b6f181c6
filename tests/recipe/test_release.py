"""What is released beside the weights: the words of training wishes."""

from recipe import release

from mercurycli.strange_words import strange


def test_the_words_of_training_wishes_are_known_and_others_are_not(monkeypatch):
    monkeypatch.setattr(release, "WISHES", 1_500)
    words = release.wish_words()
    assert words == sorted(set(words)) and {"bouncing", "function", "button"} <= set(words)
    known = frozenset(words)
    assert strange("a button with bouncing balls", known) == ()
    assert strange("a tetris clone", known) == ("tetris", "clone")
