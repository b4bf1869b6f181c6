import re

import pytest
from view_stage import HOLE, SIZES, TAKEN, Terminal, console_on, frame, frames, piece, tokens

from mercurycli.events import ParseState
from mercurycli.view.draft_view import DraftView
from mercurycli.view.visible_text import cells


def drawn(view, width=80, rows=24, encoding="utf-8"):
    return ["".join(segment.text for segment in line) for line in view.draw(width, rows, encoding).lines]


def on_screen(*pieces, width=80, height=24, **more):
    terminal = Terminal(width, height)
    console_on(terminal).print(DraftView(frame(*pieces, **more)))
    return terminal


def colours(text, part, language):
    """The colours of ``part`` in ``text`` on the screen, one for each character."""
    return {cell.fg for cell in on_screen(*text, language=language, width=100, height=40).cells(part)}


@pytest.mark.parametrize("size", [*SIZES, (20, 5), (80, 3), (80, 2), (80, 1), (1, 10), (2, 10)])
def test_a_drawing_is_never_taller_or_wider_than_it_may(size):
    width, rows = size
    top = 0
    for each in frames():
        drawing = DraftView(each, top).draw(width, rows)
        top = drawing.top
        assert len(drawing.lines) <= max(rows - 2, 1)
        assert max(drawing.widths()) <= width


@pytest.mark.parametrize("size", SIZES)
def test_the_newest_tokens_stay_in_sight(size):
    top = 0
    for each in frames():
        drawing = DraftView(each, top).draw(*size)
        top = drawing.top
        bold = [s.text for line in drawing.lines[:-2] for s in line if s.style and s.style.bold]
        newest = [p.text.strip() for p in each.pieces if p.state == "new" and p.text.strip()]
        assert newest[0] in "".join(bold)


def test_what_is_left_out_is_counted():
    code = "".join(f"line{n}\n" for n in range(99)) + "line99"
    for active in (0, 50, 99):
        parts = [piece(part, "new" if f"line{active}" == part.strip() else "settled") for part in tokens(code)]
        lines = drawn(DraftView(frame(*parts, done=False)))
        above = next((int(m[1]) for line in lines if (m := re.fullmatch(r"… (\d+) lines above", line))), 0)
        below = next((int(m[1]) for line in lines if (m := re.fullmatch(r"… (\d+) lines below", line))), 0)
        shown = [line for line in lines if line.startswith("line")]
        assert above + len(shown) + below == 100
        assert shown == [f"line{n}" for n in range(above, 100 - below)] and f"line{active}" in shown


def test_a_page_that_fits_is_shown_whole_and_says_nothing_of_lines():
    lines = drawn(DraftView(frame("a\n", "  b\n", "\tc")))
    assert lines[:3] == ["a", "  b", "    c"] and not any("lines" in line for line in lines)


def test_a_hole_is_one_cell_and_trailing_holes_are_counted():
    assert drawn(DraftView(frame("def", HOLE, HOLE, "(", *[HOLE] * 57)))[0] == "def░░(░ ×57"
    assert drawn(DraftView(frame("x", HOLE)))[0] == "x░"


def test_a_long_run_of_holes_does_not_push_the_text_behind_it_away():
    assert drawn(DraftView(frame("<html>", *[HOLE] * 24, "</html>")))[0] == "<html>" + "░" * 24 + "</html>"
    assert drawn(DraftView(frame("<html>", *[HOLE] * 200, "</html>")))[0] == "<html>░ ×200</html>"


def test_without_unicode_the_signs_are_plain():
    lines = drawn(DraftView(frame("é", HOLE, TAKEN, "x" * 90, *[HOLE] * 9)), encoding="ascii")
    assert lines[0].startswith("?_~xxx") and lines[0].endswith("...")
    assert "".join(lines).isascii()


@pytest.mark.parametrize("no_color", ["", "1"])
def test_meaning_is_told_by_attributes_with_and_without_colour(monkeypatch, no_color):
    monkeypatch.setenv("NO_COLOR", no_color)
    terminal = on_screen(
        piece("return ", "settled", 0.99),
        piece("fresh ", "new"),
        piece("other ", "changed"),
        piece("vague ", "settled", 0.4),
        TAKEN,
        HOLE,
        "!",
    )
    told = {
        word: [(c.bold, c.italics, c.underscore, c.strikethrough) for c in terminal.cells(word)][0]
        for word in ("return", "fresh", "other", "vague", "▒", "░")
    }
    assert told == {
        "return": (False, False, False, False),
        "fresh": (True, False, False, False),
        "other": (True, True, False, False),
        "vague": (False, False, True, False),
        "▒": (False, False, False, True),
        "░": (False, False, False, False),
    }
    coloured = {cell.fg for row in terminal.screen.buffer.values() for cell in row.values()} != {"default"}
    assert coloured == (not no_color)


