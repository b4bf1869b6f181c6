"""The parts of a page that are written in another language: scripts and styles, each with a tree of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tree_sitter import Node, Range, Tree

from .document import Document
from .languages import Language, language_named
from .nodes import span_of, walk
from .span import Span

_TYPE = re.compile(rb"""\stype\s*=\s*["']?([^"'\s>]*)""", re.IGNORECASE)
_SCRIPTS = {
    "javascript": {"", "module", "text/javascript", "application/javascript"},
    "tsx": {"text/babel", "text/jsx"},
    "typescript": {"text/typescript", "application/typescript"},
    "json": {"application/json", "application/ld+json", "importmap", "speculationrules"},
}


@dataclass(frozen=True, slots=True)
class Region:
    """A range of a document in one language. The tree's offsets count from the start of the document."""

    span: Span
    language: Language
    tree: Tree


def regions(document: Document) -> tuple[Region, ...]:
    """The whole document, and after it what a page holds within ``<script>`` and ``<style>``."""
    whole = Region(Span(0, len(document.source)), document.language, document.tree)
    if document.language.name != "html":
        return (whole,)
    texts = (node for node in walk(document.tree.root_node) if node.type == "raw_text")
    return (whole, *(region for node in texts if (region := _region(document, node))))


def _region(document: Document, node: Node) -> Region | None:
    tag = node.prev_sibling
    span = span_of(node)
    if tag is None or not span.of(document.source).strip():
        return None
    language = _language(span_of(tag).of(document.source))
    if language is None:
        return None
    there = Range(node.start_point, node.end_point, node.start_byte, node.end_byte)
    return Region(span, language, language.parse(document.source, (there,)))


def _language(start_tag: bytes) -> Language | None:
    """What a start tag says about the text after it; None for templates, shaders and the like."""
    found = _TYPE.search(start_tag)
    kind = found.group(1).decode("utf-8", "replace").lower() if found else ""
    if start_tag[1:6].lower() == b"style":
        return language_named("css") if kind in {"", "text/css"} else None
    return next((language_named(name) for name, kinds in _SCRIPTS.items() if kind in kinds), None)
