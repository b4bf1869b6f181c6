"""``dcode log`` on a log with one session in it."""

import json

import pytest

from mercurycli.commands import log
from mercurycli.errors import UsageError
from mercurycli.repl import recorder
from mercurycli.repl.recorder import open_log


@pytest.fixture
def session(tmp_path, monkeypatch):
    monkeypatch.setenv("DCODE_STATE_DIR", str(tmp_path))
    store = open_log()
    session = store.begin_session("/work", "quicksilver")
    for wish, text, status in (("balls", "<p>balls</p>\n", "ok"), ("red\x1b[2J balls", "", "running")):
        job = store.begin_job(session, "wish", wish, {"seed": 3})
        store.end_job(job, status, text=text, language="html", seed=3, figures={"tokens": 5})
    job = store.begin_job(session, "fix", "app.py", {})
    store.end_job(job, "ok", text="--- a/app.py\n+++ b/app.py\n", figures={})
    store.add_file(session, "/home/ada/x.html", "saved")
    return session


def test_sessions_are_listed_by_their_last_wish(session, capsys):
    assert log.list_sessions(20) == 0
    out = capsys.readouterr().out
    assert f"{session}  " in out and "3 jobs  red␛[2J balls" in out and "\x1b" not in out


def test_a_session_is_shown_as_it_went(session, capsys):
    assert log.show(None) == log.show(session) == 0
    out = capsys.readouterr().out
    assert "> balls\n<p>balls</p>\n" in out and "(was not finished)" in out and "> /fix app.py\n--- a/app.py" in out
    assert "saved  /home/ada/x.html" in out and "\x1b" not in out


def test_an_export_holds_all_of_it(session, capsys):
    assert log.export(session) == 0
    whole = json.loads(capsys.readouterr().out)
    assert whole["schema"] == "dcode.session/1" and whole["id"] == session and whole["model"] == "quicksilver"
    assert [job["wish"] for job in whole["jobs"]] == ["balls", "red\x1b[2J balls", "app.py"]
    assert whole["jobs"][0]["text"] == "<p>balls</p>\n" and whole["jobs"][0]["settings"] == {"seed": 3}
    assert whole["files"][0]["action"] == "saved"


def test_a_session_is_forgotten_by_its_number_or_with_all_others(session, capsys):
    assert log.remove((session,), everything=False) == 0
    assert log.list_sessions(20) == 0 and "no session" in capsys.readouterr().err
    with pytest.raises(UsageError, match=f"no session {session}"):
        log.remove((session,), everything=False)
    assert log.remove((), everything=True) == 0


@pytest.mark.parametrize(("numbers", "everything"), [((), False), ((1,), True)])
def test_what_to_forget_must_be_said(session, numbers, everything):
    with pytest.raises(UsageError, match="--all"):
        log.remove(numbers, everything=everything)


@pytest.mark.parametrize("ask", [log.show, log.export])
def test_a_session_that_is_not_there_is_an_error(session, ask):
    with pytest.raises(UsageError, match="no session 99"):
        ask(99)


@pytest.mark.parametrize("ask", [lambda: log.list_sessions(20), lambda: log.remove((), everything=True)])
def test_to_look_makes_no_log(tmp_path, monkeypatch, capsys, ask):
    monkeypatch.setenv("DCODE_STATE_DIR", str(tmp_path))
    assert ask() == 0
    for missing in (lambda: log.show(None), lambda: log.export(None)):
        with pytest.raises(UsageError, match="no session is kept yet"):
            missing()
    assert list(tmp_path.iterdir()) == []


def test_either_all_that_are_named_are_forgotten_or_none(session, capsys):
    with pytest.raises(UsageError, match="no session 99"):
        log.remove((session, 99), everything=False)
    log.list_sessions(20)
    assert "3 jobs" in capsys.readouterr().out


def test_recording_is_turned_off_and_on_and_what_was_kept_stays(session, capsys):
    assert log.record(False) == 0 and not recorder.wanted()
    assert recorder.Recorder().begin("wish", "balls", "nano", {}) is None
    assert log.record(True) == 0 and recorder.wanted()
    log.list_sessions(20)
    assert "3 jobs" in capsys.readouterr().out


def test_what_a_person_typed_is_shown_and_a_session_of_files_is_listed_by_its_last_one(session, capsys):
    store = open_log()
    job = store.begin_job(session, "change", "balls, red", {"request": "make them red"})
    store.end_job(job, "ok", text="<p>red</p>\n", language="html", figures={})
    other = store.begin_session("/", "m")
    store.end_job(store.begin_job(other, "fix", "app.py", {}), "declined", figures={})
    log.show(session)
    assert "> make them red\n<p>red</p>\n" in capsys.readouterr().out
    log.show(other)
    assert "> /fix app.py\n(declined)\n" in capsys.readouterr().out
    log.list_sessions(20)
    first, second = capsys.readouterr().out.splitlines()
    assert first.endswith("1 job  /fix app.py") and second.endswith("4 jobs  balls, red")


def test_rows_somebody_broke_are_read_as_far_as_they_go(session, capsys):
    """A log is a file: other programs may write into it, and a value need not have its column's type."""
    store = open_log()
    store._base.execute("update job set wish = x'ff00', text = x'ffff', at = 'soon', seed = 'x' where id = 1")
    store._base.execute("update job set at = 1e300, settings = x'00', figures = '[' where id = 2")
    store._base.execute("update session set started = 'then', folder = 7")
    store._base.execute("update file set path = x'ff', at = 'now'")
    for show in (lambda: log.list_sessions(20), lambda: log.show(session), lambda: log.export(session)):
        assert show() == 0
    assert json.loads(capsys.readouterr().out.split("\n{")[1].join(["{", ""]))["id"] == session
