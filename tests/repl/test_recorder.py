import pytest

from mercurycli.errors import ModelError, UsageError
from mercurycli.repl import generating, keeping, recorder, table
from mercurycli.repl.dials import Dials
from mercurycli.repl.recorder import Recorder, open_log
from mercurycli.repl.resuming import resume


@pytest.fixture
def at_work(desk_with):
    desk, engine, _ = desk_with(answer=True, recorder=Recorder())
    return desk, engine


def test_looking_around_leaves_no_trace(at_work, state):
    desk, _ = at_work
    table.do(desk, "/help")
    table.do(desk, "/set seed 3")
    assert not (state / recorder.LOG).exists()


def test_a_session_comes_back_with_its_programs_its_wish_and_its_dials(at_work, desk_with, folder):
    desk, _ = at_work
    for line in ("/set seed 3", "/set view off", "balls", "make them red", "/save x.html"):
        assert table.do(desk, line) == 0
    later, _, _ = desk_with(answer=True)
    resume(later)
    assert (later.wish, later.dials, later.results) == ("balls, red", Dials(seed=3, view="off"), desk.results)
    table.do(later, "/again")
    (session,) = open_log().sessions()
    assert session.jobs == 3 and session.last_wish == "balls, red"
    jobs = open_log().jobs(session.id)
    assert [(job.status, job.seed) for job in jobs] == [("ok", 3), ("ok", 3), ("ok", 4)]
    assert jobs[0].figures["parses"] is True and jobs[0].figures["tokens"] > 0 and jobs[0].figures["model"] == "fake"
    assert [(file.path, file.action) for file in open_log().files(session.id)] == [(str(folder / "x.html"), "saved")]


def test_with_logs_off_nothing_is_kept_until_they_are_on_again(at_work, state, capsys):
    desk, _ = at_work
    table.do(desk, "/logs off")
    table.do(desk, "balls")
    assert not (state / recorder.LOG).exists() and "nothing is recorded" in capsys.readouterr().err
    table.do(desk, "/logs on")
    table.do(desk, "prime")
    assert [session.last_wish for session in open_log().sessions()] == ["prime"]
    with pytest.raises(UsageError, match="on or off"):
        table.do(desk, "/logs maybe")


def test_a_log_that_fails_is_told_of_once_and_the_session_goes_on(at_work, state, capsys):
    desk, _ = at_work
    state.mkdir()
    (state / recorder.LOG).mkdir()
    assert table.do(desk, "balls") == table.do(desk, "prime") == 0
    out, err = capsys.readouterr()
    assert err.count("no longer recorded") == 1 and "is_prime" in out


def test_a_job_that_failed_is_kept_as_failed(at_work, monkeypatch):
    desk, engine = at_work

    def failing(*_):
        raise ModelError("out of memory")
        yield

    monkeypatch.setattr(type(engine), "denoise", failing)
    with pytest.raises(ModelError):
        generating.line(desk, "balls")
    (session,) = open_log().sessions()
    assert [job.status for job in open_log().jobs(session.id)] == ["error"]


def test_settings_of_another_version_are_passed_over(at_work, desk_with):
    log = open_log()
    session = log.begin_session("/", "m")
    job = log.begin_job(session, "wish", "balls", {"seed": 5, "colour": "red", "steps": -1, "view": None})
    log.end_job(job, "ok", text="x = 1\n", language="python", seed=5, figures={})
    desk, _, _ = desk_with()
    resume(desk)
    assert desk.dials == Dials(seed=5)
    assert keeping.names_for(desk)[0] == "balls.py"


def test_there_may_be_nothing_to_go_on_with(desk_with):
    with pytest.raises(UsageError, match="no session"):
        resume(desk_with()[0])
