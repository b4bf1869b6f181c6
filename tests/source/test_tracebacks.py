import pytest
from hypothesis import given
from hypothesis import strategies as st

from mercurycli.source.tracebacks import parse

PYTHON = """\
Traceback (most recent call last):
  File "/home/me/app.py", line 9, in <module>
    main("other.py:3")
  File "lib/tools.py", line 4, in main
    return totl
  File "/usr/lib/python3.11/json/decoder.py", line 337, in decode
  File "/home/me/.venv/lib/python3.11/site-packages/x/y.py", line 1, in z
NameError: name 'totl' is not defined. Did you mean: 'total'?
"""
CHAINED = 'Traceback (most recent call last):\n  File "a.py", line 1, in f\nKeyError: 1\n\nThe above exception was the direct cause:\n\nTraceback (most recent call last):\n  File "a.py", line 5, in g\nValueError: no\n'
SYNTAX = '  File "gcd.py", line 3\n    while b\n           ^\nSyntaxError: expected \':\'\n'
PYTEST = "tests/test_a.py:5: in test_a\n    assert f() == 1\na.py:2: in f\n    return x\nE   NameError: name 'x' is not defined\n=== short test summary info ===\nFAILED tests/test_a.py::test_a - NameError\n"
NODE = "/w/app.js:3\n  foo();\n  ^\n\nReferenceError: foo is not defined\n    at bar (/w/app.js:3:3)\n    at Object.<anonymous> (/w/app.js:7:1)\n    at Module._compile (node:internal/modules/cjs/loader:1356:14)\n"
MODULE = "TypeError: x\n    at file:///w/a.mjs:3:5\n"
GCC = "main.c: In function 'main':\nmain.c:2:7: warning: unused variable 'x'\nmain.c:4:5: error: expected ';' before 'return'\nmain.c:4:5: note: here\nutil.h:9: error: no\n"
RUSTC = "error[E0425]: cannot find value `x` in this scope\n --> src/main.rs:4:5\n  |\n4 |     x\n"
PANIC = "thread 'main' panicked at src/main.rs:14:5:\nboom\n"
GO = "# command-line-arguments\n./prog.go:7:2: undefined: x\n"
GO_PANIC = "panic: boom\n\ngoroutine 1 [running]:\nmain.f(...)\n\t/w/prog.go:5 +0x1d\nmain.main()\n\t/w/prog.go:9 +0x2\n"
TSC = "src/x.ts(3,5): error TS2304: Cannot find name 'y'.\n"
WINDOWS = "C:\\w\\a.c:3:4: error: expected ';'\n"


@pytest.mark.parametrize(
    ("text", "places", "message"),
    [
        (PYTHON, [("lib/tools.py", 4)], "NameError: name 'totl' is not defined. Did you mean: 'total'?"),
        (CHAINED, [("a.py", 5)], "ValueError: no"),
        (SYNTAX, [("gcd.py", 3)], "SyntaxError: expected ':'"),
        (PYTEST, [("a.py", 2)], "NameError: name 'x' is not defined"),
        (NODE, [("/w/app.js", 3)], "ReferenceError: foo is not defined"),
        (MODULE, [("/w/a.mjs", 3)], "TypeError: x"),
        (GCC, [("main.c", 4), ("util.h", 9)], "error: expected ';' before 'return'"),
        (RUSTC, [("src/main.rs", 4)], "error[E0425]: cannot find value `x` in this scope"),
        (PANIC, [("src/main.rs", 14)], "panicked at src/main.rs:14:5:"),
        (GO, [("./prog.go", 7)], ""),
        (GO_PANIC, [("/w/prog.go", 5)], "panic: boom"),
        (TSC, [("src/x.ts", 3)], "error TS2304: Cannot find name 'y'."),
        (WINDOWS, [("C:\\w\\a.c", 3)], "error: expected ';'"),
        ("all is well\n", [], ""),
        ("", [], ""),
    ],
    ids="python chained syntax pytest node module gcc rustc panic go gopanic tsc windows fine empty".split(),
)
def test_each_kind_of_error_names_its_places(text, places, message):
    report = parse(text)
    assert [(spot.file, spot.line) for spot in report.blamed(report.spots)] == places
    assert report.message == message


@pytest.mark.parametrize(("text", "name"), [(PYTHON, "totl"), (NODE, "foo"), (PYTEST, "x"), (GCC, ""), (CHAINED, "")])
def test_a_name_that_was_not_found_is_known(text, name):
    assert parse(text).undefined == name


def test_warnings_alone_are_taken_for_what_is_meant():
    report = parse("main.c:2:7: warning: unused\n")
    assert [spot.line for spot in report.blamed(report.spots)] == [2]


def test_frames_of_libraries_and_of_no_file_are_no_spots():
    text = PYTHON + '  File "<stdin>", line 1, in <module>\n  File "<frozen runpy>", line 3, in x\n    at f (/w/node_modules/y/z.js:1:1)\n'
    assert {spot.file for spot in parse(text).spots} == {"/home/me/app.py", "lib/tools.py"}


def test_columns_are_known_where_they_are_told():
    assert [spot.column for spot in parse(GCC).spots] == [7, 5, 5, None]


def test_what_only_looks_like_a_place_is_none():
    assert parse("at 12:30:55 http://x.org:80 took 3:4, see a.py:0 and x.py:99999999999").spots == ()


@given(st.text() | st.text(st.sampled_from('ab./:\\(),"0123456789\n File line error E at -> +')))
def test_no_text_makes_it_raise(text):
    report = parse(text)
    assert set(report.blamed(report.spots)) <= set(report.spots)
    assert all(spot.line > 0 and spot.file for spot in report.spots)


@pytest.mark.parametrize("text", ["a" * 500_000, "a:" * 200_000, "a.b/" * 100_000, ":1" * 200_000, "\u0661:" * 1000], ids=range(5))
def test_a_long_line_is_read_in_a_moment(text):
    parse(text)  # quadratic work would never end
