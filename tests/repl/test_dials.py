import pytest

from mercurycli.errors import UsageError
from mercurycli.repl.dials import Dials, names, words_for


def test_turned_dials_are_what_a_sampler_is_told():
    dials = Dials().turned("steps", "20").turned("temperature", "0.5").turned("seed", "7").turned("view", "off").turned("length", "99")
    assert dict(dials.overrides()) == {"steps": 20, "temperature": 0.5, "seed": 7}
    assert (dials.view, dials.length) == ("off", 99)


@pytest.mark.parametrize("name", names())
def test_default_gives_a_dial_back(name):
    turned = Dials(steps=1, threshold=0.5, temperature=1.0, seed=3, length=9, view="off", edit="vi")
    assert getattr(turned.turned(name, "default"), name) == getattr(Dials(), name)


@pytest.mark.parametrize(
    ("name", "word", "says"),
    [
        ("steps", "0", "steps must be at least 1"), ("steps", "many", "number"), ("threshold", "2", "threshold"),
        ("temperature", "-1", "temperature"), ("temperature", "nan", "temperature"), ("temperature", "inf", "temperature"),
        ("length", "0", "length"), ("seed", "1.5", "number"), ("view", "maybe", "on or off"), ("edit", "nano", "emacs or vi"),
        ("colour", "red", "nothing called"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_a_way_out(name, word, says):
    with pytest.raises(UsageError, match=says) as refused:
        Dials().turned(name, word)
    assert refused.value.hint


def test_every_dial_is_shown_and_every_word_proposed_is_taken():
    assert all(name in Dials().shown() for name in names())
    for name in names():
        for word in words_for(name):
            Dials().turned(name, word)
