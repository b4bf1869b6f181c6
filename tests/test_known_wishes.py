"""What the wishes a checkpoint was trained on are made of, and how likely another one is for a kind it does not know."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mercurycli.known_wishes import KnownWishes, read

WEIGHTS = {"evidence": -0.5, "share": 6.0, "bias": -1.0}
KNOWN = KnownWishes((30, 10), {"snow": (0, 30), "prime": (1, 10), "please": (0, 15, 1, 5)}, WEIGHTS, 0.5)


def test_words_of_one_kind_speak_for_it_and_those_of_all_for_none():
    assert KNOWN.evidence(["please"]) == pytest.approx(0.0, abs=0.01)
    assert KNOWN.evidence(["prime"]) > KNOWN.evidence(["snow"]) > 0.2  # the rarer kind is the rarer word's
    assert KNOWN.evidence(["snow", "prime"]) < KNOWN.evidence(["snow"])  # no wish is for both
    assert KNOWN.evidence(["snow", "snow"]) == KNOWN.evidence(["snow"])
    assert KNOWN.evidence(["zeppelin"]) == KNOWN.evidence([]) == 0.0


def test_the_more_of_a_wish_is_strange_the_more_it_is_doubted():
    wish = ["please", "snow", "zeppelin"]
    assert KNOWN.doubt(["snow"], []) < KNOWN.doubt(wish, ["zeppelin"]) < KNOWN.doubt(["zeppelin"], ["zeppelin"])
    assert not KNOWN.doubts(["snow"], []) and KNOWN.doubts(["zeppelin"], ["zeppelin"])


def test_what_the_words_speak_for_outweighs_a_strange_one():
    many = KnownWishes((1000, 10), {"prime": (1, 10), "number": (1, 9)}, WEIGHTS, 0.5)
    assert not many.doubts(["prime", "number", "grandson"], ["grandson"]) and many.doubts(["number", "grandson", "zoo"], ["grandson", "zoo"])


def test_without_weights_any_strange_word_is_a_doubt_and_without_words_there_is_none():
    words = KnownWishes(words={"snow": ()})
    assert words.doubts(["zeppelin"], ["zeppelin"]) and not words.doubts(["snow"], [])
    assert not KnownWishes().doubts(["zeppelin"], ["zeppelin"])


def test_what_was_written_is_read_again():
    assert read(KNOWN.written()) == KNOWN
    assert KNOWN.known == {"snow", "prime", "please"}


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "{}", "null", "\ufffd", '{"kinds":[0],"words":{"a":[0,1]},"weights":{},"limit":1}', '{"kinds":[1],"words":{"a":3},"weights":{},"limit":1}',
        '{"kinds":[1],"words":[],"weights":{},"limit":1}', '{"kinds":[1e999],"words":{},"weights":{},"limit":1}',
        '{"kinds":[1' + 400 * "0" + '],"words":{"a":[0,1]},"weights":{},"limit":1}', "[" * 100_000,
    ],
)  # fmt: skip
def test_anything_else_tells_nothing(text):
    assert read(text) == KnownWishes()


@pytest.mark.parametrize("numbers", ["[0]", "[1,1]", "[0,-1]", "[0,2]", "[0,1" + 400 * "0" + "]", '["a","b"]', "[0,1.5]", "[null,[]]"])
def test_counts_that_cannot_be_are_passed_over(numbers):
    known = read('{"kinds":[1],"words":{"a":' + numbers + ',"b":[0,1]},"weights":{"evidence":-1,"share":NaN},"limit":0.5}')
    assert known.known == {"a", "b"} and known.counts("a") == {} and known.counts("b") == {0: 1}
    assert known.doubts(["a", "b"], ["c"]) in (True, False)


def test_words_with_other_signs_are_left_out():
    assert read('{"kinds":[1],"words":{"\\u001b[2J":[0,1],"red":[0,1]},"weights":{},"limit":1}').known == {"red"}


@given(st.lists(st.sampled_from(["snow", "prime", "please", "zeppelin"])), st.lists(st.sampled_from(["zeppelin", "zoo"])))
def test_a_doubt_is_a_probability(words, strange):
    assert 0.0 <= KNOWN.doubt(words, strange) <= 1.0
