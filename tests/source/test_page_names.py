import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from recipe.curriculum import mixture

from mercurycli.source.page_names import browser_names, page_names, with_other_names


def page(script, body='<canvas id="c"></canvas>'):
    return f"<!DOCTYPE html>\n<body>{body}\n<script>\n{script}\n</script>\n"


def lost(script, *rest):
    return [each.name for each in page_names(page(script, *rest)).lost]


COMPLETE = [
    "const {a, b: [d], ...r} = {}; print(a, d, r);",
    "const f = (x, {y = 1}, ...z) => x + y + z.length; f(1, {});",
    "for (const w of [1]) console.log(w); for (let i = 0; i < 3; i++) i;",
    "try { f(); } catch (error) { alert(error); } function f() { return arguments.length; }",
    "class Ball extends Array { #p = 1; move(o) { return super.concat(o); } } new Ball().move({});",
    "y = 3; y += 1; [i, j] = [1, 2]; i + j + y;",
    'if (typeof later === "undefined") window.later = 1; later;',
    "outer: for (;;) { break outer; }",
    "c.width = innerWidth;",  # an element's id is a name
    "const o = {width: 1, height: 2}; o.width; Math.max(...[NaN, Infinity]); `${o.height}`;",
    "requestAnimationFrame(draw); async function* draw() { yield undefined; }",
]


@pytest.mark.parametrize("script", COMPLETE)
def test_what_a_script_or_the_browser_provides_is_not_lost(script):
    assert lost(script) == []


@pytest.mark.parametrize(
    ("script", "names"),
    [
        ("y = e.offsetY;", ["e"]),
        ("const o = {speed};", ["speed"]),
        ("balls.push(1);\nballs.length;", ["balls", "balls"]),
        ("const f = (x) => x + dx;", ["dx"]),
        ("`${missing}`", ["missing"]),
        ("speed += 1;", ["speed"]),
    ],
)
def test_a_name_that_nobody_defines_is_lost_wherever_it_is_used(script, names):
    assert lost(script) == names


def test_handlers_in_tags_use_names_and_have_those_of_an_event():
    text = page("let n = 0;", '<button onclick="n++; go(event, this)">Go</button>')
    (found,) = page_names(text).lost
    assert (found.name, found.line, text[found.span.start : found.span.end]) == ("go", 2, "go")
    assert lost("function go() {}", '<button onclick="go(event)">Go</button>') == []


@pytest.mark.parametrize(
    ("script", "ids"),
    [
        ('document.getElementById("d").textContent = 1;', ["d"]),
        ('document.querySelector("#d");', ["d"]),
        ('document.getElementById("c"); document.querySelector("#c"); document.querySelector("p"); document.querySelector("#c p");', []),
        ("const e = document.body; e.id = 'd'; document.getElementById('d');", []),
        ("document.body.innerHTML = `<p id=\"d\"></p>`; document.getElementById('d');", []),
        ("document.body.setAttribute('id', 'd'); document.getElementById('d');", []),
        ("for (let i = 0; i < 3; i++) document.body.innerHTML += `<p id=\"${i}\">`; document.getElementById('1');", []),
        ("const n = 'd'; document.getElementById(n);", []),
    ],
)
def test_an_id_is_lost_where_no_element_has_it_and_the_script_makes_none(script, ids):
    found = page_names(page(script)).lost
    assert [each.name for each in found] == ids and all(each.is_id for each in found)
    assert all(each.message == f'no element has the id "{each.name}"' for each in found)


@pytest.mark.parametrize("more", ['<script src="https://x.org/lib.js"></script>', "<script>eval('a = 1')</script>", "<script type=module>import a from './a.js'</script>"])
def test_where_more_is_brought_in_any_name_may_come_from_there(more):
    assert page_names(more + page("lib.go(a);")).lost == ()


def test_a_handler_with_entities_is_passed_over_since_its_places_are_not_those_of_the_page():
    assert lost("1", '<button onclick="go(&quot;x&quot;)">Go</button>') == []


def test_a_text_that_is_no_page_has_nothing_to_lose():
    assert page_names("") == page_names("just words")


def test_every_name_or_id_that_is_there_could_stand_instead():
    text = page("let total = 0, rows = [];\ntota + tota;")
    assert [(new, changed) for _, new, changed in with_other_names(text)] == [
        ("rows", text.replace("tota + tota", "rows + rows")), ("total", text.replace("tota + tota", "total + total")),
    ]  # fmt: skip
    text = page('document.getElementById("é")', '<p id="p">ä</p><p id="q"></p>')
    assert [changed for _, new, changed in with_other_names(text) if new] == [text.replace('"é"', '"p"'), text.replace('"é"', '"q"')]
    assert list(with_other_names(page("1"))) == []


@pytest.mark.parametrize(
    ("script", "without"),
    [
        ("let a = 1;\n  alert(tota);\na;", "let a = 1;\na;"),
        ("function f() {\n  f(1 + tota);\n}", "function f() {\n}"),
        ("alert(\n  tota\n);", None),  # may be a whole handler
        ("tota();", None),  # what the page is to do
        ("name; alert(tota);", None),  # shares its line
        ("const b = tota;", None),  # what else would b be
        ("if (1) alert(tota);", None),
        ('document.getElementById("d").textContent = 1;', None),
    ],
)
def test_a_statement_that_has_its_lines_to_itself_could_be_left_out(script, without):
    found = [changed for _, new, changed in with_other_names(page(script)) if not new]
    assert found == ([page(without)] if without else [])


def test_the_names_of_the_browser_are_those_of_pages():
    assert {"document", "requestAnimationFrame", "addEventListener", "innerWidth", "Math"} <= browser_names() and "e" not in browser_names()


def test_programs_of_the_curriculum_lose_nothing():
    rng = random.Random(3)
    for family in mixture.PAGE_FAMILIES:
        code = mixture.source_of(family).SOURCE.sample(rng, "train", family).code
        assert page_names(code).lost == (), (family, code)


@given(st.text("<>script/{}()=;.\"'`$ ab\né", max_size=60))
def test_no_text_makes_it_fail(text):
    for each in page_names(f"<script>{text}</script>").lost:
        assert each.line >= 1 and each.span.start <= each.span.end
    for _, _, changed in with_other_names(text):
        assert isinstance(changed, str)
