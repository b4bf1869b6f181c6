"""The few signs of the live view, each one cell wide, with plain stand-ins for consoles that cannot encode them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Glyphs:
    hole: str
    taken_back: str
    ellipsis: str
    times: str
    dot: str

    @classmethod
    def for_encoding(cls, encoding: str) -> Glyphs:
        return UNICODE if encoding.lower().startswith("utf") else ASCII


UNICODE = Glyphs(hole="░", taken_back="▒", ellipsis="…", times="×", dot="·")
ASCII = Glyphs(hole="_", taken_back="~", ellipsis="...", times="x", dot="|")
