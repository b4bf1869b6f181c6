import re
import sys
import time
import warnings

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mercurycli.errors import RefusedError
from mercurycli.events import ParseState
from mercurycli.source import languages
from mercurycli.source.document import Document
from mercurycli.source.faults import find, parse_state
from mercurycli.source.languages import LANGUAGES, language_named

PAGE = """\
<!doctype html>
<html>
<head>
<style>
body {
  color: red;
}
</style>
</head>
<body>
<div id="stage">
  <canvas id="c"></canvas>
</div>
<script>
const c = document.getElementById("c");
function draw() {
  if (c.width > 3 && c.height < 4) {
    c.title = `${c.width} px`;
  }
  requestAnimationFrame(draw);
}
</script>
</body>
</html>
"""


def faults_in(text, language):
    return find(Document.from_text(text, language_named(language)))


def lines_of(text, language):
    return [fault.line for fault in faults_in(text, language)]


# Golden: text, then for each fault the line, who found it and words of the message.
PYTHON = {
    "a lost colon": ("if x\n    y()\n", [(1, "compile", "expected ':'")]),
    "a lost bracket": (
        "x = f(\n    1,\n    2\n\n",
        [(1, "compile", "was never closed"), (3, "pairs", r"'\(' in line 1 is never closed")],
    ),
    "a lost quote": ("x = 'a\ny = 1\n", [(1, "compile", "unterminated string literal")]),
    "no body": ("def f():\nx = 1\n", [(2, "compile", "expected an indented block")]),
    "a return outside": ("x = 1\nreturn x\n", [(2, "compile", "'return' outside function")]),
    "an await outside": ("def f():\n    await g()\n", [(2, "compile", "'await' outside async")]),
    "python 2": ("print 'a'\n", [(1, "compile", "Missing parentheses")]),
    "tabs and spaces": ("if 1:\n\tx\n        y\n", [(3, "compile", "inconsistent use of tabs")]),
    "a null byte": ("x = 1\ny\0 = 2\n", [(1, "compile", "null byte")]),
    "too deep": ("x = " + "-" * 50_000 + "1\n", [(1, "compile", "deep|recursion|memory")]),
}
SCRIPTS = {
    "no value": ("let a = 1;\nlet b = ;\n", [(2, "tree-sitter", "does not parse at '='")]),
    "a lost brace, told by indentation": (
        "function f() {\n  if (x) {\n    a();\n  b();\n}\n\nfunction g() {\n}\n",
        [(3, "pairs", "'{' in line 2 is never closed")],
    ),
    "a lost opening brace": (
        "function f() {\n  if (x)\n    a();\n  }\n  b();\n}\n",
        [(2, "pairs", r"'}' closes nothing \(line 4\); what opens it is missing")],
    ),
    "one brace too many": ("a();\n}\nb();\n", [(2, "pairs", "'}' closes nothing")]),
    "a lost parenthesis": ("f(a;\nb();\n", [(1, "pairs", r"'\(' in line 1")]),
    "a lost parenthesis of a head": ("if (a {\n  b();\n}\n", [(1, "pairs", r"'\(' in line 1")]),
    "a lost quote": ("let x = 'abc;\nlet y = 1;\n", [(1, "tree-sitter", "does not parse")]),
}
PAGES = {
    "a lost end tag": (PAGE.replace("</div>\n", ""), [(12, "pairs", "'<div>' in line 11 is never closed")]),
    "a lost start tag": (PAGE.replace('<div id="stage">\n', ""), [(12, "pairs", "'</div>' closes nothing")]),
    "a lost end of the script": (PAGE.replace("</script>\n", ""), [(21, "pairs", "'<script>' in line 14 is never")]),
    "a lost quote": (PAGE.replace('"stage"', '"stage'), [(11, "tree-sitter", "the quote that opens this value")]),
    "a lost angle": (PAGE.replace("</canvas>", "</canvas"), [(12, "pairs", "'<div>' in line 11 is never closed")]),
    "in the script": (PAGE.replace("> 3 &&", "> && "), [(17, "tree-sitter", "does not parse")]),
    "a brace in the script": (PAGE.replace("px`;\n  }\n", "px`;\n"), [(18, "pairs", "'{' in line 17 is never closed")]),
    "in the style": (PAGE.replace("  color: red;\n}\n", "  color: red;\n"), [(6, "pairs", "'{' in line 5")]),
}


GOLDEN = {"py": PYTHON, "js": SCRIPTS, "html": PAGES}


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [(language, *case) for language, cases in GOLDEN.items() for case in cases.values()],
    ids=[f"{language}: {name}" for language, cases in GOLDEN.items() for name in cases],
)
def test_the_first_fault_names_its_line_its_finder_and_its_cause(language, text, expected):
    found = faults_in(text, language)
    for fault, (line, source, words) in zip(found, expected, strict=False):
        assert (fault.line, fault.source) == (line, source), found
        assert re.search(words, fault.message), fault.message
    assert len(found) >= len(expected)


@pytest.mark.parametrize("language", [language.name for language in LANGUAGES])
@pytest.mark.parametrize("text", ["", "\n", "  \n\n"])
def test_an_empty_text_is_not_broken(language, text):
    assert faults_in(text, language) == ()


def test_a_whole_page_is_not_broken():
    assert faults_in(PAGE, "html") == ()
    assert faults_in(PAGE.replace("\n", "\r\n"), "html") == ()


def test_tags_that_html_lets_stay_open_are_no_fault():
    assert faults_in("<p>one<p>two<ul><li>a<li>b</ul><table><tr><td>1<td>2</table><br><img src=x>", "html") == ()


