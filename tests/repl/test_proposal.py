"""The question under a diff: another try, the person's own editor, a no, a yes. ``/edit``, ``/fix`` and ``/fill`` ask it alike."""

import shlex
import sys

import pytest
from filler import Filler
from workshop import Workshop

from mercurycli.errors import UsageError
from mercurycli.repl import table
from mercurycli.repl.recorder import Recorder, open_log
from mercurycli.repl.resuming import resume

BOX = "class Box:\n    def total(self, a, b):\n        return a + b\n\n    def less(self, a):\n        return a - 1\n"
TIMES, POWER = "def total(self, a, b):\n    return a * b\n", "def total(self, a, b):\n    return a ** b\n"


@pytest.fixture
def box(folder):
    path = folder / "box.py"
    path.write_text(BOX)
    return path


@pytest.fixture
def editor(tmp_path, monkeypatch):
    """An editor that replaces one text with another, or fails."""

    def editor(old, new, code=0):
        script = tmp_path / "editor.py"
        script.write_text(
            f"import sys\npath = sys.argv[1]\ntext = open(path).read().replace({old!r}, {new!r})\n"
            f"open(path, 'w').write(text)\nsys.exit({code})\n"
        )
        monkeypatch.setenv("VISUAL", shlex.join([sys.executable, str(script)]))

    return editor


def test_another_try_takes_the_next_seed_and_takes_the_first_ones_place(desk_with, box, capsys):
    desk, engine, asked = desk_with(Workshop(changes=(TIMES, POWER)), answer=("retry", "yes"))
    assert table.do(desk, "/edit @box.py:total multiply") == 0
    assert box.read_text() == BOX.replace("a + b", "a ** b") and asked == ["write it?"] * 2
    assert [params.seed for _, params in engine.asked] == [0, 1]
    assert "a * b" not in desk.mended and [job.status for job in desk.jobs] == ["declined", "ok"]


@pytest.mark.parametrize(("line", "engine", "before"), [("/fill @box.py", lambda: Filler(lambda b, a, size: "1"), "a = ???\n")])
def test_holes_are_filled_once_more_with_the_next_seed(desk_with, box, line, engine, before):
    box.write_text(before)
    desk, engine, asked = desk_with(engine(), answer=("retry", "retry", "no"))
    assert table.do(desk, line) == 0 and box.read_text() == before and len(asked) == 3
    assert {params.seed for _, params in engine.asked} >= {0, 1, 2}


def test_where_another_try_comes_to_nothing_the_first_proposal_stands(desk_with, box, capsys):
    engine = Workshop(changes=(TIMES, "def total(self, a, b):\n    return a + b\n"))
    desk, _, asked = desk_with(engine, answer=("retry", "yes"))
    assert table.do(desk, "/edit @box.py:total multiply") == 0
    assert box.read_text() == BOX.replace("a + b", "a * b") and len(asked) == 2
    assert "could not follow" in capsys.readouterr().err
    assert [job.status for job in desk.jobs] == ["ok", "error"] and desk.jobs[0].text == desk.mended


def test_what_the_person_makes_of_it_in_an_editor_is_written_and_kept(desk_with, box, editor, capsys):
    editor("a * b", "b * a")
    desk, _, asked = desk_with(Workshop(changes=(TIMES,)), answer=("edit", "yes"), recorder=Recorder())
    assert table.do(desk, "/edit @box.py:total multiply") == 0
    assert box.read_text() == BOX.replace("a + b", "b * a") and len(asked) == 2
    (job,) = open_log().jobs(1)
    assert job.status == "ok" and "+        return b * a" in job.text == desk.mended
    assert table.do(desk, "/undo") == 0 and box.read_text() == BOX


@pytest.mark.parametrize(("new", "code", "said"), [("a * (", 0, "parse worse"), ("b * a", 3, "exit code 3")])
def test_what_an_editor_leaves_that_does_harm_is_not_taken(desk_with, box, editor, capsys, new, code, said):
    editor("a * b", new, code)
    desk, _, _ = desk_with(Workshop(changes=(TIMES,)), answer=("edit", "yes"))
    assert table.do(desk, "/edit @box.py:total multiply") == 0
    assert box.read_text() == BOX.replace("a + b", "a * b") and said in capsys.readouterr().err


def test_what_was_turned_down_is_no_change_to_anybody(desk_with, box):
    desk, _, _ = desk_with(Workshop(changes=(TIMES,)), answer=False, recorder=Recorder())
    table.do(desk, "/edit @box.py:total multiply")
    assert [(job.status, job.text) for job in open_log().jobs(1)] == [("declined", "")] and not desk.mended
    later, _, _ = desk_with()
    resume(later)
    assert not later.mended and [job.status for job in later.jobs] == ["declined"]


@pytest.mark.parametrize(("part", "there"), [("2-3", True), ("2", True), ("5-6", False), ("less", False)])
def test_only_faults_in_the_part_that_is_pointed_at_are_mended(desk_with, box, capsys, part, there):
    box.write_text(BOX.replace("b):", "b)"))
    desk, _, _ = desk_with(Workshop(mends={"\n    def total(self, a, b)": "\n    def total(self, a, b):"}), answer=True)
    assert table.do(desk, f"/fix @box.py:{part}") == 0
    assert (box.read_text() == BOX) == there and (f"nothing to mend in {part}" in capsys.readouterr().err) != there


@pytest.mark.parametrize("lines", ["2-3", "3"])
def test_lines_are_changed_and_no_others_are_shown(desk_with, box, lines):
    desk, engine, _ = desk_with(Workshop(changes=(TIMES if "-" in lines else "return a * b\n",)))
    assert table.do(desk, f"/edit @box.py:{lines} multiply") == 0
    assert box.read_text() == BOX.replace("a + b", "a * b") and "less" not in engine.requests[0]


def test_all_holes_of_a_file_are_filled_or_none(desk_with, box, capsys):
    with pytest.raises(UsageError, match="all holes of a file") as refused:
        table.do(desk_with()[0], "/fill @box.py:2-3")
    assert refused.value.hint == "/fill @box.py"
