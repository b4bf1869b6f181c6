"""Judge a Python function by calling it in a sandboxed process and comparing what it returns with what was asked.

The program's process (function_child.py) gets arguments only. The expected results stay here, so that nothing the program
prints or writes can pass for a verdict. Docstring, annotations and recursion are read off the syntax tree.
"""

from __future__ import annotations

import ast
import json
import math
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any

from mercurycli.bench.quality.verdict import Findings, Verdict
from mercurycli.bench.quality.worker import WorkerPool

LIMIT_SECONDS = 3  # of processor time, so that a busy machine fails no program
LIMIT_WALL_SECONDS = 10.0  # for one that sleeps

Facts = Mapping[str, Any]


def judge_function(facts: Facts, code: str) -> Verdict:
    """``facts``: "function" is its name, "checks" are [arguments, expected result] pairs; "docstring", "typed" and
    "recursive" are asked for when true. Lists and tuples count as equal, since facts may have been JSON; so do dict
    keys that JSON makes equal. A generator counts as the list of what it yields."""
    with _pool().lend() as worker:
        request = {"code": code, "function": facts["function"], "args": [args for args, _ in facts["checks"]], "busy": LIMIT_SECONDS, "seconds": LIMIT_WALL_SECONDS}
        answer = worker.ask(request)
    findings = Findings()
    if _check_runs(findings, facts, code, answer):
        _check_text(findings, facts, code)
    return findings.verdict()


def judge_functions(items: Sequence[tuple[Facts, str]], *, workers: int = 1) -> list[Verdict]:
    """Many at once: a server that forks for each, so one costs milliseconds; ``workers`` servers at a time."""
    with ThreadPoolExecutor(max_workers=workers) as threads:
        return list(threads.map(lambda item: judge_function(*item), items))


@cache
def _pool() -> WorkerPool:
    child = Path(__file__).with_name("function_child.py")
    return WorkerPool((sys.executable, "-I", "-S", str(child)), seconds=LIMIT_WALL_SECONDS + 20)


def _check_runs(findings: Findings, facts: Facts, code: str, answer: Any) -> bool:
    """Whether the function could be called at all; then its results are compared."""
    if not findings.check("runs", isinstance(answer, dict), "the program brought its judge down"):
        return False
    said = [_line(text) for text in answer["lines"]]
    kinds = [kind for kind, _ in said]
    if kinds[:1] == ["raised"]:
        return findings.check("runs", False, said[0][1])
    if kinds[:1] == ["missing"]:
        return findings.check("function", False, f"there is no function {facts['function']}")
    if "defined" not in kinds[:1]:
        why = f"ran longer than {LIMIT_SECONDS} s" if answer["overran"] else "the program ended its process"
        return findings.check("time" if answer["overran"] else "runs", False, why)
    _check_results(findings, facts, said[1:], answer["overran"])
    return True


def _check_results(findings: Findings, facts: Facts, said: Sequence[tuple[str, Any]], overran: bool) -> None:
    findings.check("function", True, "")
    for at, (args, expected) in enumerate(facts["checks"]):
        call = f"{facts['function']}({', '.join(map(repr, args))})"[:120]
        if at >= len(said) or said[at][0] not in ("result", "raised"):
            why = f"{call} ran longer than {LIMIT_SECONDS} s" if overran else f"{call} ended the process"
            findings.check("time" if overran else "results", False, why)
            return
        kind, value = said[at]
        if kind == "raised":
            findings.check("results", False, f"{call} raised {value}")
        else:
            findings.check("results", is_same(expected, value), f"{call} is {_show(value)}, not {repr(expected)[:120]}")
    finished = len(said) == len(facts["checks"]) + 1 and said[-1][0] == "done"
    findings.check("results", finished, "the program wrote among its results")


def _line(text: str) -> tuple[str, Any]:
    """What the child wrote is not to be trusted: anything but [kind, content] is nothing."""
    try:
        kind, content = json.loads(text)
    except (ValueError, TypeError, RecursionError):
        return "", None
    return (kind, content) if isinstance(kind, str) else ("", None)


