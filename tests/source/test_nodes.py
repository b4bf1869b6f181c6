from mercurycli.source.document import Document
from mercurycli.source.languages import language_named
from mercurycli.source.nodes import broken, leaves, span_of, tokens_within, walk
from mercurycli.source.span import Span


def root_of(text):
    return Document.from_text(text, language_named("js")).tree.root_node


def test_a_walk_meets_parents_first_and_the_text_in_order():
    nodes = list(walk(root_of("a(1);\nb(2);\n")))
    assert nodes[0].type == "program"
    assert [span.start for span in map(span_of, nodes)] == sorted(node.start_byte for node in nodes)
    assert {node.type for node in nodes} >= {"call_expression", "identifier", "number", ";"}


def test_leaves_are_the_tokens():
    assert [leaf.text for leaf in leaves(root_of("let a = [1];"))] == [b"let", b"a", b"=", b"[", b"1", b"]", b";"]


def test_an_error_that_holds_another_is_left_out_for_the_good_lines_it_swallows():
    root = root_of("a();\nb();\nx = {\n  c: 1,\n  d: ],\n  e: (\n")
    assert [node.start_point.row for node in walk(root) if node.is_error] == [2, 4]
    assert [node.start_point.row for node in broken(root)] == [4]


def test_a_missing_token_is_broken():
    (node,) = broken(root_of("if (a {\n}\n"))
    assert (node.is_missing, node.type) == (True, ")")


def test_tokens_within_a_span_are_those_that_touch_it():
    assert [token.text for token in tokens_within(root_of("ab + cd - ef;"), Span(5, 7))] == [b"cd"]
    assert [token.text for token in tokens_within(root_of("ab+cd-ef;"), Span(3, 5))] == [b"+", b"cd", b"-"]
