"""What ``dcode fix`` tells other programs: json, jsonl, SARIF, GitHub's annotations."""

import json
from pathlib import Path

import pytest
from broken_files import HOPELESS, piped
from mechanic import GCD, MENDED

from mercurycli.commands import fix, mending
from mercurycli.commands.fix import FixOptions
from mercurycli.commands.targets import STDIN


def test_json_tells_of_every_file(several, capsys):
    assert fix.run(FixOptions((Path("."),), output_format="json", write=True)) == 4
    told = json.loads(capsys.readouterr().out)
    results = {result["path"]: result for result in told["results"]}
    assert told["exit_code"] == 4 and list(results) == ["a.py", "b.py", "c.py", "deep/gcd.py", "gcd.py"]
    assert results["a.py"]["status"] == "healthy"
    assert results["b.py"]["status"] == results["c.py"]["status"] == "failed"
    assert results["b.py"]["faults"] and results["b.py"]["error"]["hint"]
    mended = results["gcd.py"]
    assert (mended["status"], mended["text"], mended["model"]) == ("mended", MENDED, "scripted")
    assert mended["faults"][0]["line"] == 3 and "+    while b:" in mended["diff"]


def test_jsonl_is_events_alone_from_the_faults_to_the_summary(several, capsys):
    assert fix.run(FixOptions((several / "a.py", several / "gcd.py", several / "b.py"), output_format="jsonl", write=True)) == 4
    kinds = [json.loads(line)["type"] for line in capsys.readouterr().out.splitlines()]
    assert kinds[:3] == ["result", "file", "start"] and kinds[-1] == "summary"
    assert kinds.count("end") == 1 and kinds.count("result") == 3 and "frame" in kinds


def test_json_of_stdin_holds_the_text_and_nothing_else_is_on_stdout(broken, monkeypatch, capsys):
    piped(monkeypatch, GCD.encode())
    assert fix.run(FixOptions((STDIN,), output_format="json", stdin_filename="x.py")) == 0
    (result,) = json.loads(capsys.readouterr().out)["results"]
    assert (result["path"], result["status"], result["text"]) == ("x.py", "proposed", MENDED)


@pytest.mark.parametrize("output_format", ["json", "jsonl", "sarif", "github"])
def test_a_failure_of_the_only_file_is_told_in_the_format_that_was_asked_for(broken, capsys, output_format):
    broken.write_text(HOPELESS)
    assert fix.run(FixOptions((broken,), output_format=output_format)) == 4
    out, err = capsys.readouterr()
    assert "no attempt of the model" in out and "no attempt of the model" in err


def test_sarif_and_github_tell_faults_as_errors_and_mended_ones_as_notes(several, capsys):
    paths = (Path("gcd.py"), Path("deep"))
    assert fix.run(FixOptions(paths, output_format="sarif", check=True)) == 1
    (run,) = json.loads(capsys.readouterr().out)["runs"]
    places = [result["locations"][0]["physicalLocation"] for result in run["results"]]
    assert [place["artifactLocation"]["uri"] for place in places if place["region"]["startLine"] == 3] == ["gcd.py", "deep/gcd.py"]
    assert {result["level"] for result in run["results"]} == {"error"}
    assert fix.run(FixOptions(paths, output_format="github", write=True)) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("::notice file=gcd.py,line=3,") and all(line.startswith("::notice ") for line in lines)


def test_what_is_done_before_ctrl_c_is_told(several, monkeypatch, capsys):
    def interrupted(self, job):
        if job.document.path == several / "b.py":
            raise KeyboardInterrupt
        return run(self, job)

    run = mending.Mending.run
    monkeypatch.setattr(mending.Mending, "run", interrupted)
    with pytest.raises(KeyboardInterrupt):
        fix.run(FixOptions((several / "gcd.py", several / "b.py", several / "a.py"), output_format="json"))
    (result,) = json.loads(capsys.readouterr().out)["results"]
    assert result["status"] == "mended" and (several / "gcd.py").read_text() == MENDED
