"""Judges of "adding_calculator", "temperature_converter" and "tip_calculator": numbers go in, the right ones come out.

Any way of using the page that a visitor would find counts: its button, one of several, a choice from a list, or typing
alone. Fifteen percent are what nobody asked for: then any usual tip will do.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

from mercurycli.bench.quality.form import Answer, Typed, ask, buttons_to_try, choices_to_try
from mercurycli.bench.quality.page import Action, run_page
from mercurycli.bench.quality.page_trace import Element
from mercurycli.bench.quality.screen import Screen, named, ran
from mercurycli.bench.quality.verdict import Findings

GO = re.compile(r"calc|comput|convert|result|equal|^\s*=|add|sum|subtract|multipl|divi|total|show|tip|\bgo\b|submit", re.IGNORECASE)
MOST_WAYS = 16
PAIRS = ((18, 3), (7, 28))  # in this order: 3 - 18 and 28 / 7 are other answers
RESULTS: Mapping[str, Callable[[float, float], float]] = {
    "add": lambda x, y: x + y, "subtract": lambda x, y: x - y, "multiply": lambda x, y: x * y, "divide": lambda x, y: x / y,
}  # fmt: skip
OPERATIONS = {
    "add": re.compile(r"\+|add|plus|sum", re.IGNORECASE), "subtract": re.compile(r"^\s*[-\u2212\u2013]|sub|minus|diff", re.IGNORECASE),
    "multiply": re.compile(r"[*\u00d7\u22c5]|^\s*x\s*$|mul|times|prod", re.IGNORECASE), "divide": re.compile(r"[/\u00f7]|div|quot", re.IGNORECASE),
}  # fmt: skip
CELSIUS, FAHRENHEIT = re.compile(r"cel|\u00b0\s*c|^c", re.IGNORECASE), re.compile(r"fah|\u00b0\s*f|^f", re.IGNORECASE)
DEGREES = {"c2f": ((100, 37), (212, 98.6), CELSIUS, FAHRENHEIT), "f2c": ((212, 50), (100, 10), FAHRENHEIT, CELSIUS)}
BILL, RATE = re.compile(r"bill|amount|price|cost|check|meal|subtotal", re.IGNORECASE), re.compile(r"tip|percent|rate|%", re.IGNORECASE)
BILLS = (200, 50)
UNASKED, MOST = 15, 60  # percent

Way = tuple[Sequence[Action], Sequence[Typed], Element | None]


def judge_adding(facts: Mapping[str, Any], html: str, findings: Findings) -> None:
    screen, labelled = _open(facts, html, findings, 2)
    if screen is None:
        return
    operation = facts["operation"]
    first, second = screen.fields[:2]
    inputs = [((first.number, str(x)), (second.number, str(y))) for x, y in PAIRS]
    wanted = [RESULTS[operation](x, y) for x, y in PAIRS]
    names = OPERATIONS[operation] if named(screen.buttons, OPERATIONS[operation]) else GO
    choices, buttons = choices_to_try(screen, OPERATIONS[operation]), buttons_to_try(screen, names, labelled)
    ways = [(choice, inputs, button) for choice in choices for button in buttons]
    said = _try(findings, html, ways, lambda answer: all(_near(n, seen, 0.051) for n, seen in zip(wanted, answer.numbers, strict=True)))
    findings.check("operation", said is None, f"{PAIRS[0]} and {PAIRS[1]} do not give {wanted[0]:g} and {wanted[1]:g} but {said}")


def judge_temperature(facts: Mapping[str, Any], html: str, findings: Findings) -> None:
    screen, labelled = _open(facts, html, findings, 1)
    if screen is None:
        return
    degrees, wanted, unit, other = DEGREES[facts["direction"]]
    fields = sorted(screen.fields, key=lambda e: not (unit.search(_about(screen, e)) and not other.search(_about(screen, e))))[:3]
    ways = [
        (choice, [((field.number, str(n)),) for n in degrees], button)
        for field in fields for choice in choices_to_try(screen, unit, other) for button in buttons_to_try(screen, GO, labelled)
    ]  # fmt: skip
    said = _try(findings, html, ways, lambda answer: all(_near(n, seen, 0.51) for n, seen in zip(wanted, answer.numbers, strict=True)))
    findings.check("direction", said is None, f"{degrees[0]} and {degrees[1]} do not become {wanted[0]} and {wanted[1]} but {said}")


def judge_tip(facts: Mapping[str, Any], html: str, findings: Findings) -> None:
    screen, labelled = _open(facts, html, findings, 1)
    if screen is None:
        return
    percent, fields = facts["percent"], screen.fields
    bill = next((e for e in fields if BILL.search(_about(screen, e))), fields[0])
    rates = [e for e in fields if e != bill and not e.own and RATE.search(_about(screen, e))] if percent == UNASKED else []
    typed = [((bill.number, str(n)), *((rate.number, str(UNASKED)) for rate in rates[:1])) for n in BILLS]
    ways = [([], typed, button) for button in buttons_to_try(screen, GO, labelled)]
    said = _try(findings, html, ways, lambda answer: _tips(answer, percent))
    findings.check("percent", said is None, f"bills of {BILLS[0]} and {BILLS[1]} do not give tips of {percent} percent but {said}")


def _open(facts: Mapping[str, Any], html: str, findings: Findings, fields: int) -> tuple[Screen | None, Element | None]:
    """The page as it opens, if there is something to type into, and the button with the label that was asked for."""
    trace = run_page(html, frames=3)
    if not ran(findings, trace):
        return None, None
    screen = Screen.of(trace)
    labelled = screen.check_label(findings, facts["label"], screen.buttons)
    button = labelled or named(screen.buttons, GO) or next(iter(screen.buttons), None)
    if button is not None:
        screen.check_button_colour(findings, facts, button)
    elif facts["colour"] is not None:
        findings.check("colour", False, "there is no button")
    screen.check_background(findings, facts, button)
    there = findings.check("fields", len(screen.fields) >= fields, f"there are {len(screen.fields)} fields to type into, not {fields}")
    return screen if there else None, labelled


def _try(findings: Findings, html: str, ways: Iterable[Way], right: Callable[[Answer], bool]) -> str | None:
    """None if a way gives the right answer, else what the first one gave."""
    first: Answer | None = None
    for before, inputs, button in islice(ways, MOST_WAYS):
        answer = ask(html, before, inputs, button)
        first = first or answer
        if right(answer):
            return None if ran(findings, answer.trace) else "errors"
    if first is not None:
        ran(findings, first.trace)
    return " and ".join(" ".join(f"{n:g}" for n in sorted(seen)[:4]) or "nothing" for seen in first.numbers) if first else "nothing"


def _near(wanted: float, shown: Iterable[float], slack: float) -> bool:
    return any(abs(n - wanted) <= slack for n in shown)


def _tips(answer: Answer, percent: float) -> bool:
    """The tip or the total, for both bills at the same rate."""
    first, second = (
        {rate for n in seen for rate in (n / bill * 100, (n - bill) / bill * 100) if 0 < rate <= MOST}
        for bill, seen in zip(BILLS, answer.numbers, strict=True)
    )
    return any(_near(rate, second, 0.03) and percent in (UNASKED, round(rate, 2)) for rate in first)


def _about(screen: Screen, field: Element) -> str:
    """What stands at a field: its name, its hint, its label."""
    labels = [e.text for e in screen.elements if e.tag == "label" and (e.attributes.get("for", "-") == field.id or e.number == field.parent)]
    return " ".join((*labels, field.attributes.get("placeholder", ""), field.id, field.attributes.get("name", "")))
