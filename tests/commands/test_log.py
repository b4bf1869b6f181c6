"""``dcode log`` on a log with one session in it."""

import json

import pytest

from mercurycli.commands import log
from mercurycli.errors import UsageError
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
