"""Sessions on disk (SQLite): what was asked, what came, which files were written, with what settings and figures.

Each job is a row before it begins and is filled in when it ends, so whoever kills dcode loses one job at most. Write-
ahead logging and a patience for locks let two sessions write at once (https://sqlite.org/wal.html).
"""

from __future__ import annotations

import json
import os
import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from ..errors import UsageError
from .log_rows import LoggedFile, LoggedJob, LoggedSession, parsed, storable

VERSION = 1
PATIENCE = 5.0  # seconds for another session to finish its write
SCHEMA = """
create table session (id integer primary key, started real not null, folder text not null, model text not null);
create table job (
    id integer primary key,
    session integer not null references session on delete cascade,
    at real not null,
    kind text not null,
    wish text not null,
    settings text not null,
    status text not null default 'running',
    language text,
    seed integer,
    text text not null default '',
    figures text not null default '{}'
);
create table file (
    id integer primary key,
    session integer not null references session on delete cascade,
    at real not null,
    path text not null,
    action text not null
);
create index job_of on job (session);
create index file_of on file (session);
"""
JOBS = """
select cast(at as real), cast(kind as text), cast(wish as text), cast(settings as text), cast(status as text), cast(language as text),
       cast(seed as integer), cast(text as text), cast(figures as text)
from job where session = ? order by id"""
FILES = "select cast(at as real), cast(path as text), cast(action as text) from file where session = ? order by id"


class LogError(UsageError):
    """The log cannot be used; the session can."""


class LogStore:
    def __init__(self, path: Path) -> None:
        """Opens the log, makes it if it is not there. LogError if it cannot be used."""
        self.path = path
        with told(path):
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
            self._base = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
            with suppress(sqlite3.OperationalError):  # a file system that cannot, which is slower and no worse
                self._base.execute("pragma journal_mode = wal")
            self._base.execute("pragma foreign_keys = on")
            self._base.text_factory = lambda data: data.decode("utf-8", "replace")  # somebody else may have written it
            self._prepare()

    def _prepare(self) -> None:
        version = self._version()
        if version > VERSION:
            raise LogError(f"{self.path} was made by a newer dcode", hint="update dcode, or name another folder in DCODE_STATE_DIR")
        if version == 0:
            self._base.execute("begin immediate")
            try:
                self._make()
                self._base.execute("commit")
            except BaseException:
                self._base.execute("rollback")
                raise

    def _make(self) -> None:
        if self._version() == 0:  # nobody was quicker
            for statement in SCHEMA.split(";\n"):
                self._base.execute(statement)
            self._base.execute(f"pragma user_version = {VERSION}")

    def _version(self) -> int:
        return self._base.execute("pragma user_version").fetchone()[0]

    def close(self) -> None:
        self._base.close()

    # --- writing --------------------------------------------------------------------------------------------------

    def begin_session(self, folder: str, model: str) -> int:
        return self._insert("session", started=time.time(), folder=folder, model=model)

    def begin_job(self, session: int, kind: str, wish: str, settings: Mapping[str, Any]) -> int:
        return self._insert("job", session=session, at=time.time(), kind=kind, wish=storable(wish), settings=json.dumps(settings))

    def end_job(
        self, job: int, status: str, *, text: str = "", language: str | None = None, seed: int | None = None, figures: Mapping[str, Any]
    ) -> None:
        values = (status, storable(text), language, seed, json.dumps(figures), job)
        with told(self.path):
            self._base.execute("update job set status = ?, text = ?, language = ?, seed = ?, figures = ? where id = ?", values)

    def restate_job(self, job: int, status: str, text: str) -> None:
        with told(self.path):
            self._base.execute("update job set status = ?, text = ? where id = ?", (status, storable(text), job))

    def add_file(self, session: int, path: str, action: str) -> None:
        self._insert("file", session=session, at=time.time(), path=storable(path), action=action)

    def remove(self, session: int) -> bool:
        """Whether it was there."""
        with told(self.path):
            return self._base.execute("delete from session where id = ?", (session,)).rowcount > 0

    def _insert(self, table: str, **values: Any) -> int:
        names, marks = ", ".join(values), ", ".join("?" * len(values))
        with told(self.path):
            row = self._base.execute(f"insert into {table} ({names}) values ({marks})", (*values.values(),)).lastrowid
        assert row is not None
        return row

    # --- reading --------------------------------------------------------------------------------------------------

    def sessions(self, limit: int = -1) -> tuple[LoggedSession, ...]:
        """The newest first, each named by its last wish, else by its last job; those without a job are nobody's memory."""
        query = """
            select s.id, cast(s.started as real), cast(s.folder as text), cast(s.model as text), count(j.id),
                   (select iif(kind in ('fix', 'fill', 'edit'), '/' || kind || ' ', '') || cast(wish as text) from job
                    where session = s.id order by kind in ('wish', 'change', 'refine') desc, id desc limit 1)
            from session s join job j on j.session = s.id group by s.id order by max(j.id) desc limit ?"""
        return tuple(LoggedSession(*row) for row in self._rows(query, limit))

    def jobs(self, session: int) -> tuple[LoggedJob, ...]:
        rows = self._rows(JOBS, session)
        return tuple(LoggedJob(*row[:3], parsed(row[3]), *row[4:8], parsed(row[8])) for row in rows)

    def files(self, session: int) -> tuple[LoggedFile, ...]:
        return tuple(LoggedFile(*row) for row in self._rows(FILES, session))

    def _rows(self, query: str, *values: Any) -> list[Any]:
        with told(self.path):
            return self._base.execute(query, values).fetchall()


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Errors of the database in words."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        hint = "free some space, move the file away, or name another folder in DCODE_STATE_DIR"
        raise LogError(f"cannot use the log {path}: {error}", hint=hint) from None
