"""The one door to the judges: does this program, when it runs, do what was asked?

Nothing a program does reaches the caller: Python runs in function_child's forks, pages in V8 in a worker process.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

from mercurycli.bench.quality.function_checks import judge_function
from mercurycli.bench.quality.page_checks import FAMILIES
from mercurycli.bench.quality.verdict import Verdict
from mercurycli.bench.quality.worker import WorkerPool
from mercurycli.errors import UsageError

_ROOT = Path(__file__).parents[3]
_PAGE_SECONDS = 120.0  # only if nothing else stops it: page.py stops pages after two seconds of processor time

Job = tuple[Mapping[str, Any], Literal["html", "python"], str, str]  # facts, language, family, code


def judge(facts: Mapping[str, Any], language: Literal["html", "python"], family: str, code: str) -> Verdict:
    """The verdict on one program; the first one of a kind also starts its worker (0.1 to 0.5 s).

    Pages of a family that page_checks does not know are refused with ValueError, for no one can say what they ought to do.
    """
    return judge_function(facts, code) if language == "python" else _judge_page(facts, family, code)


def judge_all(jobs: Iterable[Job], *, workers: int = 1) -> list[Verdict]:
    """The verdicts on many programs, in their order, ``workers`` at a time."""
    with ThreadPoolExecutor(max_workers=workers) as threads:
        return list(threads.map(lambda job: judge(*job), jobs))


def _judge_page(facts: Mapping[str, Any], family: str, html: str) -> Verdict:
    if family not in FAMILIES:
        raise ValueError(f"there is no judge for pages of the family {family!r}")
    with _pool().lend() as worker:
        answer = worker.ask({"family": family, "facts": dict(facts), "html": html})
    if answer is None:
        return Verdict(False, ("errors: the page brought the JavaScript engine down",), ("errors",))
    return Verdict(answer["ok"], tuple(answer["failures"]), tuple(answer["checked"]))


@cache
def _pool() -> WorkerPool:
    if find_spec("py_mini_racer") is None:
        raise UsageError("judging pages needs a JavaScript engine that is not installed", hint="pip install 'mercurycli[recipe]'")
    start = f"import sys; sys.path.insert(0, {str(_ROOT)!r}); from mercurycli.bench.quality.page_child import serve; serve()"
    return WorkerPool((sys.executable, "-c", start), seconds=_PAGE_SECONDS)
