"""Ways through a syntax tree, without recursion: generated text can nest deeper than Python's stack."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from .span import Span

if TYPE_CHECKING:
    from tree_sitter import Node


def walk(root: Node) -> Iterator[Node]:
    """Every node, parents before children, in the order of the text."""
    stack = [root]
    while stack:
        node = stack.pop()
        yield node
        stack.extend(reversed(node.children))


def leaves(root: Node) -> Iterator[Node]:
    """The tokens: nodes without children. A missing token is one, and empty."""
    return (node for node in walk(root) if node.child_count == 0)


def broken(root: Node) -> Iterator[Node]:
    """The innermost ERROR nodes and the MISSING tokens. An outer ERROR swallows good lines too and is left out."""
    stack = [root]
    while stack:
        node = stack.pop()
        inner = [child for child in node.children if child.has_error or child.is_error or child.is_missing]
        if node.is_missing or (node.is_error and not inner):
            yield node
        stack.extend(reversed(inner))


def span_of(node: Node) -> Span:
    return Span(node.start_byte, node.end_byte)


def tokens_within(root: Node, span: Span) -> Iterator[Node]:
    """The tokens that touch a span; what lies apart from it is not looked at."""
    stack = [root]
    while stack:
        node = stack.pop()
        if node.start_byte > span.end or node.end_byte < span.start:
            continue
        if node.child_count == 0:
            yield node
        stack.extend(reversed(node.children))
