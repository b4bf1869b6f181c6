"""Functions are judged by what they return, and nothing they do reaches the judge or its machine."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from mercurycli.bench.quality import function_checks
from mercurycli.bench.quality.function_checks import judge_function, judge_functions

ADD = {"function": "add", "checks": [[[1, 2], 3], [[5, -5], 0], [[0.1, 0.2], 0.3]]}
GOOD = "def add(a, b):\n    return a + b\n"


@pytest.fixture(autouse=True)
def short_limits(monkeypatch):
    monkeypatch.setattr(function_checks, "LIMIT_SECONDS", 1)
    monkeypatch.setattr(function_checks, "LIMIT_WALL_SECONDS", 3.0)


def returns(value: str, expected: object) -> bool:
    return judge_function({"function": "f", "checks": [[[], expected]]}, f"def f():\n    return {value}\n").ok


def test_a_correct_function_passes():
    verdict = judge_function(ADD, GOOD)
    assert verdict.ok and verdict.checked == ("runs", "function", "results")


@pytest.mark.parametrize(
    ("code", "fact"),
    [
        ("def add(a, b):\n    return a - b\n", "results"),
        ("def add(a, b):\n    print(a + b)\n", "results"),
        ("def add(a, b):\n    return str(a + b)\n", "results"),
        ("def add(a):\n    return a\n", "results"),
        ("def add(a, b):\n    raise ValueError('no')\n", "results"),
        ("def add(a, b):\n    raise SystemExit\n", "results"),
        ("def plus(a, b):\n    return a + b\n", "function"),
        ("add = 3\n", "function"),
        ("def add(a, b)\n    return a + b\n", "runs"),
        ("def add(a, b):\nreturn a + b\n", "runs"),
        ("add = (a, b) = 1\n", "runs"),
        ("import sys\nsys.exit(0)\n" + GOOD, "runs"),
        ("import os\nos._exit(0)\n" + GOOD, "runs"),
        ("import os\ndef add(a, b):\n    os._exit(0)\n", "results"),
        ("input()\n" + GOOD, "runs"),
        ("while True:\n    pass\n" + GOOD, "time"),
        ("def add(a, b):\n    while True:\n        pass\n", "time"),
        ("import time\ndef add(a, b):\n    time.sleep(60)\n", "time"),
        ("def add(a, b):\n    return [0] * 10**10\n", "results"),
        ("import ctypes\ndef add(a, b):\n    return ctypes.string_at(0)\n", "results"),
        ("\0", "runs"),
        ("", "function"),
    ],
)  # fmt: skip
def test_a_wrong_program_fails_on_exactly_that_fact(code, fact):
    assert judge_function(ADD, code).failed == (fact,)


FAKE = '{"ok": true, "failures": [], "checked": []}'
FORGED = r'["defined", ""]\n["result", ["int", "0x4"]]\n["result", ["int", "0x0"]]\n["result", ["int", "0x0"]]\n["done", ""]\n'


@pytest.mark.parametrize(
    "code",
    [
        f"print('{FAKE}')\n",
        f"import sys\nsys.stderr.write('{FAKE}')\nsys.exit(0)\n",
        f"import os\nfor fd in range(20):\n    try:\n        os.write(fd, b'{FAKE}')\n    except OSError:\n        pass\nos._exit(0)\n",
        f"import os\nos.write(3, b'{FORGED}')\nos._exit(0)\n",
        f"import os\ndef add(a, b):\n    os.write(3, b'{FORGED}')\n    return 1\n",
        "class Yes(int):\n    def __eq__(self, other):\n        return True\ndef add(a, b):\n    return Yes(7)\n",
        "class Yes:\n    def __eq__(self, other):\n        return True\ndef add(a, b):\n    return Yes()\n",
        "import json\njson.dumps = lambda *a: '[\"done\", \"\"]'\ndef add(a, b):\n    return 0\n",
        "import sys, gc\ndef add(a, b):\n    return [o for o in gc.get_objects() if o == 3] and sys._getframe(1).f_locals.get('expected')\n",
    ],
)  # fmt: skip
def test_a_verdict_cannot_be_forged(code):
    assert not judge_function(ADD, code).ok


def test_output_is_thrown_away_however_much_it_is():
    assert judge_function(ADD, "print('x' * 10**7)\ndef add(a, b):\n    print('y' * 10**6)\n    return a + b\n").ok
    assert not judge_function(ADD, "def add(a, b):\n    return 'y' * 10**8\n").ok


@pytest.mark.parametrize(
    "attempt",
    [
        "open(PATH, 'w')", "os.open(PATH, os.O_CREAT | os.O_WRONLY)", "os.mkdir(PATH)", "os.system('touch ' + PATH)", "os.fork()",
        "__import__('subprocess').run(['touch', PATH])", "__import__('socket').socket()", "os.kill(os.getppid(), 9)",
        "__import__('ctypes').CDLL(None).fork()", "__import__('shutil').rmtree(HERE)", "os.remove(HERE + '/canary')", "open('/etc/passwd').read()",
        "__import__('_posixsubprocess').fork_exec([b'/bin/touch', PATH.encode()], [b'/bin/touch'], True, (9,), None, None, "
        "-1, -1, -1, -1, -1, -1, 8, 9, False, False, 0, None, None, None, -1, None, False)",
        "__import__('threading').Thread(target=print).start()", "__import__('urllib.request').request.urlopen('http://localhost')",
        "__import__('resource').setrlimit(7, (9, 9))",
    ],
)  # fmt: skip
def test_nothing_outside_can_be_touched(tmp_path: Path, attempt):
    (tmp_path / "canary").write_text("alive")
    code = f"import os\nHERE = {str(tmp_path)!r}\nPATH = HERE + '/touched'\ndef f():\n    {attempt}\n    return 1\n"
    verdict = judge_function({"function": "f", "checks": [[[], 1]]}, code)
    assert verdict.failed == ("results",), verdict
    assert [child.name for child in tmp_path.iterdir()] == ["canary"]


def test_ordinary_modules_can_be_imported():
    code = "import math, re, csv, hashlib, collections, dataclasses, threading\nfrom typing import Any\n@dataclasses.dataclass\nclass P:\n    x: 'int'\n"
    assert judge_function(ADD, code + GOOD).ok


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("(1, 2)", [1, 2]), ("[1, (2, None)]", (1, [2, None])), ("{1: 'a'}", {"1": "a"}), ("{1: 'a'}", {1: "a"}), ("{True: 2}", {"true": 2}),
        ("{1, 2}", {2, 1}), ("0.1 + 0.2", 0.3), ("4.0", 4), ("4", 4.0), ("2 ** 9000", 2**9000), ("'\\ud800'", "\ud800"),
        ("(i * i for i in range(3))", [0, 1, 4]), ("float('inf')", float("inf")), ("__import__('collections').Counter('aab')", {"a": 2, "b": 1}), ("None", None),
    ],
)  # fmt: skip
def test_what_is_equal_to_a_person_is_equal(value, expected):
    assert returns(value, expected)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1", True), ("True", 1), ("'1'", 1), ("[1, 2]", [2, 1]), ("[1]", [1, 1]), ("{'a': 1}", {"a": 2}), ("{'a': 1, 'b': 2}", {"a": 1}), ("None", False),
        ("0", None), ("map(str, [])", []), ("[[]]", []), ("1.001", 1), ("range(3)", [0, 1, 2]), ("b'a'", "a"), ("{1, 2}", [1, 2]),
    ],
)  # fmt: skip
def test_what_differs_is_not_equal(value, expected):
    assert not returns(value, expected)


def test_arguments_are_fresh_in_every_run():
    code = "def f(items):\n    items.append(1)\n    return items\n"
    assert judge_function({"function": "f", "checks": [[[[]], [1]], [[[]], [1]]]}, code).ok


FULL = 'def add(a: int, b: int = 0) -> int:\n    """Add."""\n    return a + b if b == 0 else add(a + b, 0)\n'


@pytest.mark.parametrize("fact", ["docstring", "typed", "recursive"])
def test_what_the_text_must_have_is_checked(fact):
    assert judge_function(ADD | {fact: True}, FULL).ok
    assert judge_function(ADD | {fact: True}, GOOD).failed == (fact,)
    assert judge_function(ADD | {fact: False}, GOOD).ok


def test_many_are_judged_in_their_order():
    codes = [GOOD, "def add(a, b):\n    return 0\n", "import os\nos._exit(1)\n", GOOD] * 10
    verdicts = judge_functions([(ADD, code) for code in codes], workers=2)
    assert [v.ok for v in verdicts] == [True, False, False, True] * 10


def test_the_server_is_replaced_when_it_dies():
    assert judge_function(ADD, GOOD).ok
    with function_checks._pool().lend() as worker:
        os.kill(worker._child.pid, signal.SIGKILL)
        worker._child.wait()
    assert not judge_function(ADD, GOOD).ok  # the one that finds it dead
    assert judge_function(ADD, GOOD).ok
