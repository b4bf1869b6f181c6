"""``/refine``: a second look at the last program; the better version stays, and what changed is shown."""

from __future__ import annotations

import sys
from dataclasses import replace

from ..refining import RefineRequest, refine
from ..source.diff import unified
from ..view.code_view import show_code
from ..view.patch_view import show_patch
from .desk import Desk, Result
from .generating import SELDOM
from .job import Job


def refine_last(desk: Desk, _: str) -> int:
    """With the next seed each time, as what is drawn warm then differs."""
    last, engine = desk.result, desk.engine()
    dials = replace(desk.dials, seed=(desk.seed if desk.seed is not None else last.seed) + 1)
    interval = 0.0 if desk.ask else SELDOM
    events = refine(engine, RefineRequest(last.wish, last.text, last.language, dials.overrides(), interval))
    job = Job(desk, "refine", last.wish, dials)
    end = job.watch(events)
    changed = end.text != last.text
    job.done(end, end.text if changed else "")
    desk.seed = end.seed
    if changed:
        desk.results.append(Result(last.wish, end.text, end.language, end.seed))
        desk.mended = ""
        show_code(end.text, end.language, sys.stdout)
        sys.stdout.flush()
        show_patch(unified(last.text.encode(), end.text.encode(), "program").decode(), sys.stderr)
    return end.exit_code
