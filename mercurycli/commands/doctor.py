"""``dcode doctor``: everything dcode needs, looked at in turn, with a verdict and what mends it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

import mercurycli

from ..errors import DcodeError
from ..settings.load import configured
from ..settings.settings import Settings
from ..view.visible_text import visible
from . import health
from .health import Finding
from .self_test import with_a_model
from .speech import put_on_stdout

SOMETHING_IS_WRONG = 1
MARKS = {"ok": "ok   ", "note": "note ", "wrong": "WRONG"}


def run(model: str | None, device: str | None, *, json_output: bool) -> int:
    """Returns the exit code. What is found is told at once, for the model may take its time."""
    figures: dict[str, Any] = {}
    findings = []
    for finding in looks(model, device, figures):
        findings.append(finding)
        if not json_output:
            put(lines(finding))
    wrong = sum(finding.verdict == "wrong" for finding in findings)
    if json_output:
        report = {"schema": "dcode.doctor/1", "version": mercurycli.__version__, "healthy": not wrong}
        put([json.dumps({**report, "findings": [asdict(finding) for finding in findings], "figures": figures}, indent=2)])
    else:
        put(["", f"{wrong} thing{'s are' if wrong > 1 else ' is'} wrong" if wrong else "nothing is wrong"])
    return SOMETHING_IS_WRONG if wrong else 0


def looks(model: str | None, device: str | None, figures: dict[str, Any]) -> Iterator[Finding]:
    yield from health.without_a_model()
    try:
        settings = configured(model=model, device=device)
    except DcodeError:  # told of already; the model is tried as the flags say
        settings = Settings(**{name: value for name, value in (("model", model), ("device", device)) if value is not None})
    yield from with_a_model(settings, figures)


def lines(finding: Finding) -> Iterable[str]:
    yield f"{MARKS[finding.verdict]} {finding.name:<11} {finding.text}"
    if finding.mend:
        yield f"{'':17} -> {finding.mend}"


def put(texts: Iterable[str]) -> None:
    put_on_stdout("".join(f"{visible(text)}\n" for text in texts).encode())
