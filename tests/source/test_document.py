import codecs
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mercurycli.errors import RefusedError, UsageError
from mercurycli.source.document import LARGEST, Document
from mercurycli.source.languages import language_named
from mercurycli.source.span import Span

PYTHON, CSS = language_named("python"), language_named("css")


def read(tmp_path, data, name="x.py"):
    path = tmp_path / name
    path.write_bytes(data)
    return Document.read(path)


@pytest.mark.parametrize(
    "data",
    [
        "é = 1\n".encode(),
        codecs.BOM_UTF8 + b"x = 1\r\ny = 2",
        "# -*- coding: latin-1 -*-\né = 'ü'\n".encode("latin-1"),
        codecs.BOM_UTF16_LE + "é = 1\n".encode("utf-16-le"),
        codecs.BOM_UTF16_BE + "é = 1\r\n".encode("utf-16-be"),
        b"a = 1\rb = 2\n\x0c\r\n",
        b"",
    ],
    ids=["utf-8", "utf-8 mark", "latin-1", "utf-16 le", "utf-16 be", "mixed line ends", "empty"],
)
def test_a_file_read_and_not_changed_is_written_as_the_same_bytes(tmp_path, data):
    document = read(tmp_path, data)
    assert document.raw == data
    assert "\ufeff" not in document.text


@given(st.text(st.characters(codec="latin-1", exclude_characters="\0"), max_size=50))
def test_any_text_in_a_declared_encoding_keeps_its_bytes(text):
    data = b"# coding: latin-1\n" + text.encode("latin-1")
    document = Document.from_bytes(data, PYTHON)
    assert document.raw == data
    assert document.text == "# coding: latin-1\n" + text


def test_spans_index_utf8_whatever_the_file_is_written_in(tmp_path):
    document = read(tmp_path, "# coding: latin-1\né = ü\n".encode("latin-1"))
    name = document.tree.root_node.children[1].children[0].child_by_field_name("right")
    assert document.slice(Span(name.start_byte, name.end_byte)) == "ü"


def test_only_python_files_declare_their_encoding_in_a_comment(tmp_path):
    with pytest.raises(RefusedError, match="not utf-8 text: byte 0xe9 in line 2"):
        read(tmp_path, b"/* coding: latin-1 */\n/* \xe9 */\n", "x.css")


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (b"a\0b\nc", "null byte in line 1"),
        (b"x = 1\n# \xff\n\xfe", "0xff in line 2|invalid or missing encoding"),
        (b"# coding: klingon\n", "klingon"),
        (b"# coding: hex\n6161", "hex"),
        (b"# coding: utf-7\nx = '+AGE-'\n", "does not survive"),
        (codecs.BOM_UTF16_LE + b"a", "utf-16"),
        (b"#" * (LARGEST + 1), "too large"),
    ],
    ids=["null byte", "not utf-8", "unknown encoding", "no text encoding", "one text, two spellings", "half a unit", "too large"],
)
def test_what_is_no_text_to_work_on_is_refused_with_its_name_and_a_way_on(tmp_path, data, cause):
    with pytest.raises(RefusedError, match=cause) as caught:
        read(tmp_path, data)
    assert "x.py" in str(caught.value)
    assert caught.value.hint


def test_a_text_of_the_largest_size_is_read(tmp_path):
    assert len(read(tmp_path, b"#" * LARGEST).source) == LARGEST


@pytest.mark.parametrize(
    ("name", "cause"), [("gone.py", "No such file"), ("folder", "is a folder"), ("pipe.py", "not a regular")]
)
def test_what_is_no_file_is_a_usage_error_with_a_way_on(tmp_path, name, cause):
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe.py")
    with pytest.raises(UsageError, match=cause) as caught:
        Document.read(tmp_path / name)
    assert name in str(caught.value)
    assert caught.value.hint


def test_a_name_that_cannot_be_one_is_a_usage_error():
    for name in ("a\0b.py", "x" * 5000 + ".py"):
        with pytest.raises(UsageError):
            Document.read(name)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_a_usage_error(tmp_path):
    (tmp_path / "x.py").touch(0o000)
    with pytest.raises(UsageError, match="Permission denied"):
        Document.read(tmp_path / "x.py")


def test_a_file_whose_name_tells_nothing_is_known_by_its_first_line(tmp_path):
    assert read(tmp_path, b"#!/usr/bin/env python3\nx = 1\n", "tool").language is PYTHON


def test_a_file_that_tells_nothing_needs_the_language_said(tmp_path):
    with pytest.raises(UsageError, match="language of .*tool") as caught:
        read(tmp_path, b"x = 1\n", "tool")
    assert "--stdin-filename" in caught.value.hint and "python" in caught.value.hint
    assert Document.read(tmp_path / "tool", PYTHON).language is PYTHON


def test_a_text_that_begins_with_a_mark_keeps_it_apart():
    document = Document.from_text("\ufeffx = 1\n", PYTHON)
    assert document.text == "x = 1\n"
    assert document.raw == codecs.BOM_UTF8 + b"x = 1\n"


@pytest.mark.parametrize(
    ("text", "newline"), [("a\r\nb\r\nc\n", "\r\n"), ("a\r\nb\nc\n", "\n"), ("a", "\n"), ("a\rb", "\n")]
)
def test_the_line_break_of_a_document_is_the_one_most_lines_have(text, newline):
    assert Document.from_text(text, CSS).newline == newline


def test_a_character_the_encoding_lacks_is_refused_by_name():
    document = Document.from_bytes("# coding: latin-1\né\n".encode("latin-1"), PYTHON, "x.py")
    with pytest.raises(RefusedError, match="latin|iso-8859-1") as caught:
        document.encode("€".encode())
    assert "'€'" in str(caught.value)
    assert "iconv" in caught.value.hint


def test_bytes_that_are_no_utf8_make_no_document():
    with pytest.raises(ValueError):
        Document(b"\xff", PYTHON)


def test_a_document_with_another_text_is_otherwise_the_same_file():
    before = Document.from_bytes(codecs.BOM_UTF8 + b"x\n", CSS, "a.css")
    after = before.with_source(b"y {}\n")
    assert (after.path, after.encoding, after.bom, after.language) == (before.path, before.encoding, before.bom, CSS)
    assert after.raw == codecs.BOM_UTF8 + b"y {}\n"
    assert after.tree.root_node.child_count == 1 and not after.tree.root_node.has_error


def test_documents_are_equal_when_their_files_are():
    assert Document.from_text("x = 1", PYTHON) == Document.from_text("x = 1", PYTHON)
    assert Document.from_text("x = 1", PYTHON) != Document.from_text("x = 2", PYTHON)
