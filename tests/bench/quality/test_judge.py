"""One door: programs of every language come in, verdicts come out, whatever happens to the processes behind it."""

from __future__ import annotations

import json

import judged_pages as pages
import pytest

from mercurycli.bench.quality.judge import judge, judge_all

COUNTER = {"step": 1, "start": 0, "reset": False, "minus": False}
ADD = {"function": "add", "checks": [[[1, 2], 3]]}
GOOD = "def add(a, b):\n    return a + b\n"


def test_python_goes_to_the_functions_judge():
    assert judge(ADD, "python", "addition", GOOD).ok
    assert judge(ADD, "python", "addition", "x").failed == ("runs",)


def test_pages_go_to_the_pages_judge():
    pytest.importorskip("py_mini_racer")
    assert judge(COUNTER, "html", "click_counter", pages.COUNTER).ok
    assert judge(json.loads(json.dumps(COUNTER)), "html", "click_counter", pages.COUNTER.replace("+= 1", "+= 2")).failed == ("step",)


def test_a_family_without_a_judge_is_the_callers_fault():
    with pytest.raises(ValueError, match="chess"):
        judge({}, "html", "chess", "<p>")


def test_a_page_that_kills_the_engine_only_fails_itself():
    pytest.importorskip("py_mini_racer")
    bomb = '<script>const s = "x".repeat(2 ** 28); for (let i = 0; i < 50; i++) (s + i).split("").length</script>'
    assert judge(COUNTER, "html", "click_counter", bomb).failed == ("errors",)
    assert judge(COUNTER, "html", "click_counter", pages.COUNTER).ok


def test_many_of_both_kinds_keep_their_order():
    pytest.importorskip("py_mini_racer")
    jobs = [(COUNTER, "html", "click_counter", pages.COUNTER), (ADD, "python", "", GOOD), (ADD, "python", "", ""), (COUNTER, "html", "click_counter", "")]
    assert [v.ok for v in judge_all(jobs * 3, workers=2)] == [True, True, False, False] * 3
