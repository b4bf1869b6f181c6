import pytest
from scripted_engine import TOKENIZER, ScriptedEngine

from mercurycli.errors import UsageError
from mercurycli.repl import table
from mercurycli.repl.desk import Result
from mercurycli.repl.recorder import Recorder
from mercurycli.repl.resuming import resume

OLD = "a = 1\nb = 2\nc = 3\n"
NEW = "a = 1\nb = 7\nc = 3\n"


def believing_in(text):
    return ScriptedEngine([TOKENIZER.language_ids["python"], *TOKENIZER.encode(text), TOKENIZER.eos_id])


def test_the_better_program_stays_is_shown_and_what_changed_is_said(desk_with, capsys):
    desk, engine, _ = desk_with(believing_in(NEW), answer=True, recorder=Recorder())
    desk.results.append(Result("numbers", OLD, "python", 3))
    assert table.do(desk, "/refine") == 0
    out, err = capsys.readouterr()
    assert out == NEW and "line 2" in err and "-b = 2\n+b = 7\n" in err
    assert [result.text for result in desk.results] == [OLD, NEW] and desk.seed == 4
    later, _, _ = desk_with(answer=True)
    resume(later)
    assert [(result.wish, result.text) for result in later.results] == [("numbers", NEW)]


def test_a_program_without_doubts_stays_the_last_one(desk_with, capsys):
    desk, _, _ = desk_with(believing_in(OLD), recorder=Recorder())
    desk.results.append(Result("numbers", OLD, "python", 0))
    assert table.do(desk, "/refine") == 0
    out, err = capsys.readouterr()
    assert out == "" and "nothing to refine" in err and len(desk.results) == 1
    assert [(job.kind, job.status, job.text) for job in desk.jobs] == [("refine", "ok", "")]


def test_there_must_be_a_program(desk_with):
    with pytest.raises(UsageError, match="no program yet"):
        table.do(desk_with()[0], "/refine")
