"""``/export``: the session so far as a page to read, as Markdown, or as JSON for other programs."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import escape
from pathlib import Path

from ..errors import UsageError
from ..view.visible_text import visible
from . import keeping
from .desk import Desk
from .log_rows import LoggedJob, LoggedSession, moment, session_fields

STYLE = (
    "body{max-width:60em;margin:2em auto;padding:0 1em;font:16px/1.5 sans-serif;color-scheme:light dark}"
    "pre{overflow:auto;padding:1em;border:1px solid gray}h2{white-space:pre-wrap}"
)
POLICY = "default-src 'none'; style-src 'unsafe-inline'"  # what was generated is shown, never run


def export(desk: Desk, argument: str) -> int:
    goal = keeping.goal("/export", argument)
    form = FORMS.get(goal.path.suffix.lower())
    if form is None:
        raise UsageError(f"{goal.path} says no form to export in", hint=f"end the name with {', '.join(FORMS)}: /export session.md")
    if not desk.jobs:
        raise UsageError("there is nothing to export yet", hint="say a wish first")
    text = form(desk, session_of(desk))
    return keeping.put(desk, goal, text.encode("utf-8", "replace"), "exported")


def names() -> tuple[str, ...]:
    return (*(f"session{suffix}" for suffix in FORMS), keeping.FORCE)


def session_of(desk: Desk) -> LoggedSession:
    number = desk.recorder.session if desk.recorder else None
    return LoggedSession(number or 0, desk.jobs[0].at, str(Path.cwd()), desk.loader.name, len(desk.jobs), desk.wish)


def title(session: LoggedSession) -> str:
    return f"dcode session of {moment(session.started)}, {session.model}"


def figures(job: LoggedJob) -> str:
    """How it went, in a line."""
    known = [f"{job.figures[name]} {name}" for name in ("tokens", "steps", "seconds") if name in job.figures]
    seed = [] if job.seed is None else [f"seed {job.seed}"]
    return " · ".join([moment(job.at), *([] if job.status == "ok" else [job.status]), *seed, *known])


def as_markdown(desk: Desk, session: LoggedSession) -> str:
    parts = [f"# {title(session)}"]
    for job in desk.jobs:
        quoted = "\n".join(f"> {line}" for line in escape(visible(job.said), quote=False).split("\n"))
        parts += [quoted, figures(job)]
        if job.text:
            parts.append(fenced(job.text, "diff" if job.of_file else job.language or ""))
    parts += [f"{moment(file.at)} {file.action}: `{visible(file.path)}`" for file in desk.files]
    return "\n\n".join(parts) + "\n"


def fenced(text: str, name: str) -> str:
    """In a fence longer than any in the text."""
    fence = "`" * max([3, *(len(run) + 1 for run in re.findall("`+", text))])
    return f"{fence}{name}\n{text.rstrip()}\n{fence}"


def as_page(desk: Desk, session: LoggedSession) -> str:
    parts = [f"<h1>{shown(title(session))}</h1>"]
    for job in desk.jobs:
        parts += [f"<h2>{shown(job.said)}</h2>", f"<p>{shown(figures(job))}</p>"]
        if job.text:
            parts.append(f"<pre>{shown(job.text)}</pre>")
    parts += [f"<p>{shown(f'{moment(file.at)} {file.action}: {file.path}')}</p>" for file in desk.files]
    head = f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    head += f"<title>{shown(title(session))}</title><style>{STYLE}</style>"
    return f'<!DOCTYPE html>\n<html lang="en"><head>{head}</head>\n<body>\n' + "\n".join(parts) + "\n</body></html>\n"


def shown(text: str) -> str:
    return escape(visible(text))


def as_json(desk: Desk, session: LoggedSession) -> str:
    return json.dumps(session_fields(session, desk.jobs, desk.files), indent=2) + "\n"


FORMS: dict[str, Callable[[Desk, LoggedSession], str]] = {".md": as_markdown, ".html": as_page, ".json": as_json}
