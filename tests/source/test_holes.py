import pytest

from mercurycli.errors import UsageError
from mercurycli.source.document import Document
from mercurycli.source.holes import find, has_mark
from mercurycli.source.languages import language_named


def found(text, language="python"):
    document = Document.from_text(text, language_named(language))
    return [(hole.line, document.slice(hole.mark), hole.alone, hole.lines) for hole in find(document)]


def test_the_three_marks_are_found_in_order():
    text = "a = ???\n<fill>\nif a:\n\t<fill 3>\n"
    assert found(text) == [(1, "???", False, None), (2, "<fill>", True, None), (4, "<fill 3>", True, 3)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("# what???\n", "python"),
        ("# is it ???\n", "python"),
        ("a = '???'\n", "python"),
        ("a = ????\n", "python"),
        ("// ???\nlet a = `???`;\n", "javascript"),
        ("<p>Really???</p>\n", "html"),
        ("<p>größé???</p>\n", "html"),
        ('{"a": "???"}\n', "json"),
        ("a = '<fill x>'\n", "python"),
    ],
)
def test_what_people_write_when_they_wonder_is_no_hole(text, language):
    assert found(text, language) == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ('a = f"{???}"\n', "python"),
        ("let a = `${???}`;\n", "javascript"),
        ("<p>???</p>\n", "html"),
        ("<script>\nlet a = ???;\n</script>\n", "html"),
        ("# <fill>\n", "python"),
        ("a = '<fill>'\n", "python"),
    ],
)
def test_code_within_a_string_and_the_word_fill_anywhere_are_holes(text, language):
    assert len(found(text, language)) == 1


def test_the_room_of_a_hole_begins_with_the_line_break_in_front_of_its_line():
    document = Document.from_text("if a:\r\n    b(???, ???)\r\n", language_named("python"))
    rooms = [document.slice(hole.room) for hole in find(document)]
    assert rooms == ["\r\n    b(???", "???"]


def test_a_hole_of_no_lines_is_an_error_with_its_place():
    with pytest.raises(UsageError, match=":2: ") as caught:
        found("a = 1\n<fill 0>\n")
    assert caught.value.hint


def test_a_text_that_holds_a_mark_is_known():
    assert has_mark("a <fill 2> b") and has_mark("???") and not has_mark("a ?? b") and not has_mark("\udcff")