def is_same(expected: Any, tagged: Any) -> bool:
    """Whether a result, as function_child.encode writes it, is the expected value."""
    match tagged:
        case ["plain", value]:
            return expected is value
        case ["int", str(digits)]:
            return _is_number(expected) and expected == int(digits, 16)
        case ["float", str(digits)]:
            return _is_number(expected) and _is_close(float(expected), float.fromhex(digits))
        case ["str", value]:
            return isinstance(expected, str) and expected == value
        case ["list" | "tuple", list(items)]:
            return isinstance(expected, (list, tuple)) and _all_same(expected, items)
        case ["set", list(items)]:
            return isinstance(expected, (set, frozenset)) and len(expected) == len(items) and all(any(is_same(e, i) for i in items) for e in expected)
        case ["dict", list(pairs)]:
            if not isinstance(expected, Mapping) or len(expected) != len(pairs):
                return False
            return all(any(_is_key(k, key) and is_same(v, value) for key, value in pairs) for k, v in expected.items())
    return False


def _all_same(expected: Sequence[Any], items: Sequence[Any]) -> bool:
    return len(expected) == len(items) and all(map(is_same, expected, items))


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _is_close(expected: float, got: float) -> bool:
    return math.isclose(expected, got, rel_tol=1e-9, abs_tol=1e-9) or (math.isnan(expected) and math.isnan(got))


def _is_key(expected: Any, tagged: Any) -> bool:
    """JSON knows only strings as keys: {1: 2} comes back as {"1": 2}."""
    if is_same(expected, tagged) or not isinstance(expected, str):
        return is_same(expected, tagged)
    match tagged:
        case ["int", str(digits)]:
            return expected == str(int(digits, 16))
        case ["float", str(digits)]:
            return expected == repr(float.fromhex(digits))
        case ["plain", value]:
            return expected == json.dumps(value)
    return False


def _show(tagged: Any) -> str:
    match tagged:
        case ["plain" | "str", value]:
            return repr(value)[:120]
        case ["int", str(digits)]:
            return f"{int(digits, 16)}" if len(digits) < 100 else "a huge number"
        case ["float", str(digits)]:
            return repr(float.fromhex(digits))
        case ["list" | "tuple" | "set" as kind, list(items)]:
            return f"{kind} of {', '.join(map(_show, items[:10]))}"[:120]
        case ["dict", list(pairs)]:
            return f"a dict of {len(pairs)}"
        case ["other", value]:
            return str(value)[:120]
    return "unreadable"


def _check_text(findings: Findings, facts: Facts, code: str) -> None:
    wanted = [fact for fact in ("docstring", "typed", "recursive") if facts.get(fact)]
    if not wanted:
        return
    name = facts["function"]
    nodes = [n for n in ast.walk(ast.parse(code)) if isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef))]
    node = next((n for n in nodes if n.name == name), None)
    met = {
        "docstring": lambda n: bool((ast.get_docstring(n) or "").strip()),
        "typed": lambda n: n.returns is not None and all(a.annotation for a in _arguments(n)),
        "recursive": _is_recursive,
    }
    why = {"docstring": "has no docstring", "typed": "is not fully annotated", "recursive": "does not call itself"}
    for fact in wanted:
        findings.check(fact, node is not None and met[fact](node), f"{name} {why[fact]}")


def _arguments(node: ast.FunctionDef | ast.AsyncFunctionDef) -> list[ast.arg]:
    a = node.args
    return [*a.posonlyargs, *a.args, *a.kwonlyargs, *([a.vararg] if a.vararg else []), *([a.kwarg] if a.kwarg else [])]


def _is_recursive(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether it, or a function inside it, calls itself by name."""
    inner = [n for n in ast.walk(node) if isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef))]
    return any(
        isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == function.name
        for function in inner
        for call in ast.walk(function)
    )
