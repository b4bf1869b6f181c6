"""What a session leaves in the log while it runs. A log that fails is told of once, and the session goes on without."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from ..errors import DcodeError
from ..events import End
from .log_store import LogStore
from .speech import say
from .state import private_folder

LOG, OFF = "sessions.db", "logs-off"
Value = TypeVar("Value")


def open_log() -> LogStore:
    return LogStore(private_folder() / LOG)


def log_is_there() -> bool:
    """Whether anything was ever kept: to look is no reason to make a log."""
    return (private_folder() / LOG).exists()


def wanted() -> bool:
    """Whether sessions are recorded: until ``/logs off``, and again after ``/logs on``."""
    return not (private_folder() / OFF).exists()


def want(on: bool) -> None:
    mark = private_folder() / OFF
    if on:
        mark.unlink(missing_ok=True)
    else:
        mark.touch(mode=0o600)


def figures_of(end: End, **more: Any) -> dict[str, Any]:
    return {"tokens": end.tokens, "steps": end.steps, "model_calls": end.model_calls, "seconds": round(end.seconds, 3), **more}


class Recorder:
    """Opens the log with the first job: a look around leaves no trace."""

    def __init__(self, session: int | None = None, *, on: bool = True) -> None:
        self.session = session
        self.on = on
        self._store: LogStore | None = None

    def begin(self, kind: str, wish: str, model: str, settings: Mapping[str, Any]) -> int | None:
        """The number of a job that begins; None where nothing is recorded."""
        return self._kept(lambda store: store.begin_job(self._session(store, model), kind, wish, settings))

    def end(self, job: int | None, end: End, **figures: Any) -> None:
        self.close_job(job, end.status, end.text, end.language, end.seed, figures_of(end, **figures))

    def close_job(
        self, job: int | None, status: str, text: str = "", language: str | None = None, seed: int | None = None,
        figures: Mapping[str, Any] | None = None,
    ) -> None:  # fmt: skip
        if job is not None:
            self._kept(lambda store: store.end_job(job, status, text=text, language=language, seed=seed, figures=figures or {}))

    def restate(self, job: int | None, status: str, text: str) -> None:
        """A job that has ended, as the person decided about it."""
        if job is not None:
            self._kept(lambda store: store.restate_job(job, status, text))

    def file(self, path: Path, action: str, model: str) -> None:
        self._kept(lambda store: store.add_file(self._session(store, model), str(path), action))

    def _session(self, store: LogStore, model: str) -> int:
        if self.session is None:
            self.session = store.begin_session(str(Path.cwd()), model)
        return self.session

    def _kept(self, write: Callable[[LogStore], Value]) -> Value | None:
        if not self.on:
            return None
        try:
            if not wanted():
                return None
            if self._store is None:
                self._store = open_log()
            return write(self._store)
        except (DcodeError, OSError) as error:
            self.on = False
            say(f"note: this session is no longer recorded: {error}")
            return None
