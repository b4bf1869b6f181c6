"""What ``dcode fix`` found and did, for other programs: json, jsonl, SARIF 2.1.0 (OASIS) and GitHub's annotations.

Pure: values in, text out. Lines and columns count from 1, columns in characters. Everything outside ASCII is escaped in
JSON, so that it survives any encoding.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

import mercurycli
from mercurycli.errors import DcodeError
from mercurycli.view.visible_text import visible

SCHEMA = "dcode.fix/1"
FORMATS = ("text", "json", "jsonl", "sarif", "github")

Status = Literal["healthy", "broken", "mended", "changed", "filled", "proposed", "declined", "failed"]


@dataclass(frozen=True, slots=True)
class Place:
    """A fault, by lines and columns. ``source`` is who found it."""

    line: int
    column: int
    end_line: int
    end_column: int
    message: str
    source: str


@dataclass(frozen=True, slots=True)
class Figures:
    """What the model did, and all it takes to get it again."""

    model: str
    device: str
    seed: int
    tokens: int
    steps: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """One file. ``mended``, ``changed`` and ``filled`` are written, ``proposed`` is only shown, ``declined`` is what the user did not want."""

    path: str
    status: Status
    exit_code: int = 0
    language: str | None = None
    faults: tuple[Place, ...] = ()
    diff: str | None = None
    text: str | None = None  # of the whole file, mended
    figures: Figures | None = None
    error: DcodeError | None = None

    @property
    def left(self) -> bool:
        """Whether the faults are still in the file."""
        return self.status != "mended"


def fields(outcome: Outcome) -> dict[str, Any]:
    """Without what does not apply."""
    shown: dict[str, Any] = {"path": outcome.path, "status": outcome.status, "exit_code": outcome.exit_code}
    shown |= {"language": outcome.language, "faults": [asdict(place) for place in outcome.faults]}
    if outcome.diff is not None:
        shown |= {"diff": outcome.diff, "text": outcome.text}
    if outcome.figures is not None:
        shown |= {**asdict(outcome.figures), "seconds": round(outcome.figures.seconds, 3)}
    if outcome.error is not None:
        shown["error"] = {"message": str(outcome.error), "hint": outcome.error.hint}
    return shown


def counts(outcomes: Sequence[Outcome]) -> dict[str, int]:
    return {"files": len(outcomes)} | {
        status: sum(outcome.status == status for outcome in outcomes)
        for status in ("healthy", "broken", "mended", "changed", "proposed", "declined", "failed")
    }


# --- json and jsonl ---------------------------------------------------------------------------------------------------


def as_json(outcomes: Sequence[Outcome], exit_code: int) -> str:
    head = {"type": "result", "schema": SCHEMA, "version": mercurycli.__version__, "exit_code": exit_code}
    return json.dumps({**head, **counts(outcomes), "results": [fields(outcome) for outcome in outcomes]}, indent=2)


def opening_line(path: str, language: str, faults: Sequence[Place]) -> str:
    """Of a broken file, before the model's events come."""
    return _line({"type": "file", "path": path, "language": language, "faults": [asdict(place) for place in faults]})


def result_line(outcome: Outcome) -> str:
    return _line({"type": "result", **fields(outcome)})


def summary_line(outcomes: Sequence[Outcome], exit_code: int) -> str:
    return _line({"type": "summary", "schema": SCHEMA, **counts(outcomes), "exit_code": exit_code})


def _line(shown: dict[str, Any]) -> str:
    return json.dumps(shown, separators=(",", ":"))


# --- SARIF ------------------------------------------------------------------------------------------------------------

_RULES = {"syntax": "The text does not parse.", "error": "An error names this line.", "unreadable": "The file could not be looked at or mended."}


def as_sarif(outcomes: Sequence[Outcome]) -> str:
    """Faults as results. What is mended and written is a note, everything else an error."""
    failed = [outcome for outcome in outcomes if outcome.error]
    run = {
        "tool": {
            "driver": {
                "name": "dcode",
                "semanticVersion": mercurycli.__version__,
                "rules": [{"id": name, "shortDescription": {"text": text}} for name, text in _RULES.items()],
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {"executionSuccessful": not failed, "toolExecutionNotifications": [_notification(o) for o in failed]}
        ],
        "results": [_result(outcome, place) for outcome in outcomes for place in outcome.faults],
    }
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    return json.dumps({"$schema": schema, "version": "2.1.0", "runs": [run]}, indent=2)


def _result(outcome: Outcome, place: Place) -> dict[str, Any]:
    region = {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }
    return {
        "ruleId": "error" if place.source == "error" else "syntax",
        "level": "error" if outcome.left else "note",
        "message": {"text": place.message if outcome.left else f"mended: {place.message}"},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": _uri(outcome.path)}, "region": region}}],
    }


def _notification(outcome: Outcome) -> dict[str, Any]:
    text = f"{outcome.error}\n{outcome.error.hint}" if outcome.error and outcome.error.hint else str(outcome.error)
    where = {"physicalLocation": {"artifactLocation": {"uri": _uri(outcome.path)}}}
    return {"level": "error", "message": {"text": text}, "descriptor": {"id": "unreadable"}, "locations": [where]}


def _uri(path: str) -> str:
    known = Path(path)
    return known.as_uri() if known.is_absolute() else quote(os.fsencode(known.as_posix()))


# --- GitHub's workflow commands -----------------------------------------------------------------------------------------


def as_github(outcome: Outcome) -> str:
    """A line for each fault, and one for what went wrong; empty for a healthy file."""
    lines = []
    for place in outcome.faults:
        kind, message = ("error", place.message) if outcome.left else ("notice", f"mended: {place.message}")
        where = f"line={place.line},endLine={place.end_line}"
        if place.line == place.end_line:  # GitHub takes columns within one line only
            where += f",col={place.column},endColumn={place.end_column}"
        lines.append(f"::{kind} file={_property(outcome.path)},{where},title=dcode fix::{_data(message)}")
    if outcome.error:
        hint = f"\n{outcome.error.hint}" if outcome.error.hint else ""
        lines.append(f"::error file={_property(outcome.path)},title=dcode fix::{_data(f'{outcome.error}{hint}')}")
    return "\n".join(lines)


def _data(text: str) -> str:
    """As the runner's own toolkit escapes it: a line of a workflow's log that begins with :: is obeyed."""
    return visible(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
