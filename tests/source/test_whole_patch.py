"""One edit for the whole change: from what is equal in front to what is equal behind."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mercurycli.source.document import Document
from mercurycli.source.languages import language_named
from mercurycli.source.patch import whole_patch

TEXT = language_named("javascript")  # any language: whole_patch looks at bytes
LETTERS = st.text(st.sampled_from("aé中😀ſ\nßà"), max_size=12)  # é à, ß ſ: the same first or last byte


@given(LETTERS, LETTERS, LETTERS, LETTERS)
@settings(max_examples=100, deadline=None)
def test_a_whole_patch_makes_the_new_text_of_the_old_by_one_edit(front, old, new, back):
    old, new = front + old + back, front + new + back
    patch = whole_patch(Document.from_text(old, TEXT), new)  # a cut character would be a ValueError
    assert patch.apply() == new.encode()
    (edit,) = patch.edits
    gone, come = edit.span.of(old.encode()).decode(), edit.replacement.decode()
    if gone and come:  # nothing equal is left at either end
        assert gone[0] != come[0] and gone[-1] != come[-1]


@pytest.mark.parametrize(
    ("old", "new", "span", "replacement"),
    [
        ("aé", "aà", (1, 3), "à"),  # the same first byte
        ("ßb", "ſb", (0, 2), "ſ"),  # the same last byte
        ("aa", "aaa", (2, 2), "a"),
        ("aaa", "aa", (2, 3), ""),
        ("", "x", (0, 0), "x"),
        ("same", "same", (4, 4), ""),
    ],
)
def test_a_whole_patch_is_as_small_as_whole_characters_allow(old, new, span, replacement):
    (edit,) = whole_patch(Document.from_text(old, TEXT), new).edits
    assert ((edit.span.start, edit.span.end), edit.replacement.decode()) == (span, replacement)
