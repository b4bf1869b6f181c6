import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mercurycli.source.span import Lines, Span, merged

TEXTS = st.text(st.sampled_from("ab é€😀\n\r\t\x0c\u2028"), max_size=60)
SPANS = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda ends: Span(min(ends), max(ends)))


def test_a_span_that_runs_backwards_cannot_be_made():
    for start, end in [(3, 2), (-1, 2)]:
        with pytest.raises(ValueError):
            Span(start, end)


def test_spans_are_ordered_by_start_and_then_by_end():
    assert sorted([Span(3, 5), Span(0, 9), Span(3, 3)]) == [Span(0, 9), Span(3, 3), Span(3, 5)]


def test_spans_that_only_touch_do_not_overlap():
    assert Span(0, 3).overlaps(Span(2, 4))
    assert not Span(0, 3).overlaps(Span(3, 4))
    assert Span(0, 3).overlaps(Span(1, 1))
    assert not Span(0, 3).overlaps(Span(3, 3))


@given(SPANS, SPANS)
def test_two_spans_overlap_when_a_byte_lies_in_both(first, second):
    shared = set(range(first.start, first.end)) & set(range(second.start, second.end))
    if first.size and second.size:
        assert first.overlaps(second) == second.overlaps(first) == bool(shared)


@given(st.lists(SPANS, max_size=8))
def test_merged_spans_cover_the_same_bytes_with_gaps_between_them(spans):
    result = merged(spans)
    covered = {at for span in spans for at in range(span.start, span.end)}
    assert {at for span in result for at in range(span.start, span.end)} == covered
    assert all(first.end < second.start for first, second in zip(result, result[1:], strict=False))


def test_a_final_line_break_does_not_begin_another_line():
    assert Lines(b"").count == 0
    assert Lines(b"a").count == Lines(b"a\n").count == 1
    assert Lines(b"a\n\n").count == Lines(b"a\nb").count == 2


def test_only_a_line_feed_ends_a_line():
    assert Lines("a\x0cb\u2028c\rd".encode()).count == 1


def test_columns_count_characters_and_start_at_one():
    lines = Lines("x\né€😀z".encode())
    assert lines.position(0) == (1, 1)
    assert lines.position(len("x\né€😀".encode())) == (2, 4)
    assert lines.offset(2, 4) == len("x\né€😀".encode())


@given(TEXTS, st.data())
def test_a_place_in_a_line_survives_the_way_to_line_and_column_and_back(text, data):
    source = text.encode()
    at = len(text[: data.draw(st.integers(0, len(text)))].encode())
    lines = Lines(source)
    line, column = lines.position(at)
    if at <= lines.span(line, line).end:
        assert lines.offset(line, column) == at


@given(TEXTS, st.integers(-3, 99), st.integers(-3, 99))
def test_a_place_beyond_the_text_is_brought_back_into_it(text, line, column):
    source = text.encode()
    at = Lines(source).offset(line, column)
    source[:at].decode()  # and cuts no character in two
    assert 0 <= at <= len(source)


def test_whole_lines_leave_their_last_line_break_out_unless_asked():
    lines = Lines(b"ab\ncd\r\nef")
    assert lines.span(1, 1) == Span(0, 2)
    assert lines.span(1, 1, newline=True) == Span(0, 3)
    assert lines.span(2, 2) == Span(3, 5)
    assert lines.span(2, 2, newline=True) == Span(3, 7)
    assert lines.span(1, 3) == lines.span(1, 3, newline=True) == Span(0, 9)


def test_lines_that_do_not_exist_have_no_span():
    for first, last in [(0, 1), (2, 1), (1, 3)]:
        with pytest.raises(ValueError):
            Lines(b"a\nb\n").span(first, last)


@given(TEXTS)
@settings(max_examples=200)
def test_lines_with_their_breaks_make_up_the_text(text):
    lines = Lines(text.encode())
    parts = [lines.span(at, at, newline=True).of(lines.source) for at in range(1, lines.count + 1)]
    assert b"".join(parts) == lines.source
    assert all(part.endswith(b"\n") and part.count(b"\n") == 1 for part in parts[:-1])


def test_the_whole_lines_of_a_span_do_not_reach_into_the_next_line():
    lines = Lines(b"ab\ncd\nef\n")
    assert lines.whole(Span(1, 3)) == Span(0, 2)
    assert lines.whole(Span(1, 4)) == Span(0, 5)
    assert lines.whole(Span(4, 4)) == Span(3, 5)


def test_indentation_counts_columns_and_a_tab_reaches_to_the_next_eighth():
    lines = Lines(b"a\n   b\n\tc\n  \td\n   \n")
    assert [lines.indent(at) for at in range(1, 5)] == [0, 3, 8, 8]
    assert lines.is_blank(5) and not lines.is_blank(2)
