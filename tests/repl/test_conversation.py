"""A session as a person has it: a real process at a pseudo-terminal, its screen read back. Nothing here measures time."""

import re
import shutil

import pytest
from fake_engine import PAGE, WIDE
from seat import Seat, left_of_controls

from mercurycli.repl.table import COMMANDS


def test_the_first_prompt_stands_before_the_model_or_torch_is_loaded_and_ctrl_d_leaves(folder):
    with Seat(folder) as seat:
        seat.see("> a wish, or /help")
        seat.see_prompt()
        assert seat.lines[-1] == " fake · cpu"
        assert seat.leave() == 0
        assert "a wish" not in seat.shown  # the hint is no part of what was said


def test_a_wish_a_follow_up_the_difference_a_file_and_all_of_it_again(folder):
    with Seat(folder) as seat:
        seat.see_prompt()
        seat.enter("balls")
        seat.see("31 tokens in 6 steps")
        seat.see_prompt()
        assert seat.shown.startswith("dcode ") and "> balls\n31 tokens" in seat.shown
        assert "<!DOCTYPE html>\n<p>balls</p>\n> " in seat.shown
        assert "6 steps" in seat.lines[-1] and seat.lines[-1].endswith("parses")
        seat.enter("make them red")
        seat.see("asked again as: balls, red   (/gen WISH starts anew)")
        seat.see_prompt()
        seat.enter("/diff")
        seat.see("+<p>red balls</p>")
        seat.see_prompt()
        seat.enter("/save x.html")
        seat.see("saved x.html")
        assert "red" in (folder / "x.html").read_text()
        seat.see_prompt()
        seat.enter("/undo")
        seat.see("x.html: taken back")
        seat.see_prompt()
        assert not (folder / "x.html").exists()
        assert seat.leave() == 0
    with Seat(folder, "-c") as seat:
        seat.see("going on with session 1: 2 programs; the last wish was: balls, red")
        seat.see_prompt()
        seat.type("\x1b[A\x1b[A")  # up, up: the lines of the last session
        seat.see("> /save x.html")
        seat.type("\r")
        seat.see("saved x.html")
        seat.see_prompt()
        assert seat.leave() == 0


def test_what_is_typed_during_a_job_waits_for_the_prompt(folder):
    with Seat(folder, FAKE_PAUSE="0.02") as seat:
        seat.see_prompt()
        seat.enter("slow")
        seat.see("holes left")
        seat.type("typed ahead")
        seat.see(lambda seat: "line_39" in seat.shown or "typed" in seat.shown)
        seat.see("> typed ahead")
        assert seat.scrollback.count("typed") == 1  # never put into the picture
        seat.interrupt()
        seat.see_prompt()
        assert seat.leave() == 0


def test_ctrl_c_in_the_middle_keeps_the_draft_and_the_session(folder):
    with Seat(folder, FAKE_PAUSE="0.05") as seat:
        seat.see_prompt()
        seat.enter("slow")
        seat.see("line_3 = 3")
        seat.interrupt()
        seat.see_prompt()
        assert "interrupted after" in seat.scrollback
        assert "Traceback" not in seat.scrollback and "^C" not in seat.scrollback
        seat.type("half a wish")
        seat.see("> half a wish")
        seat.interrupt()  # at the prompt it clears the line
        seat.see_prompt()
        seat.enter("/steps 1")
        seat.see("step 1 ")
        seat.see_prompt()
        assert seat.leave() == 0


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


@pytest.mark.parametrize("size", [(60, 15), (200, 50)])
def test_a_resize_at_the_prompt_and_in_a_job_leaves_a_whole_screen(folder, size):
    with Seat(folder, FAKE_PAUSE="0.02") as seat:
        seat.see_prompt()
        seat.resize(*size)
        seat.see(lambda seat: seat.lines[-1].startswith(" fake · cpu"))
        seat.enter("slow")
        seat.see("holes left" if size[0] > 60 else "░")
        seat.resize(80, 24)
        seat.see("line_39 = 39")
        seat.see_prompt()
        assert seat.lines[-1].startswith(" fake · cpu · ")
        assert seat.scrollback.count("tokens in ") == 1 and "░" not in seat.shown
        assert seat.leave() == 0


