"""Which colour and background an element has: a small cascade (CSS Cascade Level 4, without media queries and states).

Rules count in order of specificity, then of appearance; inline styles win. Selectors are matched by their last part
and, for the parts before it, by any ancestor. That is enough for pages of one screen.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from mercurycli.bench.quality.colour import colours_in
from mercurycli.bench.quality.page_trace import Element, PageTrace

_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SIMPLE = re.compile(r"([#.]?)([\w-]+|\*)")


@dataclass(frozen=True, slots=True)
class _Rule:
    parts: tuple[tuple[tuple[str, str], ...], ...]  # compound selectors, outermost first; each of (sign, name)
    values: Mapping[str, str]
    weight: tuple[int, int]  # specificity, then order


@dataclass(frozen=True, slots=True)
class Stylesheet:
    rules: tuple[_Rule, ...]
    elements: Mapping[int, Element]

    @classmethod
    def of(cls, trace: PageTrace, at: int = -1) -> Stylesheet:
        """The styles of a page as they stood at one of its snapshots."""
        return cls(tuple(_rules(trace.css)), {e.number: e for e in trace.snapshots[at]})

    def colours(self, element: Element, *names: str) -> tuple[str, ...]:
        """Colours the element itself is given by the properties ``names``, as #rrggbb; several for a gradient."""
        found = [(rule.weight, _value(rule.values, names)) for rule in self.rules if self._matches(element, rule.parts)]
        found.append(((1 << 20, 0), _value(_declarations(element.style), names)))
        best = max(((weight, value) for weight, value in found if value), default=((0, 0), ""))
        return colours_in(self._variables(best[1]))

    def background(self, element: Element | None) -> tuple[str, ...]:
        """What is seen behind it: its own background, else that of the nearest element around it."""
        while element is not None:
            if own := self.colours(element, "background-color", "background", "background-image"):
                return own
            element = self.elements.get(element.parent)
        return ()

    def text_colour(self, element: Element | None) -> tuple[str, ...]:
        while element is not None:
            if own := self.colours(element, "color"):
                return own
            element = self.elements.get(element.parent)
        return ()

    def first(self, tag: str) -> Element | None:
        return next((e for e in self.elements.values() if e.tag == tag), None)

    def _matches(self, element: Element, parts: tuple[tuple[tuple[str, str], ...], ...]) -> bool:
        *around, last = parts
        if not _is(element, last):
            return False
        for compound in reversed(around):
            parent = self.elements.get(element.parent)
            while parent is not None and not _is(parent, compound):
                parent = self.elements.get(parent.parent)
            if parent is None:
                return False
            element = parent
        return True

    def _variables(self, value: str) -> str:
        def look_up(match: re.Match[str]) -> str:
            known = [rule.values[match[1]] for rule in self.rules if match[1] in rule.values]
            return known[-1] if known else match[2] or ""

        return re.sub(r"var\(\s*(--[\w-]+)\s*(?:,([^()]*))?\)", look_up, value)


def _rules(css: str) -> list[_Rule]:
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    found = []
    for order, (selectors, body) in enumerate(_RULE.findall(css)):
        values = _declarations(body)
        for selector in selectors.split(","):
            selector = selector.strip().replace(":root", "html")
            if not selector or re.search(r"[:@\[]|^(from|to|[\d.]+%)$", selector):
                continue  # hover, keyframes, media queries: not how the page looks at rest
            compounds = tuple(tuple(_SIMPLE.findall(part)) for part in re.split(r"[\s>+~]+", selector) if part)
            simple = [sign for compound in compounds for sign, name in compound if name != "*"]
            weight = 10_000 * simple.count("#") + 100 * simple.count(".") + simple.count("")
            found.append(_Rule(compounds, values, (weight, order)))
    return found


def _declarations(body: str) -> dict[str, str]:
    values: dict[str, str] = {}
    for part in body.split(";"):
        name, colon, value = part.partition(":")
        name = name.strip() if name.strip().startswith("--") else name.strip().lower()
        if colon:
            if name == "background":
                values.pop("background-color", None)
            values.pop(name, None)
            values[name] = value.replace("!important", "").strip()
    return values


def _value(values: Mapping[str, str], names: tuple[str, ...]) -> str:
    """The last declared of the properties that says a colour."""
    return next((values[name] for name in reversed(values) if name in names and ("var(" in values[name] or colours_in(values[name]))), "")


def _is(element: Element, compound: tuple[tuple[str, str], ...]) -> bool:
    classes = element.classes.split()
    return all(
        name == "*" or {"#": name == element.id, ".": name in classes, "": name.lower() == element.tag}[sign]
        for sign, name in compound
    )
