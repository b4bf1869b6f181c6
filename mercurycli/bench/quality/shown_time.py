"""A time that a page shows, read in each of its snapshots: 75, 1:15, 00:01:15.0, 01:15:00 with hundredths, 1 min 15 s."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from mercurycli.bench.quality.page_trace import Element, PageTrace
from mercurycli.bench.quality.screen import Screen

_COLONS = re.compile(r"(?<![\d.:])(-?\d+(?:\s*:\s*\d+)+)(?:[.,](\d+))?(?!\d)")
_UNITS = re.compile(r"(?:(\d+)\s*h[a-z]*\W*)?(?:(\d+)\s*m(?:in[a-z]*)?\W*)?(-?\d+)(?:\.(\d+))?\s*s", re.IGNORECASE)
_PLAIN = re.compile(r"(-?\d+)(?:\.(\d+))?(\s*ms\b)?")


Key = tuple[int, str, int]  # element, way of reading, which of such times in its text


@dataclass(frozen=True, slots=True)
class ShownTime:
    key: Key
    element: Element  # as it stood last
    seconds: tuple[float | None, ...]  # one per snapshot; None where it shows no time of this form
    decimals: tuple[int, ...]


def shown_times(trace: PageTrace) -> list[ShownTime]:
    """Every element's text, read in every way that makes sense; only one of them moves as time does."""
    last: dict[int, Element] = {}
    found: dict[Key, dict[int, tuple[float, int]]] = {}
    moments = range(len(trace.snapshots))
    for at in moments:
        for element in Screen.of(trace, at).elements:
            last[element.number] = element
            seen: Counter[str] = Counter()
            for way, seconds, decimals in _readings(element.text[:200]):
                found.setdefault((element.number, way, seen[way]), {})[at] = (seconds, decimals)
                seen[way] += 1
    return [
        ShownTime(key, last[key[0]], tuple(r[at][0] if at in r else None for at in moments), tuple(r[at][1] if at in r else 0 for at in moments))
        for key, r in found.items()
    ]


def _readings(text: str) -> Iterator[tuple[str, float, int]]:
    """Way of reading, seconds, digits behind the point."""
    for match in _COLONS.finditer(text):
        parts, rest = [part.strip() for part in match[1].split(":")], match[2] or ""
        yield "colons", _seconds(parts, rest), len(rest)
        if not rest and len(parts[-1]) < 4:  # the last one may count parts of a second
            yield "parts", _seconds(parts[:-1], parts[-1]), len(parts[-1])
    for match in _UNITS.finditer(text):
        yield "units", _seconds([match[1] or "0", match[2] or "0", match[3]], match[4] or ""), len(match[4] or "")
    for match in _PLAIN.finditer(text):
        if len(match[1]) < 9:
            value = _seconds([match[1]], match[2] or "")
            yield ("ms", value / 1000, 3) if match[3] else ("plain", value, len(match[2] or ""))


def _seconds(parts: list[str], decimals: str) -> float:
    total = 0.0
    for part in parts:
        total = total * 60 + float(part[:9])
    return total + float(f"0.{decimals[:9]}" if decimals else 0)
