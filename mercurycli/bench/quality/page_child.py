"""The process in which pages are judged: V8 aborts its whole process when a built-in runs out of memory."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

from mercurycli.bench.quality.page_checks import judge_page


def serve() -> None:
    for line in sys.stdin.buffer:
        request = json.loads(line)
        verdict = judge_page(request["family"], request["facts"], request["html"])
        sys.stdout.write(json.dumps(asdict(verdict)) + "\n")
        sys.stdout.flush()
