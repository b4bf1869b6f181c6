"""Which colour and background an element has: a small cascade (CSS Cascade Level 4, without media queries and states).

Rules count in order of specificity, then of appearance; inline styles win. Selectors are matched by their last part
and, for the parts before it, by any ancestor or, behind + and ~, by any element before it. That is enough for pages of
one screen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from mercurycli.bench.quality.colour import colours_in
from mercurycli.bench.quality.page_trace import Element, PageTrace

_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SIMPLE = re.compile(r"([#.]?)([\w-]+|\*)|(\[)\s*([^\[\]]*?)\s*\]|(:not|:has|:is|:where|:checked)(?:\(\s*([^()]*?)\s*\))?")
_INNER = r"(?![^()]*\))"  # not within the brackets of :not() and the like
_AT_REST = re.compile(r"@media[^{}]*\b(?:prefers|print)\b[^{}]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")

_Compound = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Rule:
    parts: tuple[_Compound, ...]  # compound selectors, outermost first; each of (sign, name)
    joins: tuple[str, ...]  # what stands between them: ">", "+", "~" or ""
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
        return colours_in(self._variables(element, self._best(element, lambda values: _value(values, names))))

    def value(self, element: Element, name: str) -> str:
        """What the element itself is given for a property or a variable, or ""."""
        return self._best(element, lambda values: values.get(name, ""))

    def _best(self, element: Element, value_of: Callable[[Mapping[str, str]], str]) -> str:
        found = [(rule.weight, value_of(rule.values)) for rule in self.rules if self._matches(element, rule)]
        found.append(((1 << 20, 0), value_of(_declarations(element.style))))
        return max(((weight, value) for weight, value in found if value), default=((0, 0), ""))[1]

    def hides(self, element: Element) -> bool:
        """Whether it, or something around it, is not shown at all."""
        return any(
            "hidden" in e.attributes or self.value(e, "display") == "none" or self.value(e, "visibility") == "hidden"
            for e in (element, *self._above(element))
        )

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

    def _matches(self, element: Element, rule: _Rule) -> bool:
        if not self._is(element, rule.parts[-1]):
            return False
        at: Element | None = element
        for join, compound in zip(reversed(rule.joins), reversed(rule.parts[:-1]), strict=True):
            around = self._before(at) if join in ("+", "~") else self._above(at)
            at = next((e for e in around if self._is(e, compound)), None)
            if at is None:
                return False
        return True

    def _above(self, element: Element) -> Iterator[Element]:
        while (parent := self.elements.get(element.parent)) is not None:
            element = parent
            yield element

    def _before(self, element: Element) -> list[Element]:
        siblings = [e for e in self.elements.values() if e.parent == element.parent]
        return siblings[: siblings.index(element)][::-1]

    def _is(self, element: Element, compound: _Compound) -> bool:
        return all(self._passes(element, sign, name) for sign, name in compound)

    def _passes(self, element: Element, sign: str, name: str) -> bool:
        match sign:
            case ":not":
                return not self._is(element, _compound(name))
            case ":is" | ":where":
                return any(self._is(element, _compound(one)) for one in name.split(","))
            case ":has":
                inner = _compound(re.split(r"[\s>+~]+", name)[-1])
                return any(self._is(e, inner) and element in self._above(e) for e in self.elements.values())
            case ":checked":
                return "checked" in element.attributes
            case "[":
                attribute, _, wanted = (part.strip(" \"'~|^$*") for part in name.partition("="))
                values = {"id": element.id, "class": element.classes, **element.attributes}
                return attribute in values and wanted in ("", values[attribute])
        return name == "*" or {"#": name == element.id, ".": name in element.classes.split(), "": name.lower() == element.tag}[sign]

    def _variables(self, element: Element, value: str) -> str:
        """With the variables replaced by what they are for this element: they are inherited, and may name each other."""

        def look_up(match: re.Match[str]) -> str:
            known = (self.value(e, match[1]) for e in (element, *self._above(element)))
            return next(filter(None, known), match[2] or "")

        for _ in range(4):
            value = re.sub(r"var\(\s*(--[\w-]+)\s*(?:,([^()]*))?\)", look_up, value[:2000])
        return value


def _rules(css: str) -> list[_Rule]:
    css = _AT_REST.sub("", re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL))
    found = []
    for order, (selectors, body) in enumerate(_RULE.findall(css)):
        values = _declarations(body)
        for selector in re.split("," + _INNER, selectors):
            selector = selector.strip().replace(":root", "html")
            if not selector or "@" in selector or re.search(r":(?!not|has|is|where|checked)|^(from|to|[\d.]+%)$", selector):
                continue  # hover, keyframes, media queries: not how the page looks at rest
            first, *rest = re.split(r"\s*([>+~])\s*" + _INNER + r"|\s+" + _INNER, selector)
            compounds = tuple(map(_compound, (first, *rest[1::2])))
            if not all(compounds):
                continue
            simple = [sign for compound in compounds for sign, name in compound if name != "*"]
            weight = 10_000 * simple.count("#") + 100 * sum(sign not in ("#", "") for sign in simple) + simple.count("")
            found.append(_Rule(compounds, tuple(join or "" for join in rest[::2]), values, (weight, order)))
    return found


def _compound(text: str) -> _Compound:
    return tuple((sign or opened or pseudo, name or inside or argument) for sign, name, opened, inside, pseudo, argument in _SIMPLE.findall(text))


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
