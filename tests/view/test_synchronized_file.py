import io

from mercurycli.view.synchronized_file import BEGIN, END, SynchronizedFile


def test_a_write_becomes_one_write_between_the_marks():
    written = []
    file = io.StringIO()
    file.write = written.append
    SynchronizedFile(file).write("frame")
    assert written == ["\x1b[?2026h\x1b[?7lframe\x1b[?7h\x1b[?2026l"] == [BEGIN + "frame" + END]


def test_nothing_is_written_for_nothing():
    file = io.StringIO()
    assert SynchronizedFile(file).write("") == 0 and file.getvalue() == ""


def test_all_else_is_the_wrapped_files():
    file = io.StringIO()
    file.encoding_of_mine = "x"
    assert SynchronizedFile(file).encoding_of_mine == "x"
