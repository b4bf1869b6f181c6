import pytest

from mercurycli.source.context import lines
from mercurycli.source.document import Document
from mercurycli.source.languages import language_named
from mercurycli.source.objections import changed_line, introduced_name, lost_definition, lost_line, objection, same_outside
from mercurycli.source.patch import whole_patch
from mercurycli.source.span import Span

PYTHON, SCRIPT = language_named("python"), language_named("javascript")
CODE = "import os\n\n\ndef f(a):\n    return a\n\n\nprint(f(os.sep))\n"


def document(text=CODE, language=PYTHON):
    return Document.from_text(text, language, "x.py")


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("return a", "return a + 1", ""),
        ("return a", "return a", "stayed as it was"),
        ("return a", "return (a", "parse worse"),
        ("return a", "return b", "uses b, which nothing defines"),
        ("import os", "import sys", "uses os, which nothing defines"),
        ("import os", "# coding: latin-1\nimport os", "would be read as iso-8859-1"),
    ],
)
def test_what_speaks_against_a_change_is_told(old, new, why):
    said = objection(whole_patch(document(), CODE.replace(old, new)))
    assert why in said if why else said == ""


def test_names_count_in_python_only():
    assert objection(whole_patch(document("let a = 1;\n", SCRIPT), "let a = b;\n")) == ""


def test_a_name_that_was_unknown_before_is_not_introduced():
    assert introduced_name("print(x)\n", "print(x, x)\n") == "" and introduced_name("print(x)\n", "print(y)\n") == "y"


@pytest.mark.parametrize(
    ("new", "first"),
    [
        ("a\nb\nc\n}\ne\n}\n", None),
        ("a\nX\nc\n}\ne\n}\n", None),  # only others change
        ("a\nb\nc\nX\ne\n}\n", 4),
        ("a\nb\nc\ne\n}\n", 4),  # the last line does not stand for it
        ("a\nnew\nb\nc\n}\nnew\ne\n}\n", None),
        ("X\nY\n}\nZ\n}\n", None),
        ("", 4),
        ("a\nb\nc\n  }\ne\n}\n", 4),
    ],
)
def test_the_first_kept_line_that_is_gone_is_named(new, first):
    before = document("a\nb\nc\n}\ne\n}\n")
    assert changed_line(before, document(new), (lines(before, 4, 4), lines(before, 6, 6))) == first


def test_nothing_kept_is_never_changed():
    assert changed_line(document(), document(""), ()) is None


@pytest.mark.parametrize(
    ("request_", "lost"), [("add a docstring", "f"), ("remove f", ""), ("take f away", ""), ("delete the unused function", "")]
)
def test_a_definition_is_lost_only_where_nobody_asked_for_it(request_, lost):
    assert lost_definition(document(), document("import os\n"), request_) == lost


@pytest.mark.parametrize(("request_", "lost"), [("call it g", ""), ("add a docstring", "f"), ("make f faster", "f")])
def test_another_definition_in_its_place_is_no_loss_where_its_name_was_asked_for(request_, lost):
    assert lost_definition(document(), document(CODE.replace("f(", "g(")), request_) == lost


@pytest.mark.parametrize(("request_", "lost"), [("add a docstring", "return a"), ("with a comment", "return a"), ("double it", ""), ("remove the docstring", "")])
def test_a_docstring_costs_no_line_of_code(request_, lost):
    assert lost_line(document(), document(CODE.replace("    return a\n", '    """Twice."""\n    return 2 * a\n')), request_) == lost


@pytest.mark.parametrize(
    ("new", "same"),
    [
        ("a\nB\nc\nD\ne\n", True),
        ("a\nc\ne\n", False),  # a line break of its own stood in front of c
        ("a\n\nc\n\ne\n", True),
        ("a\nb\nx\nc\nd\ne\n", True),  # within the first region
        ("a\nb\nc\nd\ne", False),
        ("x\na\nb\nc\nd\ne\n", False),
        ("a\nb\nd\ne\n", False),
        ("a\n", False),
    ],
)
def test_outside_of_two_regions_every_byte_is_the_same(new, same):
    before = document("a\nb\nc\nd\ne\n", SCRIPT)
    assert same_outside(before, document(new, SCRIPT), (Span(2, 3), Span(6, 7))) == same
    assert same_outside(before, document(new, SCRIPT), ())  # none named
