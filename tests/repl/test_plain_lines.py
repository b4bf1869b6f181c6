import io

import pytest

from mercurycli.errors import UsageError
from mercurycli.repl.plain_lines import PlainLines


def read_all(data, **how):
    lines, got = PlainLines(io.BytesIO(data), **how), []
    while True:
        try:
            got.append(lines.read())
        except EOFError:
            return got


def test_lines_come_one_by_one_and_blocks_as_one():
    assert read_all(b'balls\r\n"""\na\n\nb\n"""\n/save x') == ["balls", '"""\na\n\nb\n"""', "/save x"]


def test_a_block_without_an_end_ends_with_the_text():
    assert read_all(b'"""\na') == ['"""\na']


def test_a_line_that_is_no_utf8_is_named_and_the_next_one_is_read():
    lines = PlainLines(io.BytesIO(b"a\n\xff\nb\n"))
    assert lines.read() == "a"
    with pytest.raises(UsageError, match="line 2 .* 0xff"):
        lines.read()
    assert lines.read() == "b"


def test_a_person_at_a_dumb_terminal_is_prompted(capsys):
    read_all(b"a\n", prompt="> ")
    assert capsys.readouterr() == ("", "> > ")
