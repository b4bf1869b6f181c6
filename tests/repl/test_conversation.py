"""A session as a person has it: a real process at a pseudo-terminal, its screen read back. No test asserts a time."""

import subprocess
import sys
import time

import pytest
from seat import Seat


def test_the_first_prompt_stands_before_the_model_or_torch_is_loaded_and_ctrl_d_leaves(folder, record_property):
    gate = folder.parent / "gate"
    gate.touch()
    begin = time.perf_counter()
    with Seat(folder, FAKE_GATE=str(gate)) as seat:
        seat.see("> a wish, or /help")
        record_property("seconds to the first prompt", round(time.perf_counter() - begin, 3))  # measured, never asserted
        seat.see("quicksilver · loading")
        gate.unlink()
        seat.see_prompt()
        assert seat.lines[-1] == " fake · cpu"
        assert seat.leave() == 0
        assert "a wish" not in seat.shown  # the hint is no part of what was said


def test_what_the_first_prompt_does_not_need_is_not_loaded_before_it():
    heavy = "{'torch', 'rich.console', 'tree_sitter', 'mercurycli.source.document'}"
    code = f"import mercurycli.commands.repl, mercurycli.repl.conversation, sys; print({heavy} & {{*sys.modules}})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120)
    assert done.stdout == "set()\n"


def test_a_wish_a_follow_up_the_difference_a_file_and_all_of_it_again(folder):
    with Seat(folder) as seat:
        seat.see_prompt()
        seat.ask("balls", "31 tokens in 6 steps")
        assert seat.shown.startswith("dcode ") and "> balls\n31 tokens" in seat.shown
        assert "<!DOCTYPE html>\n<p>balls</p>\n> " in seat.shown
        assert "6 steps" in seat.lines[-1] and seat.lines[-1].endswith("parses")
        seat.ask("make them red", "asked again as: balls, red   (/gen WISH starts anew)")
        seat.ask("/diff", "+<p>red balls</p>")
        seat.enter("/save x.html")
        seat.see("saved x.html")
        assert "red" in (folder / "x.html").read_text()
        seat.see_prompt()
        seat.ask("/undo", "x.html: taken back")
        assert not (folder / "x.html").exists()
        assert seat.leave() == 0
        assert seat.shown.endswith("dcode -c goes on from here")
    with Seat(folder, "-c") as seat:
        seat.see("going on with session 1: 2 programs, the last from: balls, red\n  x.html taken back")
        seat.see_prompt()
        seat.type("\x1b[A\x1b[A")  # up, up: the lines of the last session
        seat.see("> /save x.html")
        seat.type("\r")
        seat.see("saved x.html")
        seat.see_prompt()
        assert seat.leave() == 0


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
        seat.ask("/undo", "taken back")
        assert (folder / "app.py").read_text() == broken
        assert seat.leave() == 0


def test_a_follow_up_changes_the_program_and_shows_what_changed_in_it(folder):
    with Seat(folder, FAKE_CHANGES="1") as seat:
        seat.see_prompt()
        for line, seen in (("slow", "line_39 = 39"), ("make it seven", "-line_7 = 7\n+line_7 = 77")):
            seat.ask(line, seen)
        assert "1 line changed; /show shows the whole program, /again tries otherwise" in seat.shown
        assert seat.scrollback.count("line_39") == 1  # the program, once
        seat.ask("/show", "line_39 = 39")
        assert "\nline_7 = 77\n" in seat.scrollback
        assert seat.leave() == 0
    with Seat(folder, "-c", FAKE_CHANGES="1") as seat:
        seat.see("2 programs, the last from: slow, seven")
        seat.see_prompt()
        seat.enter("/again")
        seat.see("again with seed 1")
        seat.see("the model left the program as it was")  # the change of the first program once more: known for seed 0 alone
        seat.see_prompt()
        assert seat.leave() == 0


