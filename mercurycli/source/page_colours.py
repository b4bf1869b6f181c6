"""Pages that draw everything in the colour of their background: they run, and show nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..errors import RefusedError
from .document import Document
from .embedded import regions
from .languages import language_named
from .nodes import walk
from .span import Span

if TYPE_CHECKING:
    from tree_sitter import Node

_CANVAS_BACKGROUND = re.compile(r"(?:body|html|canvas)\b[^{}]*\{[^{}]*?\bbackground(?:-color)?\s*:\s*([^;{}]+)")
_ELSEWHERE = re.compile(r"globalAlpha|globalCompositeOperation|shadow(?:Blur|Color)|\.filter\b|drawImage|putImageData|\bwebgl|innerHTML")
_BODY = re.compile(r"\bbody\s*\{([^{}]*)\}")
_TEXT_COLOUR = re.compile(r"(?<![\w-])color\s*:\s*([^;{}\"']+)")
_BACK_COLOUR = re.compile(r"(?<![\w-])background(?:-color)?\s*:\s*([^;{}\"']+)")
_FILLS, _STROKES = frozenset({"fillRect", "fill", "fillText"}), frozenset({"strokeRect", "stroke", "strokeText"})
_HEX = {
    "black": "#000000", "white": "#ffffff", "red": "#ff0000", "lime": "#00ff00", "blue": "#0000ff", "yellow": "#ffff00", "cyan": "#00ffff",
    "aqua": "#00ffff", "magenta": "#ff00ff", "fuchsia": "#ff00ff", "green": "#008000", "gray": "#808080", "grey": "#808080", "orange": "#ffa500",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hidden:
    colour: str  # as the page has it
    line: int  # from 1, where the drawing takes this colour
    spans: tuple[Span, ...]  # the colours of what is drawn, and the background's: each in UTF-8 bytes, without quotes


def same_colour(one: str, other: str) -> bool:
    return _plain(one) == _plain(other)


def _plain(colour: str) -> str:
    colour = re.sub(r"\s+", "", colour.lower())
    if re.fullmatch(r"#[0-9a-f]{3}", colour):
        return "#" + "".join(2 * digit for digit in colour[1:])
    return _HEX.get(colour, colour)


def hidden(text: str) -> Hidden | None:
    """None also wherever a colour is worked out while the page runs, or something else may make the drawing visible."""
    try:
        document = Document.from_text(text, language_named("html"))
        scripts = [region.tree.root_node for region in regions(document) if region.language.name == "javascript"]
    except (RefusedError, UnicodeError):
        return None
    if not any("getContext" in root.text.decode(errors="replace") for root in scripts):
        return _hidden_text(document)
    if _ELSEWHERE.search(text):
        return None
    return _hidden_drawing(document, scripts)


def _hidden_drawing(document: Document, scripts: list[Node]) -> Hidden | None:
    colours: dict[str, list[tuple[str | None, Span]]] = {"fillStyle": [], "strokeStyle": []}
    drawn: set[str] = set()
    painted: tuple[str | None, Span] | None = None  # the colour that the whole canvas is filled with
    for node in (node for root in scripts for node in walk(root)):
        if node.type == "assignment_expression":
            left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
            style = left.child_by_field_name("property") if left is not None and left.type == "member_expression" else None
            if style is not None and right is not None and style.text.decode() in colours:
                literal = right.text[1:-1].decode() if right.type == "string" else None
                span = Span(right.start_byte + 1, right.end_byte - 1) if literal is not None else Span(right.start_byte, right.end_byte)
                colours[style.text.decode()].append((literal, span))
        elif node.type == "call_expression" and (method := _method(node)) in _FILLS | _STROKES:
            if method == "fillRect" and _whole_canvas(node) and colours["fillStyle"]:
                painted = colours["fillStyle"][-1]
            elif method:
                drawn.add("fillStyle" if method in _FILLS else "strokeStyle")
    styled = _CANVAS_BACKGROUND.search(document.text)
    if painted is None and styled:
        start = len(document.text[: styled.start(1)].encode())
        painted = (styled[1].strip(), Span(start, start + len(styled[1].strip().encode())))
    background = painted[0] if painted else "white"
    if background is None or not drawn:
        return None
    used = {style: colours[style] or [("black", None)] for style in drawn}
    if any(colour is None or not same_colour(colour, background) for found in used.values() for colour, _ in found):
        return None
    spans = [span for found in used.values() for _, span in found if span is not None and (painted is None or span != painted[1])]
    if painted:
        spans.append(painted[1])
    return Hidden(background, document.lines.line_at(spans[0].start), tuple(dict.fromkeys(spans))) if spans else None


def _hidden_text(document: Document) -> Hidden | None:
    """Text of a page without a canvas: its body's own colour is that of its background, and nothing else has a colour."""
    text = document.text
    body = _BODY.search(text)
    front, back = (pattern.search(body[1]) if body else None for pattern in (_TEXT_COLOUR, _BACK_COLOUR))
    if body is None or front is None or back is None or not same_colour(front[1], back[1]):
        return None
    if len(_TEXT_COLOUR.findall(text)) > 1 or len(_BACK_COLOUR.findall(text)) > 1 or re.search(r"\.style\b|classList|className|border|fill=", text):
        return None
    starts = [len(text[: body.start(1) + each.start(1)].encode()) for each in (front, back)]
    spans = tuple(Span(start, start + len(each[1].strip().encode())) for start, each in zip(starts, (front, back), strict=True))
    return Hidden(back[1].strip(), document.lines.line_at(spans[0].start), spans)


def _method(call: Node) -> str:
    function = call.child_by_field_name("function")
    name = function.child_by_field_name("property") if function is not None and function.type == "member_expression" else None
    return name.text.decode() if name is not None else ""


def _whole_canvas(call: Node) -> bool:
    arguments = call.child_by_field_name("arguments")
    texts = [each.text.decode() for each in arguments.named_children] if arguments is not None else []
    return len(texts) == 4 and texts[:2] == ["0", "0"]


def with_other_colours(text: str, colours: tuple[str, ...]) -> Iterator[tuple[Span, str, str]]:
    """Each colour in each of the places that could be seen then: the place, the colour and the whole new text."""
    found = hidden(text)
    source = text.encode()
    for span in found.spans if found else ():
        for colour in colours:
            if found and not same_colour(colour, found.colour):
                yield span, colour, (source[: span.start] + colour.encode() + source[span.end :]).decode()
