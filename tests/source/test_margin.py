from hypothesis import given
from hypothesis import strategies as st

from mercurycli.source.document import Document
from mercurycli.source.languages import language_named
from mercurycli.source.margin import Margin
from mercurycli.source.span import Span

PYTHON = language_named("python")


ROWS = st.lists(st.sampled_from(["", "a", "  b", "    c", "\td", "  "]), min_size=1, max_size=6)


@given(ROWS, st.sampled_from(["", "  ", "    "]))
def test_a_margin_taken_away_and_put_back_changes_no_line_that_holds_text(rows, indent):
    text = "\n".join(indent + row if row else row for row in rows)
    doc = Document.from_text(text, PYTHON)
    margin = Margin.at(doc, Span(0, len(doc.source)))
    back = margin.onto(margin.without(text))
    for old, new in zip(text.split("\n"), back.split("\n"), strict=True):
        assert new == old or not old.strip()


def test_a_part_that_begins_within_its_line_keeps_what_stands_in_front():
    doc = Document.from_text("    x = (1,\n         2)\n", PYTHON)
    part = Span(8, len(doc.source) - 1)
    margin = Margin.at(doc, part)
    assert margin.without(doc.slice(part)) == "(1,\n     2)" and margin.onto("(1,\n     2)") == doc.slice(part)