def test_holes_are_filled_and_lines_changed_after_another_try_and_the_editor(folder):
    (folder / "app.py").write_text("def f(a, b):\n    return a + b\n\n\nx = ???\n")
    with Seat(folder, FAKE_CHANGES="1", VISUAL=f"{sys.executable} -c \"import sys; open(sys.argv[1], 'a').write('y = 2\\n')\"") as seat:
        seat.see_prompt()
        seat.enter("/fill @app.py")
        seat.see("+x = 1\nwrite it? [y]es [n]o [r]etry [e]dit")
        seat.type("e\n")
        seat.see("+y = 2\nwrite it? [y]es [n]o [r]etry [e]dit")
        seat.type("y\n")
        seat.see("app.py filled; /undo takes it back")
        seat.see_prompt()
        seat.enter("/edit @app.py:1-2 multiply")
        seat.see("+    return a * b")
        seat.see(lambda seat: seat.scrollback.count("[e]dit") == 3)
        seat.type("r\n")
        seat.see("+    return b * a")
        seat.see(lambda seat: seat.scrollback.count("[e]dit") == 4)
        seat.type("\x04")
        seat.see("app.py is untouched")
        seat.see_prompt()
        assert (folder / "app.py").read_text() == "def f(a, b):\n    return a + b\n\n\nx = 1\ny = 2\n"
        assert seat.leave() == 0


def test_a_page_is_seen_in_the_browser(folder):
    browser, seen = folder / "browser", folder / "seen"
    browser.write_text(f"#!/bin/sh\ncase $1 in file://*) cp \"${{1#file://}}\" '{seen}' ;; esac\n")
    browser.chmod(0o755)
    with Seat(folder, BROWSER=str(browser)) as seat:
        seat.see_prompt()
        seat.ask("balls", "<p>balls</p>")
        seat.ask("/open", "opened ")
        assert seat.leave() == 0
    assert seen.read_text().endswith("<p>balls</p>\n")


def test_two_sessions_at_once_are_two_sessions(folder):
    with Seat(folder) as one, Seat(folder) as other:
        for seat in (one, other):
            seat.see_prompt()
        for seat, wish in ((one, "balls"), (other, "prime"), (one, "wide")):
            seat.ask(wish, "tokens in")
        assert one.leave() == other.leave() == 0
    with Seat(folder, "log", "list") as seat:
        assert seat.ended() == 0
        assert "1  " in seat.lines[0] and "2 jobs  wide" in seat.lines[0] and "1 job  prime" in seat.lines[1]


@pytest.mark.parametrize("how", [("/logs off",), ("dcode log off",)], ids=["in the session", "before it"])
def test_with_logs_off_neither_lines_nor_programs_are_kept(folder, how):
    if how == ("dcode log off",):
        with Seat(folder, "log", "off") as seat:
            assert seat.ended() == 0
    with Seat(folder) as seat:
        seat.see_prompt()
        if how == ("/logs off",):
            seat.enter("/logs off")
            seat.see("nothing is recorded")
        else:
            assert "nothing is recorded; /logs on changes that" in seat.shown
        seat.see_prompt()
        seat.ask("balls", "<p>balls</p>")
        assert seat.leave() == 0 and "dcode -c" not in seat.shown
    state = folder.parent / "state"
    assert not (state / "sessions.db").exists() and "balls" not in (state / "history").read_text()


def test_a_program_is_run_after_a_yes_and_ctrl_c_ends_only_it(folder):
    with Seat(folder) as seat:
        seat.see_prompt()
        seat.ask("endless", "while True")
        seat.enter("/run")
        seat.see("run it? [y]es [n]o")
        seat.type("perhaps\n")
        seat.see(lambda seat: seat.scrollback.count("run it? [y]es [n]o") == 2)  # that was neither
        seat.type("y\n")
        seat.see("\nagain\nagain")
        seat.interrupt()
        seat.see("interrupted")
        seat.see_prompt()
        seat.ask("balls", "<p>balls</p>")
        assert seat.leave() == 0


def test_a_bug_in_a_job_does_not_end_the_session(folder):
    with Seat(folder) as seat:
        seat.see_prompt()
        seat.ask("crash", "internal error; the session goes on.")
        seat.ask("balls", "tokens in")
        assert seat.leave() == 0


def test_a_model_that_is_not_there_is_told_by_the_bar_and_by_the_first_wish(folder):
    with Seat(folder, "repl", "--model", "missing") as seat:
        seat.see("missing · not loaded")
        seat.enter("balls")
        seat.see("no checkpoint is called 'missing'")
        seat.ask("/model other", "fake on cpu")
        assert seat.leave() == 0


def test_a_killed_session_is_there_again(folder):
    with Seat(folder, FAKE_PAUSE="0.05") as seat:
        seat.see_prompt()
        seat.ask("balls", "tokens in")
        seat.enter("slow")
        seat.see("holes left")
        seat.kill()
    with Seat(folder, "-c") as seat:
        seat.see("going on with session 1: 1 program, the last from: balls\n  not finished: slow (/again asks for it)")
        seat.see_prompt()
        seat.ask("/show", "<p>balls</p>")
        assert seat.leave() == 0
