import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mercurycli.source.document import Document
from mercurycli.source.embedded import regions
from mercurycli.source.languages import LANGUAGES, language_named
from mercurycli.source.nodes import leaves, span_of
from mercurycli.source.pairs import brackets, losses, tags
from mercurycli.source.span import Span

GOOD = """\
function walk(nodes) {
  for (const node of nodes) {
    if (node.open) {
      visit(node, [
        1,
        2,
      ]);
    } else {
      skip({ a: "}" });
    }
  }
  return nodes.map((node) => {
    return node.name;
  });
}
"""


def lost(text, language="js"):
    document = Document.from_text(text, language_named(language))
    marks = tags(document, document.tree.root_node) if language == "html" else brackets(document, regions(document)[0])
    return document, losses(document, Span(0, len(document.source)), marks)


def test_paired_brackets_lose_nothing_however_they_are_indented():
    assert lost(GOOD)[1] == ()
    assert lost("\n".join(line.strip() for line in GOOD.split("\n")))[1] == ()
    assert lost("  f(\n{\n    a: [1\n] }\n      )\n")[1] == ()


@pytest.mark.parametrize("line", [3, 4, 8, 11, 12])
def test_a_lost_closing_bracket_is_missed_within_a_line_of_where_it_stood(line):
    """Each line's first closing bracket, or all that the line is."""
    rows = GOOD.split("\n")
    at = next(index for index in range(line - 1, len(rows)) if rows[index].lstrip()[:1] in "}]")
    rows[at] = rows[at].replace(rows[at].lstrip()[0], "", 1)
    document, found = lost("\n".join(rows))
    assert abs(document.lines.line_at(found[0].span.start) - (at + 1)) <= 1


@given(st.sampled_from([at for at, sign in enumerate(GOOD) if sign in "()[]{}" and GOOD[at + 1] != '"']))
def test_any_lost_bracket_is_noticed(at):
    assert lost(GOOD[:at] + GOOD[at + 1 :])[1] != ()


def test_brackets_in_strings_and_comments_have_no_partners():
    assert lost("a('(', \"[\", `{`, /[(]/); // {\n/* ] */\n")[1] == ()


def test_the_place_of_a_loss_is_where_the_partner_belongs():
    for text, there in [
        ("f(a, g(b);\nc();\n", ";\nc();\n"),
        ("if (a {\n  b();\n}\n", " {\n  b();\n}\n"),
        ("x = [\n  1,\n  2\n\ny = 3;\n", "\n\ny = 3;\n"),
        ("on(() => {\n  a();\n}\nb();\n", "\nb();\n"),
        ("if (a) {\nb();\nc();\n", "\n"),
    ]:
        document, (loss,) = lost(text)
        assert document.slice(Span(loss.span.start, len(document.source))) == there


def test_tags_that_html_lets_stay_open_count_only_where_the_page_closes_them_all():
    assert lost("<ul><li>a<li>b</li></ul>", "html")[1] == ()
    document, (loss,) = lost("<html>\n<body>\n<div>\n<p>a</p>\n</body>\n</html>\n", "html")
    assert "'<div>' in line 3" in loss.message
    assert document.slice(Span(loss.span.start, len(document.source))) == "\n</body>\n</html>\n"


def test_tags_are_the_same_in_upper_and_lower_case():
    assert lost("<DIV><b></B></div>", "html")[1] == ()


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.name)
@given(text=st.lists(st.sampled_from(["(", ")", "[", "]", "{", "}", "${", "`", "a", "'", "\n", ";", "é"]), max_size=30).map("".join))
@settings(deadline=None, max_examples=30)
def test_the_brackets_are_those_that_a_walk_over_the_tokens_meets(language, text):
    document = Document.from_text(text, language)
    met = []
    for leaf in leaves(document.tree.root_node):
        kind = span_of(leaf).of(document.source).decode() if leaf.is_error else leaf.type
        if kind in ("(", ")", "[", "]", "{", "}", "${") and not leaf.is_missing:
            met.append(span_of(leaf))
    assert [mark.span for mark in brackets(document, regions(document)[0])] == met
