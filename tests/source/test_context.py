import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mercurycli.errors import UsageError
from mercurycli.source import context
from mercurycli.source.document import Document
from mercurycli.source.faults import find
from mercurycli.source.languages import language_named

SHOP = """\
import math


class Shop:
    def total(self, prices):
        result = 0
        for price in prices:
            result += price
        return round(result, 2)

    def area(self, r):
        return math.pi * r ** 2


def main():
    shop = Shop()
    print(shop.total([1, 2]))
"""


def sizes(text, language="py"):
    document = Document.from_text(text, language_named(language))
    return [document.slice(span) for span in context.widen(document, find(document)[0])]


def test_around_a_fault_the_sizes_grow_from_tokens_to_line_to_neighbours_to_block():
    texts = sizes(SHOP.replace("result += price", "result += += price"))
    assert texts[0] == "+= += price"
    assert texts[1] == "            result += += price"
    assert texts[2].startswith("        for price in prices:\n")
    assert texts[2].endswith("        return round(result, 2)")
    assert texts[-1].startswith("    def total(self, prices):") and texts[-1].endswith("return round(result, 2)")


def test_the_block_under_a_line_is_a_size_and_the_block_around_it_the_next():
    loop = "    while x:\n        a()\n        b()\n        c = = d\n        e()\n        f()"
    texts = sizes(f"def g(x):\n    h()\n{loop}\n    return x\n")
    assert loop in texts
    assert texts[-1] == f"def g(x):\n    h()\n{loop}\n    return x"


def test_a_lost_bracket_is_mended_where_it_belongs():
    texts = sizes("function f() {\n  if (x) {\n    a();\n  b();\n}\n", "js")
    assert texts[0].endswith(";")
    assert texts[1] == "    a();"
    assert any(text.startswith("  if (x) {") for text in texts)


def test_in_a_page_a_fault_of_a_script_stays_within_the_script():
    page = "<body>\n<p>x</p>\n<script>\nfunction f() {\n  let a = ;\n}\n</script>\n</body>\n"
    texts = sizes(page, "html")
    assert texts[0] == "a = ;"
    assert "function f() {\n  let a = ;\n}" in texts
    assert all("<" not in text for text in texts)
    assert all("<" not in text for text in sizes("<script>\nlet a = ;\n</script>\n", "html"))


def test_a_fault_at_the_end_of_the_text_has_sizes_too():
    assert sizes("x = (1,\n", "py")[1] == "x = (1,"
    assert sizes("function f() {\n  a();\n", "js")[-1] == "function f() {\n  a();"


BROKEN = st.lists(
    st.sampled_from(["def f(x):\n", "    return x\n", "(", ")", "é = 1\n", "\n", "  ", "\r\n", "if x\n", "'"])
    | st.sampled_from(["{\n", "}\n", "a b;\n", "<div>\n", "</div>\n", "<script>\n", "</script>\n", "let = ;\n", "<b"]),
    min_size=1,
    max_size=15,
).map("".join)


@pytest.mark.parametrize("language", ["py", "js", "html", "css"])
@given(text=BROKEN)
@settings(deadline=None, max_examples=60)
def test_every_size_of_every_fault_contains_the_one_before_and_cuts_nothing(language, text):
    document = Document.from_text(text, language_named(language))
    for fault in find(document):
        spans = context.widen(document, fault)
        assert len(set(spans)) == len(spans) >= 1
        assert all(outer.contains(inner) for inner, outer in zip(spans, spans[1:], strict=False))
        for span in spans:
            document.slice(span).encode()
            after = document.source[span.end :]
            assert span == spans[0] or after == b"" or after.startswith((b"\n", b"\r\n")) or language == "html"


def test_given_lines_are_whole_and_leave_the_last_line_break_alone():
    document = Document.from_text("a\r\n  b\r\nc", language_named("py"))
    assert document.slice(context.lines(document, 1, 2)) == "a\r\n  b"
    assert document.slice(context.lines(document, 3, 3)) == "c"


@pytest.mark.parametrize(("first", "last"), [(0, 1), (2, 1), (3, 3), (1, 9)])
def test_lines_that_are_not_there_are_a_usage_error_with_the_range_that_is(first, last):
    document = Document.from_text("a\nb\n", language_named("py"), "x.py")
    with pytest.raises(UsageError, match="x.py has 2 lines") as caught:
        context.lines(document, first, last)
    assert "1 to 2" in caught.value.hint


def test_a_symbol_is_its_whole_lines():
    document = Document.from_text(SHOP, language_named("py"))
    text = document.slice(context.symbol(document, "Shop.area"))
    assert text == "    def area(self, r):\n        return math.pi * r ** 2"


def test_the_end_of_a_dotted_name_is_enough_where_one_only_ends_so():
    document = Document.from_text(SHOP, language_named("py"))
    assert context.symbol(document, "area") == context.symbol(document, "Shop.area")


def test_a_symbol_that_shares_its_line_is_taken_alone():
    document = Document.from_text("let a = 1; function f() { }\n", language_named("js"))
    assert document.slice(context.symbol(document, "f")) == "function f() { }"


def test_an_unknown_symbol_is_a_usage_error_that_names_its_neighbours():
    document = Document.from_text(SHOP, language_named("py"), "shop.py")
    with pytest.raises(UsageError, match="shop.py does not define Shop.aera") as caught:
        context.symbol(document, "Shop.aera")
    assert "Shop.area" in caught.value.hint


def test_a_symbol_defined_twice_is_a_usage_error_that_names_the_lines():
    document = Document.from_text("def f(): ...\n\ndef f(): ...\n", language_named("py"))
    with pytest.raises(UsageError, match=r"f \(line 1\), f \(line 3\)"):
        context.symbol(document, "f")
