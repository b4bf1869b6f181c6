"""Ways to fill in a form: which field, which choice and which button a visitor may use to get an answer from numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from mercurycli.bench.quality.page import Action, run_page
from mercurycli.bench.quality.page_trace import Element, PageTrace
from mercurycli.bench.quality.place import numbers
from mercurycli.bench.quality.screen import RESET, Screen, named

MOST_BUTTONS = 6

Typed = Sequence[tuple[int, str]]  # Element.number of a field, what is typed


@dataclass(frozen=True, slots=True)
class Answer:
    """What a page said to each of several inputs."""

    trace: PageTrace
    numbers: tuple[frozenset[float], ...]


def ask(html: str, before: Sequence[Action], inputs: Sequence[Typed], button: Element | None) -> Answer:
    """The numbers that stand on the page after each input: where they were typed does not count, and neither do choices."""
    actions, looks = list(before), []
    for typed in inputs:
        actions += [Action("input", number, text) for number, text in typed]
        actions += [Action("click", button.number, seconds=0.3)] if button else [Action("wait", seconds=0.3)]
        looks.append(len(actions))
    trace = run_page(html, frames=3, actions=actions)
    fields = {number for typed in inputs for number, _ in typed}
    alerts = [frozenset(numbers(text)) for text in trace.alerts]
    said = [alerts[at] if len(alerts) == len(looks) else frozenset() for at in range(len(looks))]
    return Answer(trace, tuple(_shown(trace, look, fields) | more for look, more in zip(looks, said, strict=True)))


def _shown(trace: PageTrace, at: int, fields: set[int]) -> frozenset[float]:
    elements = [e for e in Screen.of(trace, at).elements if e.number not in fields and e.tag not in ("select", "option")]
    return frozenset(n for e in elements for text in (e.own, e.text) for n in numbers(text))


def buttons_to_try(screen: Screen, names: re.Pattern[str], labelled: Element | None) -> list[Element | None]:
    """The one with the label that was asked for; else the likeliest first, and none at all for a page that answers by itself."""
    if labelled is not None:
        return [labelled]
    likely = named(screen.buttons, names, RESET)
    others = [b for b in screen.buttons if b != likely and not RESET.search(b.text or b.id)]
    return ([likely] if likely else []) + others[:MOST_BUTTONS] + [None]


def choices_to_try(screen: Screen, *wanted: re.Pattern[str]) -> Iterator[list[Action]]:
    """As the page comes; then each list with what is wanted of it, the first list with the first pattern; then each radio button."""
    yield []
    lists = [e for e in screen.elements if e.tag == "select"]
    picks = [_option(screen, e, names) for e, names in zip(lists, (wanted * len(lists))[: len(lists)], strict=True)] if wanted else []
    if any(picks):
        yield [Action("input", e.number, pick) for e, pick in zip(lists, picks, strict=True) if pick]
    for radio in (e for e in screen.elements if e.attributes.get("type") == "radio"):
        yield [Action("click", radio.number)]


def _option(screen: Screen, choice: Element, names: re.Pattern[str]) -> str | None:
    options: Iterable[Element] = (e for e in screen.inside(choice) if e.tag == "option")
    return next((e.attributes.get("value", e.text) for e in options if names.search(e.text) or names.search(e.attributes.get("value", ""))), None)
