"""How many tests failed, as the output of a test run tells it: of two failing runs, one may be nearer to the goal."""

from __future__ import annotations

import re

# pytest, Jest, Vitest, cargo ("2 failed"), unittest ("failures=1, errors=2"), node --test and TAP ("# fail 2")
_COUNTS = (
    re.compile(r"(?:^|[\s,;:(=])(\d{1,6}) (?:failed|failing|errors?)\b"),
    re.compile(r"\b(?:failures|errors)=(\d{1,6})\b"),
    re.compile(r"^# fail (\d{1,6})$", re.MULTILINE),
)
_EACH = re.compile(r"^\s*--- FAIL: |^not ok \d", re.MULTILINE)  # go test, TAP: one line for each
SUMMARY_LINES = 6  # from the end: further up, a test may print what it likes


def failures_in(output: str) -> int | None:
    """None where the output does not say."""
    end = "\n".join(output.rstrip().splitlines()[-SUMMARY_LINES:])
    for pattern in _COUNTS:
        found = [int(count) for count in pattern.findall(end)]
        if found:
            return sum(found)
    return len(_EACH.findall(output)) or None
