"""How many tests failed, read from what a test run prints."""

import pytest

from mercurycli.source.failing import failures_in


@pytest.mark.parametrize(
    ("output", "failed"),
    [
        ("FAILED test_a.py::test_b - assert 1 == 2\n=========== 3 failed, 12 passed in 0.31s ===========\n", 3),
        ("1 failed, 2 errors in 0.1s", 3),
        ("Ran 5 tests in 0.001s\n\nFAILED (failures=2, errors=1)\n", 3),
        ("# tests 4\n# pass 2\n# fail 2\n# cancelled 0\n", 2),
        ("Tests:       2 failed, 3 passed, 5 total\nSnapshots:   0 total\n", 2),
        ("test result: FAILED. 3 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out", 1),
        ("--- FAIL: TestA (0.00s)\n    a_test.go:4: no\n--- FAIL: TestB (0.00s)\nFAIL\nexit status 1\n", 2),
        ("  3 passing (4ms)\n  1 failing\n", 1),
        ("AssertionError", None),
        ("", None),
        ("2 failed attempts are kept\n" + "line\n" * 20, None),
    ],
)
def test_the_runners_people_use_are_understood(output, failed):
    assert failures_in(output) == failed
