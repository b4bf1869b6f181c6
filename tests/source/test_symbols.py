import pytest

from mercurycli.source.document import Document
from mercurycli.source.languages import language_named
from mercurycli.source.symbols import symbols

CASES = {
    "python": (
        "@dec\nclass A:\n    @property\n    def f(self):\n        def g(): ...\n\nasync def h(): ...\n",
        {"A": "@dec\nclass A", "A.f": "@property", "A.f.g": "def g(): ...", "h": "async def h"},
    ),
    "javascript": (
        "export class A { m() {} }\nexport const f = (x) => x;\nfunction* g() {}\nconst a = 1, h = function () {};\n"
        "let o = { p() {}, q: () => 1, r: 2 };\n",
        {
            "A": "export class A",
            "A.m": "m() {}",
            "f": "export const f",
            "g": "function* g",
            "h": "h = function",
            "p": "p() {}",
            "q": "q: () => 1",
        },
    ),
    "typescript": (
        "interface I { a: string }\ntype T<X> = X[];\nenum E { A }\nnamespace N { export function f() {} }\n",
        {"I": "interface I", "T": "type T<X> = X[];", "E": "enum E", "N": "namespace N", "N.f": "export function f"},
    ),
    "tsx": ("const App = () => <div/>;\n", {"App": "const App = () => <div/>;"}),
    "html": (
        "<div id='x'><b id=y>z</b></div>\n<style>.a, .b { c: d }</style>\n<script>function draw() {}</script>\n",
        {"x": "<div id='x'>", "y": "<b id=y>z</b>", ".a, .b": ".a, .b { c: d }", "draw": "function draw"},
    ),
    "css": (
        ".a  > b { c: d }\n@media (a: b) { .c { d: e } }\n@keyframes spin { from { a: b } }\n",
        {".a > b": ".a  > b { c: d }", ".c": ".c { d: e }", "spin": "@keyframes spin"},
    ),
    "json": ('{"a": {"b": 1}, "c": [{"d": 2}]}', {"a": '"a": {"b": 1}', "a.b": '"b": 1', "c": '"c"', "c.d": '"d": 2'}),
    "rust": (
        "struct S<T> { a: T }\nimpl<T> S<T> { fn new() {} }\nmod m { pub fn f() {} }\n",
        {"S": "struct S", "S.new": "fn new() {}", "m": "mod m", "m.f": "pub fn f() {}"},
    ),
    "go": (
        "package a\n\ntype S struct{}\n\nfunc (s *S) M() {}\n\nfunc f() {}\n",
        {"S": "type S struct{}", "S.M": "func (s *S) M() {}", "f": "func f() {}"},
    ),
    "c": (
        "struct s { int a; };\nint *f(int a) { struct s x; return 0; }\nenum e { A };\n",
        {"s": "struct s { int a; }", "f": "int *f", "e": "enum e"},
    ),
    "cpp": (
        "namespace n { class A { void m() {} }; void A::k() {} template <class T> T id(T x) { return x; } }\n",
        {
            "n": "namespace n",
            "n.A": "class A",
            "n.A.m": "void m() {}",
            "n.A.k": "void A::k() {}",
            "n.id": "template <class T>",
        },
    ),
    "java": (
        "class A { A() {} int m() { return 1; } interface B { void q(); } }\n",
        {"A": "class A", "A.A": "A() {}", "A.m": "int m()", "A.B": "interface B", "A.B.q": "void q();"},
    ),
    "bash": ("f() { echo; }\nfunction g { echo; }\n", {"f": "f() { echo; }", "g": "function g { echo; }"}),
}


@pytest.mark.parametrize("language", CASES)
def test_a_text_lists_what_it_defines_with_the_whole_of_each_definition(language):
    text, expected = CASES[language]
    document = Document.from_text(text, language_named(language))
    found = {symbol.name: document.slice(symbol.span) for symbol in symbols(document)}
    assert found.keys() == expected.keys()
    assert {name: text[: len(expected[name])] for name, text in found.items()} == expected


def test_definitions_come_in_the_order_of_the_text_outer_ones_first():
    document = Document.from_text("<p id=c></p><script>class B { a() {} }</script><p id=a></p>", language_named("html"))
    assert [symbol.name for symbol in symbols(document)] == ["c", "B", "B.a", "a"]


def test_a_broken_text_still_lists_what_can_be_made_out():
    document = Document.from_text("def f(x):\n    return x\n\ny = (\n", language_named("py"))
    assert "f" in [symbol.name for symbol in symbols(document)]
