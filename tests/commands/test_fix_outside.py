"""Whatever a model writes, and wherever it would like to: no byte outside what was pointed to changes."""

import codecs

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from scripted_engine import TOKENIZER, ScriptedEngine, between
from workshop import file_here, opens

from mercurycli.commands import fill, fix
from mercurycli.commands.aim import Aim
from mercurycli.commands.fill import FillOptions
from mercurycli.commands.fix import FixOptions
from mercurycli.errors import DcodeError, RefusedError
from mercurycli.source import holes
from mercurycli.source.document import Document
from mercurycli.source.objections import same_outside

TORN = "][ 1 1 ("  # more than one slip


class Scribbler(ScriptedEngine):
    """Writes what it was shown with something in front, something behind and something else within; mends of several lines alone."""

    max_positions = 900

    def __init__(self, head, tail, old, new):
        super().__init__(None, sure=0.99)
        self.head, self.tail, self.old, self.new = head, tail, old, new

    def denoise(self, canvas, params):
        shown, language = "", []
        if TOKENIZER.bad_id in canvas.ids:
            shown = between(canvas.ids, TOKENIZER.bad_id, TOKENIZER.end_bad_id)
        elif TOKENIZER.edit_id in canvas.ids:
            language = [TOKENIZER.language_ids["python"]]
            shown = between(canvas.ids, language[0], TOKENIZER.gap_id)
        if "\n" in shown.strip("\n"):
            shown = shown.replace(TORN, "1")
        text = self.head + shown.replace(self.old, self.new) + self.tail
        self.answers = ([*language, *TOKENIZER.encode(text), TOKENIZER.eos_id],)
        return super().denoise(canvas, params)

    def likely(self, canvas, count):
        return [self.new, self.tail]


SCRIBBLES = st.just("") | st.sampled_from(
    ["\n", "9", "z = 9", "z = 9\n", "\nz = 9", "    ", "\t", ")", "\r", "\x0c", "# é", "ſ", "'", "\n\n\ny = 2\n"]
)
SCRIBBLERS = st.builds(Scribbler, SCRIBBLES, SCRIBBLES, st.sampled_from(["1", "a", "=", ":"]), st.sampled_from(["2", "c"]) | SCRIBBLES)
FILLS = st.sampled_from(["9", "c = 9", "\nz = 9", "\nz = 9\ny = 8", "\n\tz", ")", "9 # é"])
FILLERS = st.builds(Scribbler, FILLS, st.just("") | SCRIBBLES, st.just("?"), st.just("?"))
LINES = st.sampled_from(
    ["a = 1", "b = a + 1", "# ü\x0c", "", "c = [1, 2]  ", "if a:\n    b = 1", "if b:\n\tb = a = 1", "d = 'a\x85b'", "e = 1\t"]
)
WRITTEN = {  # what stands in front, the codec, the line break
    "utf-8": (b"", "utf-8", "\n"),
    "crlf": (b"", "utf-8", "\r\n"),
    "byte order mark": (codecs.BOM_UTF8, "utf-8", "\n"),
    "latin-1": (b"# coding: latin-1\n", "latin-1", "\n"),
    "utf-16": (codecs.BOM_UTF16_LE, "utf-16-le", "\r\n"),
}
FILES = st.tuples(st.lists(LINES, min_size=1, max_size=8), st.sampled_from(list(WRITTEN)), st.booleans())
LOOSE = settings(deadline=None, max_examples=30, suppress_health_check=list(HealthCheck))


def bytes_of(lines, kind, ends):
    front, codec, newline = WRITTEN[kind]
    return front + ("\n".join(lines) + "\n" * ends).replace("\n", newline).encode(codec)


def outside_is_the_same(path, before, spans, job):
    """The job done, by file: refused and as it was, or changed nowhere but in the spans."""
    path.write_bytes(before)
    document = Document.from_bytes(before, Document.read(path).language, path)
    regions = spans(document)
    try:
        job()
    except DcodeError:
        assert path.read_bytes() == before
        return
    after = Document.read(path)
    assert (after.encoding, after.bom) == (document.encoding, document.bom)
    assert same_outside(document, after, regions)
    assert document.encode(after.source) == path.read_bytes()


@pytest.fixture
def path(tmp_path, monkeypatch):
    return file_here(tmp_path, monkeypatch, "x.py", "")


def lines_named(document, first, size):
    last = document.lines.count
    first = min(first, last)
    return first, min(first + size, last)


@given(FILES, SCRIBBLERS, st.integers(1, 9), st.integers(0, 3))
@LOOSE
def test_a_change_in_words_stays_within_its_lines(path, monkeypatch, file, scribbler, first, size):
    opens(monkeypatch, scribbler)
    before = bytes_of(*file)
    path.write_bytes(before)
    document = Document.read(path)
    assume(document.lines.count)
    a, b = lines_named(document, first, size)
    options = FixOptions((path,), write=True, quiet=True, instruction="change it", aim=Aim(lines=(f"{a}-{b}",)), tries=1)
    outside_is_the_same(path, before, lambda document: (document.lines.span(a, b),), lambda: fix.run(options))


@given(FILES, st.integers(0, 8), st.sampled_from(["f(a", "x = [1, 2", f"x = {TORN}", f"y = {TORN}"]), SCRIBBLERS, st.integers(0, 2))
@LOOSE
def test_a_repair_stays_within_its_lines(path, monkeypatch, file, place, torn, scribbler, size):
    opens(monkeypatch, scribbler)
    lines, kind, ends = file
    at = min(place, len(lines))
    before = bytes_of([*lines[:at], torn, *lines[at:]], kind, ends)
    path.write_bytes(before)
    document = Document.read(path)
    number = next(line for line in range(1, document.lines.count + 1) if document.slice(document.lines.span(line, line)) == torn)
    a, b = lines_named(document, max(number - size, 1), size)
    options = FixOptions((path,), write=True, quiet=True, aim=Aim(lines=(f"{a}-{b}",)))
    outside_is_the_same(path, before, lambda document: (document.lines.span(a, b),), lambda: fix.run(options))


@given(FILES, st.lists(st.integers(0, 8), min_size=1, max_size=2, unique=True), st.sampled_from(["h = ???", "???", "<fill 2>"]), FILLERS)
@LOOSE
def test_what_fills_holes_stays_within_them(path, monkeypatch, file, places, mark, filler):
    opens(monkeypatch, filler)
    lines, kind, ends = file
    for place in sorted(places, reverse=True):
        at = min(place, len(lines))
        lines = [*lines[:at], mark, *lines[at:]]
    options = FillOptions(path, write=True, quiet=True)

    def rooms(document):
        found = holes.find(document)
        assert found
        return tuple(hole.room for hole in found)

    outside_is_the_same(path, bytes_of(lines, kind, ends), rooms, lambda: fill.run(options))


def test_a_line_that_was_not_named_is_no_part_of_the_mend(tmp_path, monkeypatch):
    """The lines above stand in the larger holes, and the model writes them anew."""
    before = f"def f(a):\n    b = a + 1\n    return {TORN}\n"
    path = file_here(tmp_path, monkeypatch, "f.py", before)
    opens(monkeypatch, Scribbler("", "", "a + 1", "a + 2"))
    with pytest.raises(RefusedError):
        fix.run(FixOptions((path,), write=True, aim=Aim(lines=("3",))))
    assert path.read_text() == before
    assert fix.run(FixOptions((path,), write=True, aim=Aim(lines=("2-3",)))) == 0
    assert path.read_text() == "def f(a):\n    b = a + 2\n    return 1\n"
