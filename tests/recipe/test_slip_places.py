"""How soon the right change is tried: slips put into real code, and their way back."""

import random

from recipe import slips
from workshop import Workshop

from mercurycli.source import faults
from mercurycli.source.document import Document
from mercurycli.source.languages import language_named

CODE = '''\
def largest(values):
    """The largest of them."""
    best = values[0]
    for value in values:
        if value > best:
            best = value
    return best
'''


def document(text=CODE):
    return Document.from_text(text, language_named("python"), "largest.py")


def test_a_slip_changes_one_line_and_parses():
    for seed in range(8):
        broken = slips.slipped(random.Random(seed), document(), [3, 4, 5, 6])
        old, new = CODE.splitlines(), broken.text.splitlines()
        assert sum(a != b for a, b in zip(old, new, strict=True)) == 1 and not faults.find(broken)


def test_what_was_right_is_found_among_what_would_be_tried():
    for seed in range(4):
        broken = slips.slipped(random.Random(seed), document(), [5])
        assert slips.place(Workshop(), broken, [3, 4, 5, 6, 7], CODE) is not None
    assert slips.place(Workshop(), document(CODE.replace(">", "<")), [3], CODE) is None  # the slip is in another line


def test_docstrings_are_not_where_slips_are_put():
    assert slips.prose(document()) == {2}


def test_a_file_that_does_not_parse_or_tests_something_is_left_out(tmp_path):
    (tmp_path / "sound.py").write_text(CODE * 10)
    (tmp_path / "broken.py").write_text(CODE * 10 + ")")
    (tmp_path / "test_it.py").write_text(CODE * 10)
    assert [found.name for found, _ in slips.functions(tmp_path)] == [str(tmp_path / "sound.py")]