def test_syntax_colours_carry_no_attribute_that_means_something():
    lines = ("class A(ValueError):\n", "    '''doc'''\n", "    @x\n", "    def f(self): return None\n")
    terminal = on_screen(*lines, height=18)
    for number in range(4):
        for cell in terminal.screen.buffer[number].values():
            assert not (cell.bold or cell.italics or cell.underscore or cell.strikethrough)


def test_lines_too_long_end_in_an_ellipsis_measured_in_cells():
    line = drawn(DraftView(frame("世界" * 30, "\n", "x" * 80, "\n", "y" * 81)), width=80)
    assert line[0] == "世界" * 19 + "世…" and cells(line[0]) == 79
    assert line[1] == "x" * 80
    assert line[2] == "y" * 79 + "…"


def test_tabs_reach_to_the_next_stop():
    assert drawn(DraftView(frame("\ta\tb\n", "世\tc")))[:2] == ["    a   b", "世  c"]


def test_control_characters_are_shown():
    assert drawn(DraftView(frame("a\x1b[31mb", "\x9b", "\u202e")))[0] == "a␛[31mb<U+009B><U+202E>"


@pytest.mark.parametrize(
    ("parse", "told"),
    [
        (None, "parse unknown"),
        (ParseState(True), "parses"),
        (ParseState(False, 7, "unexpected indent"), "line 7: unexpected indent"),
        (ParseState(False, 7), "line 7: does not parse"),
        (ParseState(False, 3, "bad \x1b[2J\nthing"), "line 3: bad ␛[2J thing"),
    ],
)
def test_the_footer_tells_how_far_how_fast_and_whether_it_parses(parse, told):
    view = DraftView(frame("a", piece("b", "new"), HOLE, HOLE, step=3, steps=40, seconds=0.5, tokens=60, parse=parse))
    assert drawn(view, 120, 10)[-1] == f"step 3 of 40 · 2 holes left · +1 token · 0.5 s · 120 tokens/s · {told}"


def test_a_narrow_footer_is_short_before_it_is_cropped():
    view = DraftView(frame("a", HOLE, step=3, seconds=0.5, tokens=60, parse=ParseState(False, 7, "unexpected indent")))
    assert drawn(view, 60, 10)[-1] == "3 · 1░ · +0 · 0.5s · 120/s · line 7: unexpected indent"
    assert drawn(view, 40, 10)[-1] == "3 · 1░ · +0 · 0.5s · 120/s · line 7: un…"


def test_holes_do_not_change_the_colour_of_what_is_around_them():
    whole = colours(["def", " f", "(a):\n", "    return", " 'text'"], "return", "python")
    holed = colours(["def", HOLE, "(a", HOLE, HOLE, "    return", " 'te", HOLE], "return", "python")
    assert holed == whole != {"default"}


@pytest.mark.parametrize(
    ("text", "part", "language", "like"),
    [
        (["<script>\nlet x = 1;\n", HOLE], "let", "html", (["let x = 1;"], "let", "javascript")),
        (["<style>\nb {\n  color: red;\n}\n", HOLE], "color", "html", (["b {\n  color: red;\n}"], "color", "css")),
        (["<i\n  id='c'", HOLE, ">"], "id", "html", (["<i id='c'>"], "id", "html")),
        (["/* one\n let two */ let"], "let two", "javascript", (["/* let two */"], "let two", "javascript")),
        (['x = """one\n return', HOLE, '"""'], "return", "python", (["'return'"], "return", "python")),
    ],
)
def test_what_reaches_over_lines_is_coloured_as_one(text, part, language, like):
    assert colours(text, part, language) == colours(*like) != {"default"}


def test_an_open_comment_colours_no_further_than_the_first_hole():
    text = ["/* one\n two", HOLE, "\nreturn 1;\n"]
    assert colours(text, "return", "javascript") == colours(["return 1;"], "return", "javascript")
    assert colours(text, "two", "javascript") == colours(["/* two */"], "two", "javascript")


@pytest.mark.parametrize("language", [None, "no such language", "css", "json", "bash", "rust", "go", "tsx", "c-sharp"])
def test_every_language_is_drawn_whether_it_has_colours_or_not(language):
    code = 'a = "b" // c: {d}\n  e: 1; # f'
    assert drawn(DraftView(frame(code, language=language)))[:2] == code.split("\n")
