"""What a page hears of a person, and what of its style is read back."""

from __future__ import annotations

import pytest

pytest.importorskip("py_mini_racer")

from mercurycli.bench.quality.page import Action, run_page
from mercurycli.bench.quality.stylesheet import Stylesheet


def logged(script: str, before: str, *actions: Action) -> tuple[str, ...]:
    trace = run_page(f"{before}<script>{script}</script>", frames=2, actions=actions)
    assert not trace.errors, trace.errors
    return tuple(line.removeprefix("log: ") for line in trace.console)


def number(before: str, tag: str) -> int:
    return next(e.number for e in run_page(before, frames=1).snapshots[0] if e.tag == tag)


def test_a_label_ticks_its_box_and_the_box_says_so():
    page = "<label>on <input type=checkbox id=b></label>"
    script = "b.addEventListener('change', () => console.log(b.checked))"
    assert logged(script, page, *[Action("click", number(page, "label"))] * 2) == ("true", "false")


def test_enter_sends_a_form_only_when_what_it_needs_is_there():
    page = "<form id=f><input id=i name=a required></form>"
    script = "f.onsubmit = (e) => { e.preventDefault(); console.log(new FormData(f).get('a') + f.a.value + f.elements.a.value); }"
    field = number(page, "input")
    enter = Action("key", field, "Enter")
    assert logged(script, page, enter, Action("input", field, "x"), enter) == ("xxx",)
    assert run_page(page.replace(" required", ""), frames=1, actions=[enter]).errors == ("Error: the form is sent and the page loaded anew",)


def test_typing_brings_the_events_of_keys_too():
    script = "for (const t of ['keydown', 'input', 'keyup', 'change']) i.addEventListener(t, (e) => console.log(t, i.value, e.key ?? ''))"
    typed = Action("input", number("<input id=i>", "input"), "ab")
    assert logged(script, "<input id=i>", typed) == ("keydown  b", "input ab ", "keyup ab b", "change ab ")


def test_a_choice_sees_the_page_as_it_stands():
    page = "<button onclick=\"this.textContent = this.textContent === 'a' ? 'b' : 'c'\">a</button>"
    seen = []

    def choose(elements):
        seen.append(elements[-1].text)
        return Action("click", elements[-1].number)

    assert run_page(page, frames=1, actions=[choose, choose]).snapshots[-1][-1].text == "c" and seen == ["a", "b"]


def test_a_colour_reads_back_as_a_browser_writes_it():
    script = "i.style.color = '#0f0'; i.style.background = 'teal'; console.log(i.style.color, i.style.background)"
    assert logged(script, "<i id=i></i>") == ("rgb(0, 255, 0) teal",)


def test_chance_can_be_set():
    trace = run_page("<script>console.log(Math.random(), Math.random())</script>", frames=1, chance=0.25)
    assert trace.console == ("log: 0.25 0.25",)


@pytest.mark.parametrize(
    ("css", "body", "background"),
    [
        ("[data-t=dark] p { background: red } [data-t] p { background: lime }", "<p>x</p>", "#00ff00"),
        ("#b:checked ~ p { background: red } p { background: blue }", "<input type=checkbox id=b checked><p>x</p>", "#ff0000"),
        ("p:not(.a) { background: red } .a { background: blue }", "<p class=a>x</p>", "#0000ff"),
        ("body { --x: red } p { background: var(--y, var(--x)) } div { --x: blue }", "<p>x</p>", "#ff0000"),
        ("p { --x: var(--x); background: var(--x) } body { background: blue }", "<p>x</p>", "#0000ff"),
    ],
)
def test_selectors_and_variables_are_followed(css, body, background):
    trace = run_page(f"<html data-t=light><style>{css}</style><body>{body}</body></html>", frames=1)
    sheet = Stylesheet.of(trace)
    assert sheet.background(sheet.first("p")) == (background,)
