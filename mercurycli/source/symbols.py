"""The names a text defines, dotted as they nest: ``Ball.move``, and in a page also ids and what its scripts define."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .document import Document
from .embedded import regions
from .nodes import span_of
from .span import Span

if TYPE_CHECKING:
    from tree_sitter import Node

_NAMED = frozenset(  # types of nodes with a field "name" that define it
    "function_definition class_definition function_declaration generator_function_declaration class_declaration "
    "abstract_class_declaration method_definition interface_declaration type_alias_declaration enum_declaration "
    "internal_module function_item struct_item enum_item union_item trait_item mod_item const_item static_item "
    "type_item macro_definition method_declaration type_spec constructor_declaration record_declaration "
    "annotation_type_declaration namespace_definition".split()
)
_WITH_BODY = frozenset("struct_specifier class_specifier enum_specifier union_specifier".split())
_FUNCTIONS = frozenset("arrow_function function_expression generator_function class".split())
_WRAPPERS = frozenset(
    "decorated_definition export_statement lexical_declaration variable_declaration type_declaration "
    "template_declaration".split()
)


@dataclass(frozen=True, slots=True)
class Symbol:
    """A name and all of its definition, decorators and ``export`` included."""

    name: str
    span: Span


def symbols(document: Document) -> tuple[Symbol, ...]:
    """Every definition in the order of the text."""
    found = (symbol for region in regions(document) for symbol in _defined(document.source, region.tree.root_node))
    return tuple(sorted(found, key=lambda symbol: (symbol.span.start, -symbol.span.end)))


def _defined(source: bytes, root: Node) -> Iterator[Symbol]:
    stack: list[tuple[Node, str]] = [(root, "")]
    while stack:
        node, prefix = stack.pop()
        own = _name(source, node)
        if own:
            prefix = f"{prefix}.{own}" if prefix else own
            yield Symbol(prefix, span_of(_whole(node)))
        if node.type == "impl_item":
            prefix = _clean(_text(source, node.child_by_field_name("type")))
        stack.extend((child, prefix) for child in reversed(node.children))


def _name(source: bytes, node: Node) -> str:
    """The name a node defines; empty when it defines none."""
    kind = node.type
    name = node.child_by_field_name("name")
    if kind in _NAMED and name is not None:
        return _receiver(source, node) + _clean(_text(source, name))
    if kind in _WITH_BODY and name is not None and node.child_by_field_name("body") is not None:
        return _clean(_text(source, name))
    if kind == "function_definition":
        return _clean(_text(source, _declared(node)))
    if kind == "variable_declarator":
        value = node.child_by_field_name("value")
        return _text(source, name) if value is not None and value.type in _FUNCTIONS else ""
    if kind == "pair" and node.parent is not None and node.parent.type == "object":
        return _key(source, node)
    if kind == "rule_set" and node.children:
        return " ".join(_text(source, node.children[0]).split())
    if kind == "keyframes_statement":
        return next((_text(source, child) for child in node.children if child.type == "keyframes_name"), "")
    return _id(source, node) if kind in {"start_tag", "self_closing_tag"} else ""


def _whole(node: Node) -> Node:
    """The definition with what wraps it alone: its decorators, its ``export``, its ``const``, its element."""
    parent = node.parent
    while parent is not None and parent.type in _WRAPPERS and _definitions(parent) == 1:
        node, parent = parent, parent.parent
    if node.type == "start_tag" and parent is not None and parent.type.endswith("element"):
        return parent
    return node


def _definitions(node: Node) -> int:
    kinds = [child.type for child in node.children]
    return sum(kind in _NAMED or kind in _WRAPPERS or kind == "variable_declarator" for kind in kinds)


def _declared(node: Node) -> Node | None:
    """The name within a C declarator, past its pointers and parameters."""
    inner: Node | None = node
    while inner is not None and (deeper := inner.child_by_field_name("declarator")) is not None:
        inner = deeper
    return inner if inner is not node else None


def _receiver(source: bytes, node: Node) -> str:
    """The type a Go method belongs to, with a dot."""
    found = re.search(r"(\w+)\s*(\[.*\])?\s*\)$", _text(source, node.child_by_field_name("receiver")))
    return f"{found.group(1)}." if found else ""


def _key(source: bytes, node: Node) -> str:
    """The key of a JSON pair, or of a function in a JavaScript object."""
    key, value = node.child_by_field_name("key"), node.child_by_field_name("value")
    in_script = key is not None and key.type == "property_identifier"
    if in_script and (value is None or value.type not in _FUNCTIONS):
        return ""
    return _text(source, key).strip("\"'")


def _id(source: bytes, tag: Node) -> str:
    found = re.search(r"""\sid\s*=\s*["']?([^"'\s>]+)""", _text(source, tag))
    return found.group(1) if found else ""


def _clean(name: str) -> str:
    return re.sub(r"<.*", "", name, flags=re.DOTALL).replace("::", ".").strip()


def _text(source: bytes, node: Node | None) -> str:
    return span_of(node).of(source).decode() if node is not None else ""
