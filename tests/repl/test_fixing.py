import pytest
from mechanic import GCD, LINE, MENDED, Mechanic

from mercurycli.errors import RefusedError, UsageError
from mercurycli.repl import keeping, table
from mercurycli.repl.recorder import Recorder, open_log


@pytest.fixture
def broken(folder):
    path = folder / "gcd.py"
    path.write_bytes(GCD.encode())
    return path


@pytest.mark.parametrize("answer", [True, False])
def test_a_file_is_mended_after_a_diff_and_a_yes_and_taken_back(desk_with, broken, capsys, answer):
    desk, _, asked = desk_with(Mechanic({LINE: LINE + ":"}), answer=answer)
    assert table.do(desk, "/fix @gcd.py") == 0
    err = capsys.readouterr().err
    assert "gcd.py:3" in err and "+    while b:" in err and asked == ["write it?"]
    assert broken.read_text() == (MENDED if answer else GCD)
    if answer:
        assert keeping.diff(desk, "") == 0 and "+    while b:" in capsys.readouterr().out
        assert table.do(desk, "/undo") == 0 and broken.read_text() == GCD
        assert table.do(desk, "/redo") == 0 and broken.read_text() == MENDED


def test_without_a_person_it_is_written(desk_with, broken):
    desk, _, _ = desk_with(Mechanic({LINE: LINE + ":"}))
    assert table.do(desk, "/fix gcd.py") == 0 and broken.read_text() == MENDED


def test_a_healthy_file_needs_no_model(desk_with, broken, capsys):
    broken.write_text(MENDED)
    desk, _, _ = desk_with(Mechanic({}))
    assert table.do(desk, "/fix @gcd.py") == 0
    assert "nothing to mend" in capsys.readouterr().err and not desk.loader.ready


def test_what_the_model_cannot_mend_is_left_alone(desk_with, broken):
    desk, _, _ = desk_with(Mechanic({}), answer=True)
    broken.write_text("x = ][ 3 4 5 (((\n")
    with pytest.raises(RefusedError):
        table.do(desk, "/fix @gcd.py")
    assert broken.read_text() == "x = ][ 3 4 5 (((\n" and not desk.mended


def test_a_file_that_is_not_there_is_named(desk_with):
    with pytest.raises(UsageError, match=r"nothing\.py"):
        table.do(desk_with()[0], "/fix @nothing.py")


def test_ctrl_c_leaves_the_file_and_says_so(desk_with, broken, capsys):
    class Interrupted(Mechanic):
        def denoise(self, canvas, params):
            raise KeyboardInterrupt

    desk, _, _ = desk_with(Interrupted({}), answer=True, recorder=Recorder())
    with pytest.raises(KeyboardInterrupt):
        table.do(desk, "/fix @gcd.py")
    assert broken.read_text() == GCD and "gcd.py is untouched" in capsys.readouterr().err
    (session,) = open_log().sessions()
    assert [job.status for job in open_log().jobs(session.id)] == ["interrupted"]


def test_the_drafts_of_a_mending_are_kept_for_steps(desk_with, broken, capsys):
    desk, _, _ = desk_with(Mechanic({LINE: LINE + ":"}))
    table.do(desk, "/fix gcd.py")
    assert desk.frames and table.do(desk, "/steps") == 0
