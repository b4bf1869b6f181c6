"""Judge of "character_counter": the page says how long a text is, and of how many words if that was asked, for any text.

It may answer while one types or at a button; it may count letters only, or what is left of a limit.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from mercurycli.bench.quality.page import Action, run_page
from mercurycli.bench.quality.place import Place, places
from mercurycli.bench.quality.screen import RESET, Screen, is_field, ran
from mercurycli.bench.quality.verdict import Findings

TEXTS = ("one two three", "a bc def ghij klmno pqrstu", "so it is")  # no two of them alike in characters, letters or words
LIMIT = 100  # what is left is counted down from no less

Column = tuple[float, ...]


def judge(facts: Mapping[str, Any], html: str, findings: Findings) -> None:
    trace = run_page(html, frames=3)
    if not ran(findings, trace):
        return
    screen = Screen.of(trace)
    field = min(screen.fields, key=lambda e: e.tag != "textarea", default=None)
    if not findings.check("field", field, "there is nothing to type into") or field is None:
        return
    buttons = [Action("click", b.number, seconds=0.2) for b in screen.buttons[:3] if not RESET.search(b.text or b.id) and b.number != field.number]
    for last in (Action("wait", seconds=0.3), *buttons):
        trace = run_page(html, frames=3, actions=[step for text in TEXTS for step in (Action("input", field.number, text), last)])
        if not ran(findings, trace):
            return
        found = [Place(p.element, p.texts[1::2]) for p in places(trace) if p.element and not is_field(p.element)]
        if counter := _follows(found, _characters):
            break
    if findings.check("characters", counter, f"nothing on the page says how many characters {TEXTS[0]!r} has") and counter and counter.element:
        if facts["words"]:
            findings.check("words", _follows(found, _words), f"nothing on the page says how many words {TEXTS[0]!r} has")
        Screen.of(trace, -1).check_text_colour(findings, facts, counter.element, field)
        screen.check_background(findings, facts, counter.element, field)


def _follows(found: Sequence[Place], right: Callable[[Column], bool]) -> Place | None:
    return next((place for place in found if any(map(right, place.columns))), None)


def _characters(column: Column) -> bool:
    whole, letters = ([float(len(text)) for text in texts] for texts in (TEXTS, [text.replace(" ", "") for text in TEXTS]))
    left = {n + length for n, length in zip(column, whole, strict=True)}
    return list(column) in (whole, letters) or (len(left) == 1 and min(left) >= LIMIT)


def _words(column: Column) -> bool:
    return list(column) == [float(len(text.split())) for text in TEXTS]
