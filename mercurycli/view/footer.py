"""The line under a draft: how far, how fast, and whether it parses. It has a long and a short form."""

from __future__ import annotations

from mercurycli.events import Frame, ParseState
from mercurycli.view.glyphs import Glyphs
from mercurycli.view.visible_text import cells, visible_line

ENOUGH_OF_A_MESSAGE = 18  # cells; with less of it the numbers are shortened


def footer(frame: Frame, width: int, glyphs: Glyphs, encoding: str = "utf-8") -> str:
    parse = parse_state(frame.parse, encoding)
    joint = f" {glyphs.dot} "
    long = joint.join((*_long(frame), ""))
    fits = cells(long) + min(cells(parse), ENOUGH_OF_A_MESSAGE) <= width
    return crop((long if fits else joint.join((*_short(frame, glyphs), ""))) + parse, width, glyphs.ellipsis)


def parse_state(parse: ParseState | None, encoding: str = "utf-8") -> str:
    if parse is None:
        return "parse unknown"
    if parse.ok:
        return "parses"
    message = visible_line(parse.message, encoding) or "does not parse"
    return message if parse.line is None else f"line {parse.line}: {message}"


def crop(text: str, width: int, ellipsis: str) -> str:
    """``text`` in at most ``width`` cells, with a sign that something is missing."""
    if cells(text) <= width:
        return text
    ellipsis = ellipsis[: max(width, 0)]
    room = width - len(ellipsis)
    while text and cells(text) > room:
        text = text[:-1]
    return text + ellipsis


def _long(frame: Frame) -> tuple[str, ...]:
    return (
        f"step {frame.step}" + (f" of {frame.steps}" if frame.steps else ""),
        f"{frame.holes} hole{'' if frame.holes == 1 else 's'} left",
        f"+{frame.new_tokens} token{'' if frame.new_tokens == 1 else 's'}",
        f"{frame.seconds:.1f} s",
        f"{frame.tokens_per_second:.0f} tokens/s",
    )


def _short(frame: Frame, glyphs: Glyphs) -> tuple[str, ...]:
    return (
        f"{frame.step}" + (f"/{frame.steps}" if frame.steps else ""),
        f"{frame.holes}{glyphs.hole}",
        f"+{frame.new_tokens}",
        f"{frame.seconds:.1f}s",
        f"{frame.tokens_per_second:.0f}/s",
    )
