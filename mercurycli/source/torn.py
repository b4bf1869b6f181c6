"""What the tree says of a broken text: partners that are lost, ERROR nodes and MISSING tokens, in a page of each part of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from . import pairs
from .document import Document
from .embedded import Region, regions
from .faults import Fault, fault_at
from .nodes import broken, span_of, walk
from .span import Span

if TYPE_CHECKING:
    from tree_sitter import Node


def of_regions(document: Document) -> list[Fault]:
    """The faults of a page, its scripts and its styles: those part first whose first fault comes first."""
    parts = [_of_region(document, region) for region in regions(document)]
    return [fault for part in sorted(filter(None, parts), key=lambda part: part[0].span) for fault in part]


def _of_region(document: Document, region: Region) -> list[Fault]:
    root = region.tree.root_node
    if region.language.name == "html":
        lost = pairs.losses(document, region.span, pairs.tags(document, root))
        torn = [node for node in broken(root) if not _only_open_tags(node)]
        torn = [*_open_quotes(document, root), *torn] if torn else []
    elif not root.has_error:
        return [fault_at(document, span_of(node), "markup cannot stand in a script", "tree-sitter") for node in _markup(document, region)]
    else:  # in bash, the ) of a case has no partner
        marks = () if region.language.name == "bash" else pairs.brackets(document, region)
        lost = pairs.losses(document, region.span, marks)
        torn = list(broken(root))
    found = [fault_at(document, loss.span, loss.message, "pairs") for loss in lost]
    found += [fault_at(document, *_torn(document, node), "tree-sitter") for node in torn]
    return sorted(found, key=lambda fault: fault.span) if region.language.name == "html" else found


_MARKUP = frozenset({"jsx_element", "jsx_self_closing_element"})


def _markup(document: Document, region: Region) -> list[Node]:
    """The grammar of JavaScript knows JSX; a browser that runs a page's script does not."""
    if document.language.name != "html" or region.language.name != "javascript" or not re.search(rb"</|/>", region.span.of(document.source)):
        return []
    return [node for node in walk(region.tree.root_node) if node.type in _MARKUP and (node.parent is None or node.parent.type not in _MARKUP)]


_WELL_FORMED = frozenset("start_tag end_tag element script_element style_element text raw_text comment doctype".split())


def _only_open_tags(node: Node) -> bool:
    """The HTML grammar calls everything an ERROR when a tag is still open at the end, even one that may stay open."""
    return node.is_error and node.child_count > 0 and all(child.type in _WELL_FORMED for child in node.children)


def _open_quotes(document: Document, root: Node) -> list[Node]:
    """The first value in a torn page that runs over tags and lines: its quote is not closed where it should be."""
    values = (node for node in walk(root) if node.type == "attribute_value")
    texts = ((node, span_of(node).of(document.source)) for node in values)
    return [node for node, text in texts if b">" in text and b"\n" in text][:1]


def _torn(document: Document, node: Node) -> tuple[Span, str]:
    """The place of an ERROR or MISSING node without the white space it begins with, and words for it."""
    if node.is_missing:
        return span_of(node), f"missing {node.type!r}"
    text = span_of(node).of(document.source)
    if node.type == "attribute_value":
        end = node.start_byte + len(text.split(b">")[0])
        return Span(node.start_byte, end), "the quote that opens this value is not closed"
    start = node.start_byte + len(text) - len(text.lstrip())
    first = re.search(r"\w+|\S", text.decode("utf-8", "replace"))
    return Span(min(start, node.end_byte), node.end_byte), f"does not parse at {first.group()[:30] if first else ''!r}"
