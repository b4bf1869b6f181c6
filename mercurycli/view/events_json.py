"""Events for other programs: one JSON object a line, as cli.md section 6 has it. Pure: values in, text out.

- ``text`` of a frame shows every hole as U+2591 and replaces the text of the frame before (``mode``); appending it is
  always wrong.
- ``new`` (settled or rewritten in this step) and ``remasked`` are half-open ranges of ``text`` in Unicode characters,
  not bytes and not UTF-16 units; neighbours are joined. ``confidence`` has one number for each piece, holes included.
- Everything outside ASCII is escaped, so that the lines survive any encoding and hold no control character.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from typing import Any

import mercurycli
from mercurycli.events import SCHEMA, Check, End, Event, Frame, Note, ParseState, PieceState, Start
from mercurycli.view.glyphs import UNICODE

RESULT_SCHEMA = "dcode.result/1"


def event_json(event: Event) -> str:
    """One line, without its newline."""
    return json.dumps(_fields(event), separators=(",", ":"))


def result_json(
    end: End, start: Start | None = None, *, notes: Sequence[Note] = (), checks: Sequence[Check] = ()
) -> str:
    """The one object of ``--output-format json``: what came out, and all it takes to get it again."""
    speed = end.tokens / end.seconds if end.seconds > 0 else 0.0
    fields = {
        "type": "result",
        "schema": RESULT_SCHEMA,
        "version": mercurycli.__version__,
        "status": end.status,
        "exit_code": end.exit_code,
        "text": end.text,
        "language": end.language,
        "model": start.model if start else None,
        "device": start.device if start else None,
        "seed": end.seed,
        "tokens": end.tokens,
        "steps": end.steps,
        "model_calls": end.model_calls,
        "seconds": round(end.seconds, 3),
        "tokens_per_second": round(speed, 1),
        "checks": [_check(check) for check in checks],
        "notes": [note.text for note in notes],
    }
    return json.dumps(fields, indent=2)


def _fields(event: Event) -> dict[str, Any]:
    match event:
        case Start():
            start = {"schema": SCHEMA, "model": event.model, "length": event.length, "seed": event.seed}
            return {"type": "start", **start}
        case Frame():
            return {"type": "frame", **_frame(event)}
        case Note():
            return {"type": "note", "text": event.text}
        case Check():
            return {"type": "check", **_check(event)}
        case End():
            numbers = {"tokens": event.tokens, "steps": event.steps, "seconds": round(event.seconds, 3)}
            return {"type": "end", "status": event.status, "text": event.text, **numbers, "exit_code": event.exit_code}


def _frame(frame: Frame) -> dict[str, Any]:
    texts = [UNICODE.hole if piece.state in ("hole", "remasked") else piece.text for piece in frame.pieces]
    return {
        "step": frame.step,
        "mode": "replace",
        "text": "".join(texts),
        "holes": frame.holes,
        "new": _ranges(frame, texts, ("new", "changed")),
        "remasked": _ranges(frame, texts, ("remasked",)),
        "confidence": [round(piece.confidence, 2) for piece in frame.pieces],
        "parse": _parse(frame.parse),
        "t": round(frame.seconds, 3),
    }


def _ranges(frame: Frame, texts: Sequence[str], states: Collection[PieceState]) -> list[list[int]]:
    ranges: list[list[int]] = []
    position = 0
    for piece, text in zip(frame.pieces, texts, strict=True):
        end = position + len(text)
        if piece.state in states and text:
            if ranges and ranges[-1][1] == position:
                ranges[-1][1] = end
            else:
                ranges.append([position, end])
        position = end
    return ranges


def _parse(parse: ParseState | None) -> dict[str, Any] | None:
    return None if parse is None else {"ok": parse.ok, "line": parse.line}


def _check(check: Check) -> dict[str, Any]:
    fields: dict[str, Any] = {"name": check.name, "ok": check.ok}
    return {**fields, "detail": check.detail} if check.detail else fields
