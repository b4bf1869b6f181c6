import sys
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from mercurycli.view.visible_text import cells, visible, visible_line


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=())))
def test_nothing_a_terminal_would_obey_or_hide_is_left(text):
    for character in visible(text):
        assert character.isprintable() or character in "\n\t\u200d" or unicodedata.category(character) == "Zs"


def test_every_control_format_and_surrogate_character_shows():
    every = map(chr, range(sys.maxunicode + 1))
    hidden = [each for each in every if unicodedata.category(each) in ("Cc", "Cf", "Cs", "Zl", "Zp")]
    assert len(hidden) > 2000
    for character in set(hidden) - {"\n", "\t"}:
        shown = visible(character)
        assert character not in shown and cells(shown) >= 1, ascii(character)


@settings(deadline=None)
@given(st.text(st.characters(categories=("L", "N", "P", "S", "M")) | st.sampled_from(" \n\t")))
def test_what_shows_already_stays_as_it_is(text):
    assert visible(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[2J", "␛[2J"),
        ("\x07\x7f", "␇␡"),
        ("\x9b31m", "<U+009B>31m"),
        ("a\u202eb", "a<U+202E>b"),
        ("\ud800", "<U+D800>"),
        ("a\r\nb\rc", "a\nb␍c"),
        ("👩\u200d💻", "👩\u200d💻"),
        ("pass\u200dword", "pass<U+200D>word"),
    ],
)
def test_hidden_characters_are_spelled_out(text, shown):
    assert visible(text) == shown


def test_a_console_without_unicode_gets_only_what_it_can_encode():
    assert visible("é世\x1b", "ascii") == "???"
    assert visible("é世", "latin-1") == "é?"


def test_a_message_is_one_line():
    assert visible_line("one\ntwo\x85three\u2028four\t\x1b") == "one two three four ␛"


@settings(deadline=None)
@given(st.text())
def test_cells_are_never_underestimated(text):
    shown = visible(text)
    assert cells(shown) >= cell_len(shown.replace("\t", "").replace("\n", ""))


def test_wide_characters_take_two_cells():
    assert cells("世界") == 4 and cells("e\u0301") == 1 and cells("ab") == 2
    assert cells("\u2764\ufe0f") == 2  # a heart, and asked to be an emoji
