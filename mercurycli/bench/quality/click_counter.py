"""Judge of "click_counter": a number on the page, and buttons that raise it, lower it and set it back."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from mercurycli.bench.quality.page import Action, run_page
from mercurycli.bench.quality.page_trace import Element
from mercurycli.bench.quality.verdict import Findings

_PLUS = re.compile(r"^\s*\+|plus|add|inc|click|count|press|tap|push|up\b|more|\bone\b", re.IGNORECASE)
_MINUS = re.compile(r"^\s*[-\u2212\u2013]|minus|dec|subtract|down|less|remove", re.IGNORECASE)
_RESET = re.compile(r"reset|clear|restart|start over|zero|back to|\u21ba|\u21bb", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\d.])[-\u2212]?\d+(?![\d.]*\d)")

Place = tuple[int, int]  # element, and which of the numbers in its text


def judge(facts: Mapping[str, Any], html: str, findings: Findings) -> None:
    trace = run_page(html, frames=3)
    if not findings.check("errors", not trace.errors, "; ".join(trace.errors[:3])):
        return
    buttons = [e for e in trace.snapshots[0] if e.clickable]
    if not findings.check("button", buttons, "there is nothing to click"):
        return
    minus, reset = _named(buttons, _MINUS), _named(buttons, _RESET)
    plus = _plus(buttons, minus, reset)
    clicks = [("plus", plus), ("plus", plus)]
    clicks += [("minus", minus)] if minus and facts["minus"] else []
    clicks += [("reset", reset)] if reset and facts["reset"] else []
    trace = run_page(html, frames=3, actions=[Action("click", button.number) for _, button in clicks])
    if not findings.check("errors", not trace.errors, "; ".join(trace.errors[:3])):
        return
    _check_numbers(facts, [name for name, _ in clicks], [_numbers(s) for s in trace.snapshots], findings)
    for name, button in (("minus", minus), ("reset", reset)):
        if facts[name]:
            findings.check(name, button is not None, f"there is no {name} button")


def _check_numbers(facts: Mapping[str, Any], clicks: Sequence[str], shown: Sequence[Mapping[Place, int]], findings: Findings) -> None:
    """Follow the number that behaves best; the first click after which none is right tells which fact is not met."""
    start, step = facts["start"], facts["step"]
    places = {place for place, number in shown[0].items() if number == start}
    changing = {p for s in shown[1:] for p, n in s.items() if n != shown[0].get(p)}
    if not findings.check("start", places, f"the page does not show {start}"):
        places = changing & set(shown[0])
        start = shown[0][min(places)] if places else start
    number = start
    for name, numbers in zip(clicks, shown[1:], strict=True):
        number = {"plus": number + step, "minus": number - step, "reset": start}[name]
        right = {place for place in places if numbers.get(place) == number}
        got = sorted({numbers[p] for p in (places & changing or places) if p in numbers})
        fact = "step" if name == "plus" else name
        if not findings.check(fact, right, f"{got or 'nothing'} is shown after {name}, not {number}"):
            return
        places = right


def _numbers(snapshot: Sequence[Element]) -> dict[Place, int]:
    return {
        (element.number, at): int(digits.replace("\u2212", "-"))
        for element in snapshot
        for at, digits in enumerate(_NUMBER.findall(element.text))
        if element.tag not in ("html", "body") and len(digits) < 15
    }


def _named(buttons: Sequence[Element], names: re.Pattern[str]) -> Element | None:
    """The button whose text, or else whose id or class, says what it does."""
    for words in (lambda e: e.own or e.text, lambda e: e.id, lambda e: e.classes):
        if found := next((e for e in buttons if names.search(words(e))), None):
            return found
    return None


def _plus(buttons: Sequence[Element], minus: Element | None, reset: Element | None) -> Element:
    rest = [e for e in buttons if e not in (minus, reset)] or list(buttons)
    return next((e for e in rest if _PLUS.search(e.own or e.text)), rest[0])
