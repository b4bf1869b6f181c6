"""A patch changes what its edits say and nothing else, and is proved before it is offered."""

import shutil
import subprocess

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from patched_file import PYTHON, patch_of, read

from mercurycli.errors import RefusedError
from mercurycli.source.document import Document
from mercurycli.source.languages import language_named
from mercurycli.source.patch import Edit, Patch
from mercurycli.source.span import Span


@st.composite
def documents_with_edits(draw):
    text = draw(st.text(st.sampled_from("aé😀 ()=:\n\r#'\x0c\u2028"), max_size=40))
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=6, unique=True)))
    ends = [len(text[:cut].encode()) for cut in cuts]
    spans = [Span(*pair) for pair in zip(ends[::2], ends[1::2], strict=False)]
    texts = draw(st.lists(st.text(st.sampled_from("bü\n()"), max_size=6), min_size=len(spans), max_size=len(spans)))
    edits = tuple(Edit(span, text.encode()) for span, text in zip(spans, texts, strict=True))
    return Document.from_text(text, PYTHON, "x.py"), edits


@given(documents_with_edits(), st.randoms())
@settings(deadline=None)
def test_no_byte_outside_the_edits_changes(case, random):
    document, edits = case
    expected = bytearray(document.source)
    for edit in sorted(edits, reverse=True):
        expected[edit.span.start : edit.span.end] = edit.replacement
    shuffled = random.sample(edits, len(edits))
    assert Patch(document, tuple(shuffled)).apply() == bytes(expected)


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
@given(documents_with_edits())
@settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_git_applies_the_diff_of_any_patch(tmp_path, case):
    document, edits = case
    patch = Patch(document, edits)
    path = tmp_path / "x.py"
    path.write_bytes(document.raw)
    if diff := patch.diff():
        subprocess.run(["git", "apply", "-"], input=diff, cwd=tmp_path, check=True)
    assert path.read_bytes() == patch.apply()


@pytest.mark.parametrize(
    "spans",
    [[Span(0, 3), Span(2, 4)], [Span(1, 1), Span(1, 1)], [Span(0, 5), Span(1, 2)], [Span(0, 99)]],
    ids=["overlapping", "at one place", "within another", "beyond the text"],
)
def test_edits_that_collide_or_lie_outside_make_no_patch(spans):
    with pytest.raises(ValueError):
        Patch(Document.from_text("abcdef", PYTHON), tuple(Edit(span, b"x") for span in spans))


@pytest.mark.parametrize("span", [Span(1, 1), Span(0, 1), Span(1, 2)])
def test_an_edit_that_cuts_a_character_makes_no_patch(span):
    with pytest.raises(ValueError, match="character"):
        Patch(Document.from_text("é", PYTHON), (Edit(span, b"x"),))


def test_a_replacement_that_is_no_utf8_makes_no_patch():
    with pytest.raises(ValueError):
        Patch(Document.from_text("a", PYTHON), (Edit(Span(0, 1), b"\xff"),))


def test_new_text_takes_the_line_breaks_of_the_document():
    document = Document.from_text("a = 1\r\nb = 2\r\n", PYTHON)
    edit = Edit.of(document, Span(0, 5), "c = 3\nd = 4\r\ne = 5")
    assert Patch(document, (edit,)).apply() == b"c = 3\r\nd = 4\r\ne = 5\r\nb = 2\r\n"
    assert Edit.of(Document.from_text("a\n", PYTHON), Span(0, 1), "b\r\n").replacement == b"b\n"


def test_a_patch_that_mends_is_proved_and_gives_the_mended_document():
    document = Document.from_text("def f(x:\n    return x\n", PYTHON)
    after = patch_of(document, "x:", "x):").prove()
    assert after.text == "def f(x):\n    return x\n"


@pytest.mark.parametrize(
    ("language", "text", "old", "new"),
    [
        ("py", "x = 1\ny = 2\n", "1", "(1"),
        ("js", "f(1);\n", ")", "))"),
        ("html", "<p>a</p>\n<script>\nlet a = 1;\n</script>\n", "1", "]"),
        ("py", "x = (\ny = 2\n\nz = 3\n", "z = 3", "z = = 3"),
    ],
    ids=["python", "javascript", "a script in a page", "what was broken before"],
)
def test_a_patch_after_which_the_text_parses_worse_is_refused(language, text, old, new):
    document = Document.from_text(text, language_named(language), "x")
    with pytest.raises(RefusedError, match=r"x would parse worse: \d+ faults instead of \d+, in line \d") as caught:
        patch_of(document, old, new).prove()
    assert caught.value.hint


def test_a_patch_that_leaves_a_broken_text_as_broken_is_allowed():
    document = Document.from_text("x = (\n\ny = 1\n", PYTHON)
    assert patch_of(document, "1", "2").prove().text == "x = (\n\ny = 2\n"


def test_a_patch_that_changes_how_the_file_would_be_read_is_refused():
    document = Document.from_bytes("# coding: latin-1\né = 1\n".encode("latin-1"), PYTHON, "x.py")
    assert patch_of(document, "= 1", "= 'ü'").prove().raw == "# coding: latin-1\né = 'ü'\n".encode("latin-1")
    with pytest.raises(RefusedError):
        patch_of(document, "latin-1", "utf-8").prove()
    with pytest.raises(RefusedError, match="'€'"):
        patch_of(document, "= 1", "= '€'").prove()


def test_a_patch_that_would_make_the_file_binary_is_refused():
    document = Document.from_text("/* a */", language_named("css"), "x.css")
    with pytest.raises(RefusedError, match="null byte"):
        patch_of(document, "a", "\0").prove()


def test_a_diff_is_of_the_files_own_bytes_and_its_text_is_for_people(tmp_path):
    document = read(tmp_path / "x.py", "# coding: latin-1\né = 1\n".encode("latin-1"))
    patch = patch_of(document, "= 1", "= 2")
    assert "-é = 1\n+é = 2\n" in patch.diff_text()
    assert "-é = 1\n+é = 2\n".encode("latin-1") in patch.diff()
