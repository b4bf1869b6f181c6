"""What the scripts of a page refer to and nobody provides: names that are defined nowhere, ids that no element has.

Such a page parses and stops at that line when a browser runs it. What cannot be told without running it is taken to be there: a page
that loads other scripts may get any name from them, one that makes ids as it runs may have any id.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from ..errors import RefusedError
from .document import Document
from .embedded import regions
from .languages import language_named
from .nodes import span_of, walk
from .span import Span

if TYPE_CHECKING:
    from tree_sitter import Node

NAMES = "browser_names.txt"  # the own properties of a page's window in Chromium 156
_OF_A_FUNCTION = frozenset({"arguments", "undefined", "event"})
_HANDLER = re.compile(rb"on[a-z]+")
_ONE_ID = re.compile(r"#([\w-]+)")
_IDS_MADE = re.compile(r"\bid=\\?[\"']?\$\{|\.id\s*=(?!=)\s*(?![\"'\s=])|setAttribute\(\s*[\"']id[\"']\s*,\s*(?![\"'\s])|\bid=\\?[\"']\s*[\"']\s*\+")
_BRINGS_MORE = re.compile(r"<script[^>]*\ssrc\s*=|\bimport\b|\beval\s*\(|\bnew Function\b|\bwith\s*\(")  # any name may come from there
_ID_SET = re.compile(r"\bid=\\?[\"']?([\w-]+)|(?:\.id\s*=|[\"']id[\"']\s*,)\s*[\"']([\w-]+)")
_BINDING_FIELDS = {
    "variable_declarator": "name", "function_declaration": "name", "generator_function_declaration": "name", "function_expression": "name",
    "generator_function": "name", "class_declaration": "name", "class": "name", "arrow_function": "parameter", "catch_clause": "parameter",
    "for_in_statement": "left", "assignment_expression": "left", "assignment_pattern": "left", "pair_pattern": "value",
}  # fmt: skip
_BINDING_PARENTS = frozenset("formal_parameters array_pattern object_pattern rest_pattern import_specifier import_clause namespace_import".split())
_REFERENCES = frozenset({"identifier", "shorthand_property_identifier"})


@dataclass(frozen=True, slots=True)
class Lost:
    """A reference to what is not there: ``span`` holds the name, or the text of the id within its quotes."""

    name: str
    line: int  # from 1
    span: Span
    is_id: bool

    @property
    def message(self) -> str:
        return f'no element has the id "{self.name}"' if self.is_id else f"{self.name} is not defined"


@dataclass(frozen=True, slots=True)
class PageNames:
    lost: tuple[Lost, ...] = ()  # in the order of the text; every use of a name
    bound: frozenset[str] = frozenset()  # names that the scripts give to something
    ids: frozenset[str] = frozenset()  # of elements


@cache
def browser_names() -> frozenset[str]:
    return frozenset((files(__package__) / NAMES).read_text(encoding="utf-8").split())


def page_names(text: str) -> PageNames:
    """Nothing is lost where the text is too tangled to be parsed, or a script may bring in what this one text does not show."""
    try:
        document = Document.from_text(text, language_named("html"))
        parts = [(region.tree.root_node, 0) for region in regions(document) if region.language.name == "javascript"]
        attributes = list(_attributes(document))
        handlers = [(value, start) for name, value, start in attributes if _HANDLER.fullmatch(name.lower()) and html.unescape(value.decode()) == value.decode()]
        parts += [(language_named("javascript").parse(value).root_node, start) for value, start in handlers]
    except (RefusedError, UnicodeError):
        return PageNames()
    ids = frozenset(value.decode() for name, value, _ in attributes if name.lower() == b"id")
    bound: set[str] = set()
    used: list[tuple[str, Span]] = []
    asked: list[tuple[str, Span]] = []
    for root, start in parts:
        for node in walk(root):
            span = Span(node.start_byte + start, node.end_byte + start)
            if node.type in _REFERENCES or node.type == "shorthand_property_identifier_pattern":
                name = node.text.decode()
                if node.type == "shorthand_property_identifier_pattern" or _binds(node):
                    bound.add(name)
                elif not _only_asked_of(node):
                    used.append((name, span))
            elif node.type == "assignment_expression" and (name := _set_on_window(node)):
                bound.add(name)
            elif node.type == "call_expression" and (found := _id_asked(node)):
                asked.append((found[0], Span(found[1].start + start, found[1].end + start)))
    if _BRINGS_MORE.search(text):
        used = []
    known = bound | ids | browser_names() | _OF_A_FUNCTION
    lost = [Lost(name, document.lines.line_at(span.start), span, False) for name, span in used if name not in known]
    if not _IDS_MADE.search(text):
        there = ids | {match[1] or match[2] for match in _ID_SET.finditer(text)}
        lost += [Lost(name, document.lines.line_at(span.start), span, True) for name, span in asked if name not in there]
    return PageNames(tuple(sorted(lost, key=lambda each: each.span)), frozenset(bound), ids)


def _attributes(document: Document) -> Iterator[tuple[bytes, bytes, int]]:
    """Name, value and where the value begins."""
    for node in walk(document.tree.root_node):
        if node.type != "attribute":
            continue
        parts = {child.type: child for child in walk(node)}
        value = parts.get("attribute_value")
        if "attribute_name" in parts:
            source = document.source
            yield span_of(parts["attribute_name"]).of(source), span_of(value).of(source) if value else b"", value.start_byte if value else node.end_byte


def _binds(node: Node) -> bool:
    parent = node.parent
    if parent is None:
        return False
    if parent.type in _BINDING_PARENTS:
        return True
    field = _BINDING_FIELDS.get(parent.type)
    if field is None and parent.type == "object_assignment_pattern":
        field = "left"
    return field is not None and parent.child_by_field_name(field) == node


def _only_asked_of(node: Node) -> bool:
    """``typeof name`` is no error where there is no such name."""
    parent = node.parent
    return parent is not None and parent.type == "unary_expression" and parent.text.startswith(b"typeof")


def _set_on_window(node: Node) -> str:
    left = node.child_by_field_name("left")
    if left is None or left.type != "member_expression":
        return ""
    owner, name = left.child_by_field_name("object"), left.child_by_field_name("property")
    return name.text.decode() if owner is not None and name is not None and owner.text in (b"window", b"globalThis", b"self") else ""


def _id_asked(node: Node) -> tuple[str, Span] | None:
    """The id in ``getElementById("id")`` and ``querySelector("#id")``, and where it stands."""
    function, arguments = node.child_by_field_name("function"), node.child_by_field_name("arguments")
    if function is None or arguments is None or function.type != "member_expression" or len(arguments.named_children) != 1:
        return None
    method, argument = function.child_by_field_name("property"), arguments.named_children[0]
    if method is None or argument.type != "string" or method.text not in (b"getElementById", b"querySelector"):
        return None
    text, begin = argument.text[1:-1].decode(), argument.start_byte + 1
    if method.text == b"getElementById":
        return text, Span(begin, argument.end_byte - 1)
    one = _ONE_ID.fullmatch(text)
    return (one[1], Span(begin + 1, argument.end_byte - 1)) if one else None


def with_other_names(text: str) -> Iterator[tuple[Span, str, str]]:
    """For the first thing lost: each name or id that is there instead, and the program without the statement that asks for it; as the place
    in UTF-8 bytes, what stands there then and the whole new text."""
    found = page_names(text)
    if not found.lost:
        return
    first, source = found.lost[0], text.encode()
    same = [each.span for each in found.lost if each.name == first.name and each.is_id == first.is_id]
    for name in sorted(found.ids if first.is_id else found.bound):
        new = source
        for span in reversed(same):
            new = new[: span.start] + name.encode() + new[span.end :]
        yield first.span, name, new.decode()
    if not first.is_id and (lines := _line_of_statement(text, first.span)) is not None:
        yield lines, "", (source[: lines.start] + source[lines.end :]).decode()


def _line_of_statement(text: str, span: Span) -> Span | None:
    """The line of the plain statement around ``span``; None where it has several or shares one, and where what is lost is what it is about
    (``draw();``): without that a page would run and do nothing."""
    document = Document.from_text(text, language_named("html"))
    for region in regions(document):
        if region.language.name != "javascript" or not region.span.start <= span.start < region.span.end:
            continue
        node = region.tree.root_node.descendant_for_byte_range(span.start, span.end)
        while node is not None and node.type != "expression_statement":
            node = node.parent
        if node is None or node.parent is None or node.parent.type not in ("statement_block", "program") or node.start_byte == span.start:
            return None
        source = document.source
        start, end = source.rfind(b"\n", 0, node.start_byte) + 1, source.find(b"\n", node.start_byte)
        alone = end >= node.end_byte and not source[start : node.start_byte].strip() and not source[node.end_byte : end].strip()
        return Span(start, end + 1) if alone else None
    return None