def test_no_color_means_no_color(folder):
    with Seat(folder, NO_COLOR="1") as seat:
        seat.see_prompt()
        seat.enter("prime")
        seat.see("tokens in")
        seat.see_prompt()
        seat.enter("/steps")
        seat.see("q: back")
        seat.type("q")
        seat.see_prompt()
        assert seat.leave() == 0
        looks = {int(n) for look in re.findall(rb"\x1b\[([\d;]*)m", seat.raw) for n in look.split(b";") if n}
        assert not looks & set(range(30, 50)) | looks & set(range(90, 108))


def test_at_a_dumb_terminal_lines_are_just_lines(folder):
    with Seat(folder, TERM="dumb") as seat:
        seat.see("\n>")
        seat.type("balls\n")
        seat.see("<p>balls</p>")
        seat.type("/save x.html\n")
        seat.see("saved x.html")
        seat.type("\x04")
        assert seat.ended() == 0
        assert b"\x1b" not in seat.raw and (folder / "x.html").read_text() == PAGE


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
        seat.type("one\x1b\rtwo")
        seat.see(". two")
        seat.type("\r")
        seat.see("wish = 'one\\ntwo'")
        seat.see_prompt()
        seat.type('"""three\rfour')
        seat.see(". four")
        seat.type('"""\r')
        seat.see("wish = 'three\\nfour'")
        seat.see_prompt()
        assert seat.leave() == 0


def test_wide_characters_keep_their_places(folder):
    with Seat(folder) as seat:
        seat.see_prompt()
        seat.enter("wide")
        seat.see("tokens in")
        seat.see_prompt()
        assert WIDE.strip() in seat.shown.replace("日 本 語 ", "日本語").replace("😀 ", "😀") or "日" in seat.shown
        seat.type("日本語 😀 x")
        seat.see("x")
        seat.type("\x7f\x7f\x7f\x7f本\r")
        seat.see("wish = '日")
        seat.see_prompt()
        assert seat.leave() == 0


def test_nothing_that_is_generated_typed_or_named_is_obeyed(folder):
    (folder / "evil\x1b]0;owned\x07.py").write_text("")
    with Seat(folder) as seat:
        seat.see_prompt()
        seat.enter("hostile")
        seat.see("␛[2J")
        seat.see_prompt()
        seat.enter("/steps")
        seat.see("q: back")
        seat.see("␛[2J")
        seat.type("q")
        seat.see_prompt()
        seat.paste("wi\x9b31m\x07sh \x1b[2J")
        seat.see("wi")
        seat.type("\r")
        seat.see("wish = ")
        seat.see_prompt()
        seat.type("/fix @evi")
        seat.see("/fix @evi")
        seat.interrupt()
        seat.see_prompt()
        assert seat.leave() == 0
        assert left_of_controls(seat.raw) == set() and b"\x1b]0;" not in seat.raw and b"\x1b[2J\x9b" not in seat.raw
        assert "\x07" not in seat.raw.decode(errors="replace") and "\u202e" not in seat.raw.decode(errors="replace")


def test_a_broken_file_is_mended_after_a_yes_and_a_no_leaves_it(folder):
    broken = "def f(b):\n    while b\n        b = b - 1\n"
    (folder / "app.py").write_text(broken)
    with Seat(folder) as seat:
        seat.see_prompt()
        for times, answer, said in ((1, "n", "app.py is untouched"), (2, "y", "app.py mended; /undo takes it back")):
            seat.enter("/fix @app.py")
            seat.see(lambda seat, times=times: seat.scrollback.count("write it? [y]es [n]o") == times)
            assert "+    while b:" in seat.shown
            seat.type(f"{answer}\n")
            seat.see(said)
            seat.see_prompt()
        assert (folder / "app.py").read_text() == broken.replace("while b\n", "while b:\n")
        seat.enter("/undo")
        seat.see("taken back")
        seat.see_prompt()
        assert (folder / "app.py").read_text() == broken
        assert seat.leave() == 0


