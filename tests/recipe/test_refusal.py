from recipe import refusal
from scripted_engine import ScriptedEngine, answer

from mercurycli.known_wishes import KnownWishes
from mercurycli.strange_words import words_of


class Knowing(ScriptedEngine):
    """Its training wishes had these words."""

    known_wishes = KnownWishes(words={word: () for word in words_of("a function that adds two numbers")})


def test_a_wish_with_a_strange_word_is_told_and_one_without_is_not():
    engine = Knowing(answer("a = 1\n"))
    assert refusal.told(engine, ["a function that adds two numbers", "a zeppelin"]) == ["a zeppelin"]


def test_the_wishes_for_other_kinds_are_none_that_the_curriculum_has():
    others = refusal.OTHER_KINDS.read_text(encoding="utf-8").splitlines()
    assert len(others) == len(set(others)) == 46
    assert not any(kind in wish for wish in others for kind in ("snake", "breakout", "pong", "bouncing"))


def test_the_figures_come_with_their_interval():
    assert refusal.line("training wishes", 11, 130) == "training wishes: told 11 of 130 (5% to 15%)"
