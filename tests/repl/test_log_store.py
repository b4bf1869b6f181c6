import sqlite3
import stat

import pytest

from mercurycli.repl.log_store import VERSION, LogError, LogStore


@pytest.fixture
def path(tmp_path):
    return tmp_path / "sessions.db"


def filled(path, *wishes):
    store = LogStore(path)
    session = store.begin_session("/work", "quicksilver")
    for wish in wishes:
        job = store.begin_job(session, "wish", wish, {"seed": 3})
        store.end_job(job, "ok", text=f"# {wish}\n", language="python", seed=3, figures={"tokens": 9})
    return store, session


def test_what_was_written_is_read_by_the_next_session(path):
    store, session = filled(path, "balls", "red balls")
    store.add_file(session, "/home/ada/x.py", "saved")
    store.close()
    again = LogStore(path)
    (row,) = again.sessions()
    assert (row.id, row.folder, row.model, row.jobs, row.last_wish) == (session, "/work", "quicksilver", 2, "red balls")
    job = again.jobs(session)[0]
    assert (job.kind, job.wish, job.status, job.text, job.language, job.seed) == ("wish", "balls", "ok", "# balls\n", "python", 3)
    assert (job.settings, job.figures) == ({"seed": 3}, {"tokens": 9})
    assert [(file.path, file.action) for file in again.files(session)] == [("/home/ada/x.py", "saved")]


def test_only_its_owner_can_read_it(path):
    filled(path, "x")
    assert {stat.S_IMODE(each.stat().st_mode) for each in path.parent.glob("sessions.db*")} == {0o600}


def test_a_killed_session_loses_the_running_job_only(path):
    store, session = filled(path, "done")
    store.begin_job(session, "wish", "running", {})
    # nothing is closed: what another connection sees now is what is left after kill -9
    assert [(job.wish, job.status) for job in LogStore(path).jobs(session)] == [("done", "ok"), ("running", "running")]


def test_two_sessions_write_at_once(path):
    one, first = filled(path, "a")
    two, second = filled(path, "b")
    one.begin_job(first, "wish", "c", {})
    two.begin_job(second, "wish", "d", {})
    assert [(row.id, row.last_wish) for row in one.sessions()] == [(second, "d"), (first, "c")]


def test_the_session_used_last_comes_first_and_one_without_a_job_does_not_come(path):
    store, old = filled(path, "a")
    filled(path, "b")
    store.begin_session("/", "m")
    store.begin_job(old, "wish", "again", {})
    assert [row.last_wish for row in store.sessions()] == ["again", "b"]
    assert len(store.sessions(1)) == 1


def test_a_session_is_forgotten_with_all_that_belongs_to_it(path):
    store, session = filled(path, "a")
    store.add_file(session, "x", "saved")
    assert store.remove(session) and not store.remove(session)
    assert store.sessions() == store.jobs(session) == store.files(session) == ()


@pytest.mark.parametrize("wish", ["x'; drop table job; --", "日本 😀", "a\0b", "half \ud800", ""])
def test_any_text_can_be_kept(path, wish):
    store, session = filled(path, wish)
    assert store.jobs(session)[0].wish == wish.replace("\ud800", "?")


def test_a_file_that_is_no_log_or_a_newer_one_is_refused_in_words(path):
    path.write_bytes(b"not a database, " * 100)
    with pytest.raises(LogError, match=r"cannot use the log .*sessions\.db"):
        LogStore(path)
    path.unlink()
    newer = sqlite3.connect(path)
    newer.execute(f"pragma user_version = {VERSION + 1}")
    newer.close()
    with pytest.raises(LogError, match="newer"):
        LogStore(path)


def test_a_row_somebody_broke_is_read_as_far_as_it_goes(path):
    store, session = filled(path, "a")
    store._base.execute("update job set settings = '{', figures = '[1]'")
    assert (store.jobs(session)[0].settings, store.jobs(session)[0].figures) == ({}, {})