def test_a_program_is_run_after_a_yes_and_ctrl_c_ends_only_it(folder):
    with Seat(folder) as seat:
        seat.see_prompt()
        seat.enter("endless")
        seat.see("while True")
        seat.see_prompt()
        seat.enter("/run")
        seat.see("run it? [y]es [n]o")
        seat.type("perhaps\n")
        seat.see(lambda seat: seat.scrollback.count("run it? [y]es [n]o") == 2)  # that was neither
        seat.type("y\n")
        seat.see("\nagain\nagain")
        seat.interrupt()
        seat.see("interrupted")
        seat.see_prompt()
        seat.enter("balls")
        seat.see("<p>balls</p>")
        seat.see_prompt()
        assert seat.leave() == 0


def test_ctrl_c_at_the_question_is_a_no(folder):
    with Seat(folder) as seat:
        seat.see_prompt()
        seat.enter("endless")
        seat.see("while True")
        seat.see_prompt()
        seat.enter("/run")
        seat.see("run it? [y]es [n]o")
        seat.interrupt()
        seat.see("not run")
        seat.see_prompt()
        assert seat.leave() == 0


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs a shell that stops jobs")
def test_ctrl_z_gives_the_terminal_to_the_shell_and_fg_goes_on_where_it_was(folder):
    with Seat(folder, shell="bash", FAKE_PAUSE="0.05") as seat:
        seat.see("$")
        seat.type("$PLAY\r")
        seat.see_prompt()
        seat.type("half a wish")
        seat.see("> half a wish")
        seat.type("\x1a")
        seat.see("Stopped")
        seat.type("fg\r")
        seat.see("> half a wish")
        seat.interrupt()
        seat.see_prompt()
        seat.enter("slow")
        seat.see("line_3 = 3")
        seat.type("\x1a")
        seat.see(lambda seat: seat.scrollback.count("Stopped") == 2, gone="holes left")
        assert not seat.screen.cursor.hidden and "line_3" not in seat.shown
        seat.type("echo in$(echo) between; stty\r")
        seat.see("in between")
        seat.type("fg\r")
        seat.see("line_39 = 39")
        seat.see_prompt()
        assert "in between" in seat.scrollback and "-echo" not in seat.scrollback and "-icanon" not in seat.scrollback
        assert seat.scrollback.count("tokens in ") == 1
        seat.type("\x04")
        seat.see(lambda seat: seat.lines[seat.screen.cursor.y].startswith("$"))
        seat.type("exit\r")
        assert seat.ended() == 0


def test_a_replay_shows_the_drafts_again_and_ctrl_c_ends_it(folder):
    with Seat(folder) as seat:
        seat.see_prompt()
        seat.enter("balls")
        seat.see("tokens in")
        seat.see_prompt()
        seat.enter("/replay 600")
        seat.see("holes left")
        seat.interrupt()
        seat.see_prompt()
        assert "holes left" not in seat.shown and seat.scrollback.count("tokens in") == 1
        assert seat.leave() == 0


def test_a_bug_in_a_job_does_not_end_the_session(folder):
    with Seat(folder) as seat:
        seat.see_prompt()
        seat.enter("crash")
        seat.see("internal error; the session goes on.")
        seat.see_prompt()
        seat.enter("balls")
        seat.see("tokens in")
        seat.see_prompt()
        assert seat.leave() == 0


def test_a_model_that_is_not_there_is_told_by_the_bar_and_by_the_first_wish(folder):
    with Seat(folder, "repl", "--model", "missing") as seat:
        seat.see("missing · not loaded")
        seat.enter("balls")
        seat.see("no checkpoint is called 'missing'")
        seat.enter("/model other")
        seat.see("fake on cpu")
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


def test_a_killed_session_is_there_again(folder):
    with Seat(folder, FAKE_PAUSE="0.05") as seat:
        seat.see_prompt()
        seat.enter("balls")
        seat.see("tokens in")
        seat.see_prompt()
        seat.enter("slow")
        seat.see("holes left")
        seat.kill()
    with Seat(folder, "-c") as seat:
        seat.see("going on with session 1: 1 program; the last wish was: slow")
        seat.see_prompt()
        seat.enter("/show")
        seat.see("<p>balls</p>")
        seat.see_prompt()
        assert seat.leave() == 0
