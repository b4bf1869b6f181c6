"""What a visitor sees of a page at one moment: the elements that show, the controls among them, and their colours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from mercurycli.bench.quality.colour import normal_colour
from mercurycli.bench.quality.page import Action, Choice, run_page
from mercurycli.bench.quality.page_trace import Element, PageTrace
from mercurycli.bench.quality.stylesheet import Stylesheet
from mercurycli.bench.quality.verdict import Findings

RESET = re.compile(r"reset|clear|restart|start over|\bzero\b|cancel|copy|back to|[\u21ba\u21bb\u27f2\u27f3]", re.IGNORECASE)
_HIDES = re.compile(r"display|visibility|hidden")
_TYPED = ("text", "number", "search", "tel", "range", "email", "password", "")


@dataclass(frozen=True, slots=True)
class Screen:
    elements: tuple[Element, ...]  # that show
    sheet: Stylesheet

    @classmethod
    def of(cls, trace: PageTrace, at: int = 0) -> Screen:
        sheet, seen = Stylesheet.of(trace, at), trace.snapshots[at]
        hiding = _HIDES.search(trace.css) or any(_HIDES.search(e.style) or "hidden" in e.attributes for e in seen)
        return cls(_without_hidden(seen, sheet) if hiding else seen, sheet)

    @property
    def buttons(self) -> list[Element]:
        """What can be clicked, real buttons first."""
        return sorted((e for e in self.elements if e.clickable), key=_is_box)

    @property
    def fields(self) -> list[Element]:
        """What can be typed into."""
        return [e for e in self.elements if is_field(e) and not e.attributes.keys() & {"readonly", "disabled"}]

    def inside(self, element: Element) -> list[Element]:
        """The element and what it holds, in the order of the document."""
        held, found = {element.number}, []
        for e in self.elements:
            if e.number == element.number or e.parent in held:
                held.add(e.number)
                found.append(e)
        return found

    def check_label(self, findings: Findings, label: str | None, among: Iterable[Element]) -> Element | None:
        """The control that says the label; None where none was asked or none does."""
        among = list(among)
        found = next((e for e in among if label is not None and same_words(e.text, label)), None)
        if label is not None:
            said = ", ".join(repr(e.text) for e in among[:4]) or "nothing"
            findings.check("label", found, f"{said} is on the page to click, not {label!r}")
        return found

    def check_button_colour(self, findings: Findings, facts: Mapping[str, Any], button: Element) -> None:
        if facts.get("colour") is not None:
            got = [c for e in self.inside(button) for c in self.sheet.colours(e, "background-color", "background", "background-image")]
            findings.check("colour", normal_colour(facts["colour"]) in got, f"{' '.join(got) or 'no colour'} is not {facts['colour']}")

    def check_text_colour(self, findings: Findings, facts: Mapping[str, Any], *elements: Element) -> None:
        if facts.get("colour") is not None:
            got = [c for e in elements for c in self.sheet.text_colour(e) or ("#000000",)]
            findings.check("colour", normal_colour(facts["colour"]) in got, f"{' '.join(got)} is not {facts['colour']}")

    def check_background(self, findings: Findings, facts: Mapping[str, Any], *elements: Element | None) -> None:
        """Behind one of the elements or behind the whole page."""
        if facts.get("background") is not None:
            around = (*elements, self.sheet.first("body"))
            got = [c for e in around if e is not None for c in self.sheet.background(e) or ("#ffffff",)]
            findings.check("background", normal_colour(facts["background"]) in got, f"{' '.join(got)} is not {facts['background']}")


def _without_hidden(seen: tuple[Element, ...], sheet: Stylesheet) -> tuple[Element, ...]:
    """The elements that show; those that hold hidden ones keep only the text that shows."""
    hidden = {e.number for e in seen if sheet.hides(e)}
    said: dict[int, list[str]] = {e.number: [] for e in seen}
    holes: set[int] = set()
    for element in seen:
        at: Element | None = element
        while at is not None:
            if element.number in hidden:
                holes.add(at.number)
            elif element.own:
                said[at.number].append(element.own)
            at = sheet.elements.get(at.parent)
    shown = (e for e in seen if e.number not in hidden)
    return tuple(e._replace(text=" ".join(said[e.number])) if e.number in holes else e for e in shown)


def opened(html: str, findings: Findings, label: str | None, names: re.Pattern[str]) -> tuple[Screen, Element] | None:
    """The page as it opens and its main button: the one with the label, else one so named, else the first. None: it has failed."""
    trace = run_page(html, frames=3)
    if not ran(findings, trace):
        return None
    screen = Screen.of(trace)
    if not findings.check("button", screen.buttons, "there is nothing to click"):
        return None
    button = screen.check_label(findings, label, screen.buttons) or named(screen.buttons, names, RESET) or screen.buttons[0]
    return screen, button


def ran(findings: Findings, trace: PageTrace) -> bool:
    return findings.check("errors", not trace.errors, "; ".join(trace.errors[:3]))


def is_field(element: Element) -> bool:
    return element.tag == "textarea" or (element.tag == "input" and element.attributes.get("type", "").lower() in _TYPED)


def same_words(text: str, wanted: str) -> bool:
    """Whatever stands around them: a sign before a label does not make it another label."""
    text, wanted = text.strip().casefold(), wanted.strip().casefold()
    return wanted in (text, re.sub(r"^[\W_]+|[\W_]+$", "", text))


def _is_box(element: Element) -> bool:
    return element.tag not in ("button", "input")


def named(elements: Iterable[Element], names: re.Pattern[str], but: re.Pattern[str] | None = None) -> Element | None:
    """The first whose text, or else whose id, class or title, says what it does, and that can be used."""
    left = [e for e in elements if "disabled" not in e.attributes and not (but and but.search(e.text or e.id))]
    for words in (lambda e: e.text, lambda e: e.id, lambda e: e.classes, lambda e: f"{e.attributes.get('title')} {e.attributes.get('aria-label')}"):
        if found := next((e for e in left if names.search(words(e))), None):
            return found
    return None


def press(names: re.Pattern[str], *others: re.Pattern[str], seconds: float, but: re.Pattern[str] | None = None) -> Choice:
    """A click on the button that has such a name when its time has come, or else one of the other names; waiting if there is none."""

    def choose(elements: tuple[Element, ...]) -> Action:
        shown = (e for e in elements if e.clickable and "hidden" not in e.attributes and not re.search(r"display:\s*none", e.style))
        buttons = sorted(shown, key=_is_box)
        found = next((b for pattern in (names, *others) if (b := named(buttons, pattern, but))), None)
        return Action("click", found.number, seconds=seconds) if found else Action("wait", seconds=seconds)

    return choose
