"""Judge of "todo_list": what is typed is added to a list, under the title asked for, and can be removed where that was asked.

An item may go by a click on itself, on what stands beside it, or on a box beside it and a button for all that are ticked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from mercurycli.bench.quality.page import Action, run_page
from mercurycli.bench.quality.page_trace import Element
from mercurycli.bench.quality.screen import RESET, Screen, is_field, named, ran
from mercurycli.bench.quality.verdict import Findings

ADD = re.compile(r"\badd|\+|submit|save|new|create|insert|enter|put|write|\bok\b|\bgo\b", re.IGNORECASE)
REMOVE = re.compile(r"delete|remove|clear|done|\bx\b|[\u00d7\u2715\u2716\u2717\u274c\U0001f5d1]", re.IGNORECASE)
FIRST, SECOND = "Feed zebras", "Wash Bob"
MOST_WAYS = 8  # to remove an item that are tried


def judge(facts: Mapping[str, Any], html: str, findings: Findings) -> None:
    trace = run_page(html, frames=3)
    if not ran(findings, trace):
        return
    screen = Screen.of(trace)
    field = next(iter(screen.fields), None)
    if not findings.check("field", field, "there is nothing to type into") or field is None:
        return
    button = named(screen.buttons, ADD, RESET) or next(iter(screen.buttons), None)
    if button is not None:
        screen.check_button_colour(findings, facts, button)
    elif facts["colour"] is not None:
        findings.check("colour", False, "there is no button")
    screen.check_background(findings, facts, field)
    _check_title(findings, facts["title"], screen)
    click, enter = Action("click", button.number) if button else None, Action("key", field.number, "Enter")
    for last in filter(None, (click, enter)):
        adding = [step for text in (FIRST, SECOND) for step in (Action("input", field.number, text), last)]
        trace = run_page(html, frames=3, actions=adding)
        if not ran(findings, trace):
            return
        first, both = Screen.of(trace, 2), Screen.of(trace, 4)
        if added := _shows(first, FIRST, field) and _shows(both, FIRST, field) and _shows(both, SECOND, field):
            break
    if findings.check("adds", added, f"{FIRST!r} and {SECOND!r} are not both shown after they were added") and facts["delete"]:
        _check_delete(findings, html, adding, both, field)


def _check_title(findings: Findings, title: str | None, screen: Screen) -> None:
    if title is not None:
        wanted = re.compile(rf"[\W_]*(to\W?do\W+list\W+(for\W+)?)?{re.escape(title)}(\W+(to\W?do\W?)?list)?[\W_]*", re.IGNORECASE)
        said = [e.text for e in screen.elements if e.tag in ("h1", "h2", "h3", "legend", "label", "p")]
        found = any(wanted.fullmatch(text) for e in screen.elements for text in (e.own, e.text) if not is_field(e) and not e.clickable)
        findings.check("title", found, f"{said[0] if said else ''!r} stands on the page, not {title!r}")


def _shows(screen: Screen, text: str, field: Element) -> Element | None:
    """The innermost element with the text that is not where it was typed."""
    holding = [e for e in screen.elements if text in e.text and e.number != field.number]
    return min(reversed(holding), key=lambda e: len(e.text), default=None)


def _check_delete(findings: Findings, html: str, adding: Sequence[Action], screen: Screen, field: Element) -> None:
    for clicks in islice(_ways(screen, field), MOST_WAYS):
        trace = run_page(html, frames=3, actions=[*adding, *(Action("click", number, seconds=0.6) for number in clicks)])
        after = Screen.of(trace, -1)
        if not _shows(after, FIRST, field) and _shows(after, SECOND, field):
            ran(findings, trace)
            findings.check("delete", True, "")
            return
    findings.check("delete", False, "no click on an item or beside it removes it and nothing else")


def _ways(screen: Screen, field: Element) -> Iterator[tuple[int, ...]]:
    """Clicks that may remove the first item."""
    item = _shows(screen, FIRST, field)
    assert item is not None
    yield (item.number,)
    row = item
    while (around := screen.sheet.elements.get(row.parent)) is not None and SECOND not in around.text:
        row = around
    held = screen.inside(row)
    beside = [e for e in held if e.number != item.number and (e.clickable or (e.tag == "input" and not is_field(e)))]
    for element in beside:
        yield (element.number,)
    inside = {e.number for e in held}
    for button in (b for b in screen.buttons if b.number not in inside and REMOVE.search(b.text or b.id)):
        for element in beside:
            yield (element.number, button.number)
