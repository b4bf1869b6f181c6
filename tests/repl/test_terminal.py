"""A session and its terminal: who has it when, what it can do, what it must never be told. Its screen is read back."""

import re
import shutil

import pytest
from fake_engine import PAGE
from seat import Seat, left_of_controls


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
        seat.ask("/steps 1", "step 1 ")
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
        seat.ask("prime", "tokens in")
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


def test_nothing_that_is_generated_typed_or_named_is_obeyed(folder):
    (folder / "evil\x1b]0;owned\x07.py").write_text("")
    with Seat(folder) as seat:
        seat.see_prompt()
        seat.ask("hostile", "␛[2J")
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


def test_ctrl_c_at_the_question_is_a_no(folder):
    with Seat(folder) as seat:
        seat.see_prompt()
        seat.ask("endless", "while True")
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
        seat.see_typed("half a wish")
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
        seat.ask("balls", "tokens in")
        seat.enter("/replay 600")
        seat.see("holes left")
        seat.interrupt()
        seat.see_prompt()
        assert "holes left" not in seat.shown and seat.scrollback.count("tokens in") == 1
        assert seat.leave() == 0


def test_what_is_typed_while_the_model_loads_waits_for_the_prompt(folder):
    gate = folder.parent / "gate"
    gate.touch()
    with Seat(folder, FAKE_GATE=str(gate)) as seat:
        seat.see("> a wish, or /help")
        seat.enter("balls")
        seat.see("loading quicksilver", gone="a wish, or /help")
        seat.type("typed ahead")
        gate.unlink()
        seat.see("> typed ahead")
        assert seat.scrollback.count("typed") == 1 and "<p>balls</p>" in seat.scrollback
        seat.interrupt()
        seat.see_prompt()
        assert seat.leave() == 0


def test_at_a_dumb_terminal_ctrl_c_stops_the_job_and_a_question_is_asked(folder):
    with Seat(folder, TERM="dumb", NO_COLOR="1", FAKE_PAUSE="0.05") as seat:
        seat.see("\n>")
        seat.type("slow\n")
        seat.see("step ")
        seat.interrupt()
        seat.see("interrupted after")
        seat.type("endless\n")
        seat.see("print('again')")
        seat.type("/run\n")
        seat.see("run it? [y]es [n]o")
        seat.type("n\n")
        seat.see("not run")
        seat.type("\x04")
        assert seat.ended() == 0 and b"\x1b" not in seat.raw
