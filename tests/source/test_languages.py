import pytest

from mercurycli.errors import UsageError
from mercurycli.source.document import Document
from mercurycli.source.faults import find
from mercurycli.source.languages import LANGUAGES, language_for_path, language_for_shebang, language_named

SAMPLES = {  # language: good, broken
    "python": ("def f(x: int) -> int:\n    return x\n", "def f(x:\n    return x\n"),
    "javascript": ("const f = (a) => ({ ...a, b: `${a}` });\n", "const f = (a => {;\n"),
    "typescript": ("interface A<T> { b?: T }\n", "interface A<T { b }\n"),
    "tsx": ("const A = () => <p>{1}</p>;\n", "const A = () => <p>{1}</b;\n"),
    "html": ("<!doctype html>\n<p>hi<br>you\n<ul><li>a</ul>\n", "<div><b>hi</div>\n"),
    "css": ("a > b:hover { color: red }\n", "a { color: red\n"),
    "json": ('{"a": [1, 2.5, null]}\n', '{"a": [1, 2}\n'),
    "rust": ("fn main() { let v: Vec<u8> = vec![]; }\n", "fn main( { }\n"),
    "go": ("package a\n\nfunc f() int { return 1 }\n", "package a\n\nfunc f( int { return 1 }\n"),
    "c": ("#include <a.h>\nint main(void) { return 0; }\n", "int main(void) { return 0;\n"),
    "cpp": ("template <class T> T f(T x) { return x; }\n", "template <class T> T f(T x { return x; }\n"),
    "java": ("class A { int m() { return 1; } }\n", "class A { int m( { return 1; } }\n"),
    "bash": ('for x in a b; do echo "$x"; done\n', "for x in a b; do echo x\n"),
}


def test_every_language_of_the_table_has_a_sample():
    assert SAMPLES.keys() == {language.name for language in LANGUAGES}


@pytest.mark.parametrize("name", SAMPLES)
def test_a_good_text_has_no_fault_and_a_broken_one_has(name):
    good, broken = (find(Document.from_text(text, language_named(name))) for text in SAMPLES[name])
    assert good == ()
    assert broken


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.name)
def test_a_comment_is_a_comment_to_the_grammar(language):
    opens, closes = language.comment
    if opens:
        root = Document.from_text(f"{opens} words, no code {closes}\n", language).tree.root_node
        assert not root.has_error
        assert [child.type.removeprefix("line_") for child in root.children] == ["comment"]


@pytest.mark.parametrize(
    ("path", "name"),
    [("a.py", "python"), ("x/Y.HTM", "html"), ("a.mjs", "javascript"), ("a.d.ts", "typescript"), ("b.tsx", "tsx")],
)
def test_a_suffix_tells_the_language(path, name):
    assert language_for_path(path).name == name


@pytest.mark.parametrize("path", ["Makefile", "a.xyz", "py", ".py", ""])
def test_a_name_without_a_known_suffix_tells_none(path):
    assert language_for_path(path) is None


def test_no_two_languages_share_a_suffix_or_a_name():
    for words in (
        [suffix for language in LANGUAGES for suffix in language.suffixes],
        [word for language in LANGUAGES for word in (language.name, *language.aliases)],
    ):
        assert len(words) == len(set(words))


@pytest.mark.parametrize(
    ("alias", "name"),
    [("py", "python"), ("JS", "javascript"), ("htm", "html"), (" C++ ", "cpp"), (".rs", "rust"), ("sh", "bash")],
)
def test_languages_answer_to_aliases_and_suffixes(alias, name):
    assert language_named(alias).name == name


def test_an_unknown_language_is_refused_with_the_names_that_are_known():
    with pytest.raises(UsageError, match="cobol") as caught:
        language_named("cobol")
    assert all(language.name in caught.value.hint for language in LANGUAGES)


@pytest.mark.parametrize(
    ("line", "name"),
    [("#!/usr/bin/env python3.11 -u", "python"), ("#!/bin/sh", "bash"), ("#!/usr/bin/env node", "javascript")],
)
def test_the_interpreter_of_a_script_tells_its_language(line, name):
    assert language_for_shebang(line).name == name


@pytest.mark.parametrize("line", ["# python", "#!/usr/bin/perl", "python"])
def test_a_line_that_names_no_known_interpreter_tells_none(line):
    assert language_for_shebang(line) is None


@pytest.mark.parametrize(
    "css",
    [
        "@keyframes a { 33.3% { b: c } 0%, 66.67% { b: d } }",
        "@media (width >= 600px) { a { b: c } }",
        "@media (400px <= width <= 700px) and (height > 3em) { a { b: c } }",
        "a:is(b > c, d + e) { f: g }",
        "a[href^='x' i] { b: c }",
        ".a { .b & { c: d } }",
        "a { color: red;; }",
        "a { b: url('data:x,\\\n<y>') }",
    ],
)
def test_good_css_that_the_grammar_does_not_know_is_no_fault(css):
    assert find(Document.from_text(css, language_named("css"))) == ()


@pytest.mark.parametrize("html", ["<p>drag & drop</p>", "<p>&nbsp;a&b</p>", "<a href='?a=1&b=2'>x</a>"])
def test_an_ampersand_in_a_page_is_no_fault(html):
    assert find(Document.from_text(html, language_named("html"))) == ()


def test_what_is_hidden_from_the_grammar_is_still_in_the_text_at_its_place():
    document = Document.from_text("<p>a & b</p><i>c</i>", language_named("html"))
    assert document.text == "<p>a & b</p><i>c</i>"
    assert [document.source[node.start_byte : node.end_byte] for node in document.tree.root_node.children] == [
        b"<p>a & b</p>",
        b"<i>c</i>",
    ]
