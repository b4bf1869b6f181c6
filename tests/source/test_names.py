import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from recipe.curriculum import functions

from mercurycli.source.names import UnknownName, all_unknown_in_python, bound_in_python, unknown_in_python

KNOWN = [
    "def f(n):\n    return n * f(n - 1)\n",
    "import math\nprint(math.pi)\n",
    "from os import path as p\nprint(p)\n",
    "total = 0\ndef add(n):\n    global total\n    total += n\n",
    "def set_it():\n    global later\n    later = 1\ndef get():\n    return later\n",
    "print([x * y for x, y in zip([1], [2])], {k: v for k, v in {}.items()})\n",
    "class A:\n    size = 3\n    def area(self):\n        return self.size * A.size\n",
    "def outer():\n    a = 1\n    def inner():\n        nonlocal a\n        a += 1\n        return a\n    return inner\n",
    "try:\n    pass\nexcept ValueError as error:\n    print(error)\n",
    "with open('x') as file:\n    print(file)\nfor i in range(3):\n    pass\nprint(i, __name__)\n",
    "if (n := 4) > 3:\n    print(n)\nf = lambda a, *b, **c: (a, b, c)\n",
    "from math import *\nprint(sin(1))\n",
    "match 3:\n    case [x, *rest]:\n        print(x, rest)\n    case {'a': y}:\n        print(y)\n",
]


@pytest.mark.parametrize("text", KNOWN)
def test_a_program_that_defines_what_it_uses_has_no_unknown_name(text):
    assert unknown_in_python(text) is None


@pytest.mark.parametrize(
    ("text", "name", "line"),
    [
        ("def f(num):\n    return n + 1\n", "n", 2),
        ("def my_func(text):\n    if not text:\n        return ''\n    return reverse(text[1:]) + text[0]\n", "reverse", 4),
        ("print(a)\nprint(b)\n", "a", 1),
        ("def f():\n    x = 1\nprint(x)\n", "x", 3),
        ("def f(x):\n    return [y for y in x if z]\n", "z", 2),
        ("class A:\n    size = 3\n    def area(self):\n        return size\n", "size", 4),
        ("x: Thing = 3\n", "Thing", 1),
        ("def f():\n    nothing = 1\nnothing.real\n", "nothing", 3),
    ],
)
def test_a_name_that_is_defined_nowhere_is_found_where_it_is_first_used(text, name, line):
    assert unknown_in_python(text) == UnknownName(name, line)
    scope = {}
    if text.startswith("def f(num)"):  # as a run would find out
        exec(text, scope)
        with pytest.raises(NameError, match="'n'"):
            scope["f"](1)


def test_a_text_that_does_not_parse_has_none_to_tell():
    assert unknown_in_python("def f(:\n    return x\n") is None


@pytest.mark.parametrize("family", functions.FAMILIES)
def test_no_verified_function_has_one(family):
    function = functions.TABLE[family]
    for variant in ("", *function.variants):
        assert unknown_in_python(functions.render(function, "", (), variant, True, True)) is None


@given(st.text(max_size=80))
@settings(max_examples=200, deadline=None)
def test_no_text_makes_it_raise(text):
    unknown_in_python(text)


def test_every_use_of_an_unknown_name_is_told_in_order():
    assert all_unknown_in_python("print(b)\nx = a + b\n") == (UnknownName("b", 1), UnknownName("a", 2), UnknownName("b", 2))
    assert all_unknown_in_python("from os import *\nprint(b)\n") == ()


def test_what_a_program_names_is_known_in_whatever_scope():
    assert bound_in_python("import os as o\ndef f(a):\n    for b in a:\n        c = d\n") == {"o", "f", "a", "b", "c"}
    assert bound_in_python("def f(:") == frozenset()
    assert bound_in_python("def f(a):\n    return [b for b in a if b]\n") == {"f", "a", "b"}  # and not the ".0" of the comprehension
