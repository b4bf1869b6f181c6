import io

from hypothesis import given, settings
from hypothesis import strategies as st
from view_stage import OURS, Terminal, console_on

from mercurycli.view.patch_view import PatchView, show_patch
from mercurycli.view.visible_text import cells

DIFF = """\
--- a/app.py
+++ b/app.py
@@ -1,4 +1,4 @@
 def f():
--- old
-    return 1
+++ new
+\treturn 2
 # end
\\ No newline at end of file
"""


def on_screen(diff, width=80):
    terminal = Terminal(width, 30)
    console_on(terminal).print(PatchView(diff))
    return terminal


def test_added_and_removed_lines_differ_by_sign_and_colour():
    terminal = on_screen(DIFF)
    assert terminal.lines[5:8] == ["-    return 1", "+++ new", "+   return 2"]
    assert terminal.cells("-    return")[0].fg == "red" and terminal.cells("+   return")[0].fg == "green"
    assert terminal.cells("@@")[0].fg == "cyan" and terminal.cells(" def")[1].fg == "default"


def test_lines_of_a_hunk_that_look_like_headers_are_no_headers():
    terminal = on_screen(DIFF)
    assert terminal.cells("--- a/app.py")[0].bold and terminal.cells("+++ b/app.py")[0].bold
    assert terminal.cells("--- old")[0].fg == "red" and not terminal.cells("--- old")[0].bold
    assert terminal.cells("+++ new")[0].fg == "green"


def test_a_long_line_is_folded_not_cropped():
    terminal = on_screen("@@ -0,0 +1 @@\n+" + "世" * 30, width=40)
    assert terminal.written.count("世") == 30
    assert all(cells(line) <= 40 for line in OURS.sub("", terminal.written).split("\n"))


def test_line_ends_of_a_dos_file_are_not_shown_but_a_change_of_them_is():
    assert "␍" not in on_screen("@@ -1 +1 @@\n-a\r\n+b\r\n").shown
    assert "+b␍" in on_screen("@@ -1,2 +1,2 @@\n c\n-a\n+b\r\n").shown


@settings(deadline=None)
@given(st.text())
def test_control_characters_never_reach_the_terminal(text):
    written = on_screen(text).written
    assert all(c >= " " and not "\x7f" <= c < "\xa0" or c == "\n" for c in OURS.sub("", written))


def test_a_pipe_gets_the_exact_patch():
    class Pipe(io.StringIO):
        pass

    pipe = Pipe()
    show_patch(DIFF + "\x1b\x0c", pipe)
    assert pipe.getvalue() == DIFF + "\x1b\x0c"
