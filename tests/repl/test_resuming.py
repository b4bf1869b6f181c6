"""The last session put back on the desk, whatever became of its last lines."""

import os

import pytest
from scripted_engine import ScriptedEngine, answer

from mercurycli.errors import UsageError
from mercurycli.repl import generating, table
from mercurycli.repl.desk import Change
from mercurycli.repl.recorder import LOG, Recorder, open_log
from mercurycli.repl.resuming import resume

ONE, TWO, THREE = "a = 1\n", "b = 2\n", "c = 3\n"


@pytest.fixture
def resumed(desk_with):
    def resumed(*answers):
        later, engine, _ = desk_with(ScriptedEngine(*(answers or (answer(ONE),))), answer=True)
        resume(later)
        return later, engine

    return resumed


class Stopped(ScriptedEngine):
    """Ctrl-C in the second wish, before anything of it can be seen."""

    def denoise(self, canvas, params):
        if self.asked:
            raise KeyboardInterrupt
        yield from super().denoise(canvas, params)


def test_a_wish_that_was_interrupted_is_named_as_such_and_the_older_program_is_the_one_that_stands(desk_with, resumed, capsys):
    desk, _, _ = desk_with(Stopped(answer(ONE)), answer=True, recorder=Recorder())
    generating.line(desk, "balls")
    assert generating.new(desk, "a clock") == 130
    later, engine = resumed(answer(TWO))
    said = capsys.readouterr().err
    assert "1 program, the last from: balls\n  not finished: a clock (/again asks for it)" in said
    assert (later.result.wish, later.result.text, later.wish) == ("balls", ONE, "a clock")
    generating.line(later, "make them red")  # of the program, which is balls
    assert later.result.wish == "balls, red" and later.changing.before.text == ONE


def test_so_it_is_without_leaving(desk_with):
    desk, _, _ = desk_with(Stopped(answer(ONE)), answer=True)
    generating.line(desk, "balls")
    generating.new(desk, "a clock")
    desk.loader.engine().asked.clear()
    generating.line(desk, "make them red")
    assert desk.wish == "balls, red"


def test_again_makes_the_same_change_to_the_same_program(desk_with, resumed):
    desk, _, _ = desk_with(ScriptedEngine(answer(ONE), answer(TWO), answer(THREE)), answer=True, recorder=Recorder())
    generating.line(desk, "one")
    generating.line(desk, "make them two")
    generating.again(desk, "")
    later, _ = resumed(answer("d = 4\n"))
    assert later.changing == desk.changing == Change("make them two", "one, two", later.results[0])
    generating.again(later, "")
    assert later.result.text == "d = 4\n" and later.changing.before.text == ONE


def test_a_change_that_came_to_nothing_leaves_no_wish_behind(desk_with, resumed):
    desk, _, _ = desk_with(ScriptedEngine(answer(ONE), answer(ONE), answer(TWO)), answer=True, recorder=Recorder())
    generating.line(desk, "one")
    generating.line(desk, "make them two")  # nothing changes, so it is asked again as one wish
    later, _ = resumed()
    assert later.wish == desk.wish == "one, two" and later.changing is None and later.results == desk.results


def test_what_was_written_is_named_and_can_be_taken_back_from_another_folder(desk_with, resumed, folder, capsys):
    desk, _, _ = desk_with(recorder=Recorder())
    for line in ("balls", "/save x.html", "/save --force y.html", "/undo y.html"):
        table.do(desk, line)
    (folder / "below").mkdir()
    os.chdir(folder / "below")
    later, _ = resumed()
    said = capsys.readouterr().err
    assert "x.html saved" in said and "y.html taken back" in said
    assert table.do(later, "/undo") == 0 and not (folder / "x.html").exists()


def test_a_session_of_files_alone_is_gone_on_with(desk_with, resumed, folder, capsys):
    (folder / "x.py").write_text("a = 1\n")
    desk, _, _ = desk_with(ScriptedEngine(answer("a = 12\n")), recorder=Recorder())
    table.do(desk, "/edit @x.py twelve")
    later, _ = resumed()
    assert "0 programs\n  x.py changed" in capsys.readouterr().err and "+a = 12" in later.mended


def test_to_look_for_a_session_makes_no_log(desk_with, state):
    with pytest.raises(UsageError, match="no session"):
        resume(desk_with()[0])
    assert not (state / LOG).exists()


def test_settings_somebody_broke_are_no_reason_to_fail(desk_with, resumed):
    log = open_log()
    session = log.begin_session("/", "m")
    job = log.begin_job(session, "change", "balls, red", {"request": 7, "before": "x"})
    log.end_job(job, "ok", text=ONE, language="python", figures={})
    later, _ = resumed()
    assert later.changing is None and later.result.text == ONE
