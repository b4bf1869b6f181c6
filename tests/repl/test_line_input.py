"""The line as a person types it: a real process at a pseudo-terminal, its screen read back."""

from fake_engine import WIDE
from seat import Seat

from mercurycli.repl.table import COMMANDS


def test_the_menu_proposes_commands_and_takes_what_is_chosen(folder):
    (folder / "ball.py").write_text("class Ball:\n    def move(self): pass\n")
    with Seat(folder) as seat:
        seat.see_prompt()
        seat.type("/se")
        seat.see("show or turn steps")
        seat.type("\t")
        seat.see("> /set")
        seat.type("\r")  # chooses
        seat.type(" ed")
        seat.see("edit", gone="show or turn steps")
        seat.type("\x03")
        seat.see_prompt()
        seat.type("/show @bal")
        seat.see("ball.py")
        seat.type("\t\r:")
        seat.see("Ball.move")
        seat.type("\t\t\r\r")
        seat.see("def move(self): pass")
        seat.see_prompt()
        assert seat.leave() == 0


def test_a_line_that_cannot_be_is_told_of_and_stays_to_be_mended(folder):
    with Seat(folder) as seat:
        seat.see_prompt()
        seat.enter("/halp")
        seat.see("there is no /halp (did you mean /help?)")
        seat.type("\x7f\x7f\x7felp\r")
        seat.see("Ctrl-D leaves.")
        seat.see_prompt()
        assert all(f"/{command.name}" in seat.scrollback for command in COMMANDS)
        assert seat.leave() == 0


def test_two_hundred_pasted_lines_are_one_wish_and_are_sent_by_enter(folder):
    with Seat(folder) as seat:
        seat.see_prompt()
        seat.paste("\n".join(f"pasted line {n}" for n in range(200)))
        seat.see("pasted line 199")
        assert "tokens in" not in seat.shown
        seat.type("\r")
        seat.see("tokens in")
        seat.see_prompt()
        assert seat.leave() == 0
    assert (folder.parent / "state" / "history").read_text().count("+pasted line") == 200


def test_lines_are_broken_by_alt_enter_and_within_a_block_by_enter(folder):
    with Seat(folder) as seat:
        seat.see_prompt()
        seat.type("one\x1b\rlast")
        seat.see(". last")
        seat.type("\r")
        seat.see("wish = 'one\\nlast'")
        seat.see_prompt()
        seat.type('"""first\rsecond')
        seat.see(". second")
        seat.type('"""\r')
        seat.see("wish = 'first\\nsecond'")
        seat.see_prompt()
        assert seat.leave() == 0


def test_wide_characters_keep_their_places(folder):
    with Seat(folder) as seat:
        seat.see_prompt()
        seat.ask("wide", "tokens in")
        assert WIDE.strip() in seat.shown
        seat.type("日本語 😀 x")
        seat.see("x")
        seat.type("\x7f\x7f\x7f\x7f本\r")
        seat.see("wish = '日")
        seat.see_prompt()
        assert seat.leave() == 0


def test_vi_keys_and_the_search_in_the_history(folder):
    with Seat(folder) as seat:
        seat.see_prompt()
        for line in ("prime", "/set edit vi"):
            seat.enter(line)
            seat.see_prompt()
        seat.type("xballs\x1b0")
        seat.see("> xballs")
        seat.type("x")
        seat.see("> balls")
        seat.type("\r")
        seat.see("<p>balls</p>")
        seat.see_prompt()
        seat.enter("/set edit emacs")
        seat.see_prompt()
        seat.type("\x12pri")
        seat.see("prime", gone="> prime\n57 tokens\n")
        seat.type("\r\r")
        seat.see(lambda seat: seat.scrollback.count("57 tokens in") == 2)
        seat.see_prompt()
        assert seat.leave() == 0


def test_an_editor_of_ones_own_takes_the_line_and_gives_it_back(folder):
    editor = folder / "editor"
    editor.write_text("#!/bin/sh\nprintf 'a wish of\\nmore lines' > \"$1\"\n")
    editor.chmod(0o755)
    with Seat(folder, VISUAL=str(editor)) as seat:
        seat.see_prompt()
        seat.type("half a wish\x18\x05")
        seat.see(". more lines")
        seat.type("\r")
        seat.see("wish = 'a wish of\\nmore lines'")
        seat.see_prompt()
        assert seat.leave() == 0


def test_what_was_typed_before_is_suggested_and_taken_with_the_right_arrow(folder):
    with Seat(folder) as seat:
        seat.see_prompt()
        seat.ask("a wish of some length", "wish = ")
        seat.type("a wi")
        seat.see_typed("a wish of some length")
        seat.type("\x1b[C, and more\r")
        seat.see("wish = 'a wish of some length, and more'")
        seat.see_prompt()
        assert seat.leave() == 0
