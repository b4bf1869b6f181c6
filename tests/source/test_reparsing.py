import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mercurycli.source.document import Document
from mercurycli.source.embedded import regions
from mercurycli.source.languages import language_named
from mercurycli.source.reparsing import Reparsing, point
from mercurycli.source.span import Span

SCRIPT = "function f(é) {\n  if (é) {\n    return `${a}`;\n  }\n}\nlet b = [1, 2];\n"
STYLE = "a { color: red }\n@keyframes k { 33.3% { b: c } }\n"
PAGE = f"<p>é</p>\n<style>\n{STYLE}</style>\n<script>\n{SCRIPT}</script>\n<b>x</b>\n"
TEXTS = st.sampled_from(["", "{", "}", ")", "let", " = ", "\n", "é", "/*", "`", "a: b;", "'", "33.3% ", "&", "\n\n  (\n"])


@pytest.mark.parametrize(("language", "text"), [("js", SCRIPT), ("css", STYLE), ("html", PAGE), ("rust", "fn main() { let v = vec![1]; }\n")])
@given(data=st.data())
@settings(deadline=None, max_examples=60)
def test_it_says_of_each_text_what_a_parse_of_the_whole_says(language, text, data):
    """The parse from nothing is the oracle."""
    cuts = sorted(data.draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
    span = Span(*(len(text[:cut].encode()) for cut in cuts))
    document = Document.from_text(text, language_named(language))
    part = [region for region in regions(document) if region.span.contains(span)][-1]
    asked = Reparsing(document, span)
    for new in data.draw(st.lists(TEXTS, min_size=1, max_size=4)):
        inside = document.source[part.span.start : span.start] + new.encode() + document.source[span.end : part.span.end]
        torn = part.language.name != "html" and part.language.parse(inside).root_node.has_error
        assert asked.torn(new.encode()) == torn


def test_a_place_is_counted_in_rows_and_bytes():
    assert [point(text) for text in (b"", b"a", b"a\n", "a\né".encode())] == [(0, 0), (0, 1), (1, 0), (1, 2)]