def test_scripts_in_a_page_that_are_no_scripts_are_read_as_what_they_are():
    assert faults_in('<script type="x-shader/x-vertex">void main( {</script>', "html") == ()
    assert faults_in('<script type="application/json">{"a": 1}</script>', "html") == ()
    assert lines_of('<script type="application/json">\n{"a": }</script>', "html") == [2]
    assert lines_of("<script type=module>\nimport a from 'b';\nlet = = 1</script>", "html")[0] == 3


def test_a_fault_in_a_script_is_placed_in_the_page():
    text = "<p>é</p>\n<script>\nlet é = 1;\nlet b = f(1;\n</script>\n"
    (fault,) = faults_in(text, "html")
    assert text.encode()[fault.span.start :].startswith(b";\n</script>")


def test_the_parts_of_a_page_are_judged_in_their_order():
    broken = PAGE.replace("> 3 &&", "> && ").replace("  color: red;\n}\n", "  color: red;\n")
    assert lines_of(broken, "html")[0] == 6


def test_several_faults_are_all_found_and_one_is_told_a_line():
    lines = lines_of("let a = ;\nlet b = 1;\nlet c = = ;\nlet d = ] ];\n", "js")
    assert sorted(lines) == [1, 3, 4]


def test_what_python_compiles_is_not_broken_and_warns_nobody():
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("error")
        assert faults_in('x = "\\d" is 1\nassert (x, "y")\n', "py") == ()
    assert caught == []


def test_the_futures_of_this_program_are_not_those_of_the_text():
    assert parse_state("def f():\n    x: (yield) = 1\n", language_named("py")) == ParseState(True)
    assert faults_in("class A:\n    x: (yield)\n", "py")


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_fault_is_placed_whatever_ends_the_lines(line_end):
    text = f"é = 1{line_end}x = é +{line_end}z = 3{line_end}"
    fault = faults_in(text, "py")[0]
    assert text.encode()[: fault.span.start].decode().endswith("x = é +")


def test_faults_lie_within_the_text_and_on_their_line():
    for text, _ in [*SCRIPTS.values(), *PAGES.values()]:
        document = Document.from_text(text, language_named("html" if "<" in text else "js"))
        for fault in find(document):
            assert fault.span.end <= len(document.source)
            assert document.lines.line_at(fault.span.start) == fault.line


# What a half-done draft is made of.
SCRAPS = st.lists(
    st.sampled_from(
        ["def ", "f", "(", ")", ":", "\n", "    ", "\t", "'", '"""', "{", "}", "[", "]", "return ", "=", "+", "#", "\\"]
        + ["<div>", "</div>", "<script>", "</script>", "<style>", "<", ">", "/", "&", "`", "${", "f'", "é"]
        + ["\0", "\r", "\ud800", "\x0c"]
    ),
    max_size=40,
).map("".join)


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.name)
@given(text=SCRAPS | st.text(max_size=30))
@settings(deadline=None, max_examples=40)
def test_the_state_of_any_text_at_all_can_be_told(language, text):
    state = parse_state(text, language)
    assert state.ok == (state.line is None) == (state.message == "")
    assert state.ok or 1 <= state.line <= text.count("\n") + 1


@given(SCRAPS)
@settings(deadline=None, max_examples=200)
def test_a_python_text_parses_when_python_compiles_it(text):
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(text, "x", "exec", dont_inherit=True)
        compiles = True
    except (SyntaxError, ValueError):
        compiles = False
    assert parse_state(text, language_named("py")).ok == compiles


@pytest.mark.parametrize("scrap", ["(", "{\n", "}\n", "<div>", "<b>\n", "a[", "if a:", "'", "{ a(b) }\n)\n"])
@pytest.mark.parametrize("language", ["py", "js", "html", "css"])
def test_a_long_and_deep_text_is_told_in_no_more_time_than_its_length_takes(language, scrap):
    text = scrap * (2 * sys.getrecursionlimit())
    begin = time.process_time()
    assert isinstance(parse_state(text, language_named(language)), ParseState)
    assert time.process_time() - begin < 5


def test_a_text_that_would_take_a_parser_forever_is_given_up(monkeypatch):
    monkeypatch.setattr(languages, "PATIENCE", 0.001)
    noise = "a.1%" * 5000
    begin = time.process_time()
    state = parse_state(noise, language_named("js"))
    assert time.process_time() - begin < 3
    assert not state.ok and "too tangled" in state.message
    with pytest.raises(RefusedError, match="too tangled"):
        find(Document.from_text(noise, language_named("js")))


def test_a_torn_surrogate_is_a_fault_and_names_its_line():
    assert parse_state("x = 1\ny = '\ud800'\n", language_named("py")) == ParseState(
        False, 2, "half of a surrogate pair is no character"
    )


def test_markup_in_a_script_is_a_fault_of_a_page_alone():
    text = "<p>é</p>\n<script>\nlet a = 1;\n<p id='x'></p>\n</script>\n"
    (fault,) = faults_in(text, "html")
    assert (fault.line, fault.message) == (4, "markup cannot stand in a script") and text.encode()[fault.span.start :].startswith(b"<p id")
    assert faults_in("const a = <p id='x'></p>;\n", "javascript") == ()
    assert faults_in("<script type='text/babel'>const a = <p id='x'></p>;</script>", "html") == ()
    assert faults_in("<script>const a = '</b>', b = /<p\\/>/;</script>", "html") == ()
