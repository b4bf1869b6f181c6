import json

import mercurycli
from mercurycli.errors import RefusedError
from mercurycli.view.fix_report import (
    Figures,
    Outcome,
    Place,
    as_github,
    as_json,
    as_sarif,
    counts,
    opening_line,
    result_line,
    summary_line,
)

COLON = Place(3, 12, 3, 13, "expected ':'", "compile")
LONG = Place(1, 1, 4, 2, "does not parse", "tree-sitter")
FIGURES = Figures("quicksilver", "cpu", 7, 20, 4, 0.12345)
HEALTHY = Outcome("a.py", "healthy", language="python")
BROKEN = Outcome("b.py", "broken", 1, "python", (COLON, LONG))
MENDED = Outcome("c.py", "mended", 0, "python", (COLON,), "--- a\n", "x = 1\n", FIGURES)
FAILED = Outcome("d e,:%.py", "failed", 4, "python", (COLON,), error=RefusedError("nothing\nhelps", hint="by hand"))
ALL = (HEALTHY, BROKEN, MENDED, FAILED)


def test_json_is_one_object_with_a_result_for_each_file():
    told = json.loads(as_json(ALL, 4))
    assert (told["schema"], told["exit_code"], told["version"]) == ("dcode.fix/1", 4, mercurycli.__version__)
    assert (told["files"], told["healthy"], told["broken"], told["mended"], told["failed"]) == (4, 1, 1, 1, 1)
    healthy, broken, mended, failed = told["results"]
    assert healthy == {"path": "a.py", "status": "healthy", "exit_code": 0, "language": "python", "faults": []}
    assert broken["faults"][0] == {
        "line": 3, "column": 12, "end_line": 3, "end_column": 13, "message": "expected ':'", "source": "compile"
    }  # fmt: skip
    assert (mended["text"], mended["diff"], mended["seed"], mended["seconds"]) == ("x = 1\n", "--- a\n", 7, 0.123)
    assert failed["error"] == {"message": "nothing\nhelps", "hint": "by hand"}


def test_jsonl_lines_are_objects_that_know_their_kind():
    lines = [opening_line("b.py", "python", (COLON,)), result_line(FAILED), summary_line(ALL, 4)]
    assert not any("\n" in line for line in lines)
    told = [json.loads(line) for line in lines]
    assert [line["type"] for line in told] == ["file", "result", "summary"]
    assert told[0]["faults"][0]["line"] == 3 and told[2]["exit_code"] == 4


def test_names_that_are_no_text_survive_json():
    line = result_line(Outcome("\udcff\x1b.py", "healthy"))
    assert line.isascii() and json.loads(line)["path"] == "\udcff\x1b.py"


def test_every_file_is_counted_once():
    assert sum(counts(ALL).values()) == 2 * len(ALL)


def test_sarif_has_a_result_for_each_fault_and_says_what_went_wrong():
    told = json.loads(as_sarif(ALL))
    assert told["version"] == "2.1.0" and "2.1.0" in told["$schema"]
    (run,) = told["runs"]
    assert run["tool"]["driver"]["semanticVersion"] == mercurycli.__version__
    assert [result["level"] for result in run["results"]] == ["error", "error", "note", "error"]
    first = run["results"][0]
    assert first["ruleId"] in {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "b.py"
    assert place["region"] == {"startLine": 3, "startColumn": 12, "endLine": 3, "endColumn": 13}
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    (notification,) = invocation["toolExecutionNotifications"]
    assert "by hand" in notification["message"]["text"]


def test_sarif_names_files_as_addresses():
    def uri(path):
        (result,) = json.loads(as_sarif([Outcome(path, "broken", 1, None, (COLON,))]))["runs"][0]["results"]
        return result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]

    assert uri("src/a b#é.py") == "src/a%20b%23%C3%A9.py"
    assert uri("/src/a b.py") == "file:///src/a%20b.py"
    assert uri("\udcff.py") == "%FF.py"


def test_github_gets_an_annotation_for_each_fault_that_nothing_can_break_out_of():
    assert as_github(HEALTHY) == ""
    one, several = as_github(BROKEN).split("\n")
    assert one == "::error file=b.py,line=3,endLine=3,col=12,endColumn=13,title=dcode fix::expected ':'"
    assert several == "::error file=b.py,line=1,endLine=4,title=dcode fix::does not parse"
    assert as_github(MENDED).startswith("::notice ") and "mended: expected" in as_github(MENDED)
    fault, failure = as_github(FAILED).split("\n")
    assert "file=d e%2C%3A%25.py," in fault
    assert failure.endswith("::nothing%0Ahelps%0Aby hand")
