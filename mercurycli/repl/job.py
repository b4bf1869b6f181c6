"""One job of a session: watched with the echo off; its drafts, its place in the log and in the story are kept."""

from __future__ import annotations

import time
from collections.abc import Generator
from dataclasses import asdict, replace
from typing import Any

from ..events import End, Event, Frame, Note
from ..view.console import can_animate, make_console
from ..view.live import watch
from ..view.told import changed
from .advice import in_a_session
from .desk import Desk
from .dials import Dials
from .log_rows import LoggedJob
from .recorder import figures_of
from .terminal import unechoed

FRAMES_KEPT = 1000


class Job:
    """Begun before its model is asked, so that a kill leaves a trace of it; ended by ``watch`` or by ``done``."""

    def __init__(self, desk: Desk, kind: str, wish: str, dials: Dials, **settings: Any) -> None:
        """``settings``: what else it takes to do it again."""
        self.desk, self.kind, self.wish, self.settings = desk, kind, wish, {**asdict(dials), **settings}
        self.live = dials.view == "on" and desk.ask is not None
        self.at = time.time()
        self.number = desk.recorder.begin(kind, wish, desk.loader.name, self.settings) if desk.recorder else None
        self.frames: list[Frame] = []

    def watch(self, events: Generator[Event, None, None]) -> End:
        console = make_console()
        try:
            with unechoed():
                return watch(changed(events, self.seen), console=console, live=self.live and can_animate(console))
        except BaseException as error:
            self.failed("interrupted" if isinstance(error, KeyboardInterrupt) else "error")
            raise
        finally:
            self.desk.frames = tuple(self.frames[-FRAMES_KEPT:]) or self.desk.frames

    def seen(self, event: Event) -> Event:
        if isinstance(event, Frame):
            self.frames.append(event)
        return Note(in_a_session(event.text)) if isinstance(event, Note) else event

    def done(self, end: End, text: str) -> None:
        """``text``: what came of it, a program or a diff."""
        last = self.frames[-1].parse if self.frames else None
        facts = {"model": self.desk.loader.name, "device": self.desk.loader.where, "parses": last.ok if last else None}
        if self.desk.recorder:
            self.desk.recorder.end(self.number, replace(end, text=text), **facts)
        self.tell(end.status, text, end, figures_of(end, **facts))

    def turned_down(self) -> None:
        """The person did not want what came of it: a diff that was written nowhere."""
        self.restate("declined", "")

    def came_to(self, text: str) -> None:
        """In the end, by the person's own hand, something else than the model's."""
        self.restate("ok", text)

    def restate(self, status: str, text: str) -> None:
        if self.desk.recorder:
            self.desk.recorder.restate(self.number, status, text)
        told = next(at for at, job in enumerate(self.desk.jobs) if job.at == self.at)
        self.desk.jobs[told] = replace(self.desk.jobs[told], status=status, text=text)

    def failed(self, status: str) -> None:
        if self.desk.recorder:
            self.desk.recorder.close_job(self.number, status)
        self.tell(status, "", None, {})

    def tell(self, status: str, text: str, end: End | None, figures: dict[str, Any]) -> None:
        language, seed = (end.language, end.seed) if end else (None, None)
        self.desk.jobs.append(LoggedJob(self.at, self.kind, self.wish, self.settings, status, language, seed, text, figures))
