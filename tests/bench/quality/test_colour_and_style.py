"""Colours compare as colours, and the cascade says which one an element has."""

from __future__ import annotations

import pytest

from mercurycli.bench.quality.colour import colours_in, normal_colour
from mercurycli.bench.quality.page_trace import Element, PageTrace
from mercurycli.bench.quality.stylesheet import Stylesheet


@pytest.mark.parametrize("text", ["red", "RED", "#f00", "#FF0000", "#ff0000ff", "rgb(255, 0, 0)", "rgb(255 0 0 / 50%)", "rgba(255,0,0,.5)", "hsl(0, 100%, 50%)"])
def test_one_colour_has_one_normal_form(text):
    assert normal_colour(text) == "#ff0000"


@pytest.mark.parametrize("text", ["", "redd", "#ff", "#ggg", "rgb(1, 2)", "url(red.png", "12px"])
def test_what_is_no_colour_has_none(text):
    assert normal_colour(text) is None


def test_a_gradient_has_all_its_colours():
    assert colours_in("linear-gradient(to right, red, #00f 50%, rgb(0, 255, 0))") == ("#ff0000", "#0000ff", "#00ff00")


def trace(css: str, *rows: tuple) -> PageTrace:
    elements = tuple(Element(*row, own="", text="", clickable=False) for row in rows)
    return PageTrace((), "", (), (), (), (elements,), css, (), ())


def test_the_more_specific_rule_wins_and_inline_style_wins_over_all():
    css = "#b { color: red } .x { color: lime } button { color: blue } button { background: navy } /* p { color: white } */ button:hover { background: red }"
    sheet = Stylesheet.of(trace(css, (1, 0, "body", "", "", ""), (2, 1, "button", "b", "x", ""), (3, 1, "button", "c", "x", "color: white"), (4, 1, "button", "", "", "")))
    colours = {number: sheet.colours(element, "color") for number, element in sheet.elements.items()}
    assert colours == {1: (), 2: ("#ff0000",), 3: ("#ffffff",), 4: ("#0000ff",)}
    assert sheet.background(sheet.elements[2]) == ("#000080",)


def test_background_and_colour_come_from_around_and_from_variables():
    css = ":root { --dark: #010203 } @media print { body { background: red } } body { background: var(--dark); color: gold } main p { color: teal }"
    sheet = Stylesheet.of(trace(css, (1, 0, "html", "", "", ""), (2, 1, "body", "", "", ""), (3, 2, "main", "", "", ""), (4, 3, "div", "", "", ""), (5, 4, "p", "", "", ""), (6, 2, "p", "", "", "")))
    assert sheet.background(sheet.elements[5]) == ("#010203",)
    assert sheet.text_colour(sheet.elements[5]) == ("#008080",)
    assert sheet.text_colour(sheet.elements[6]) == ("#ffd700",)
