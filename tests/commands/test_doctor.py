"""``dcode doctor``: a verdict on each thing, what mends it, and 1 where something is wrong."""

import json
import os
import subprocess
import sys

import pytest

from mercurycli.commands import doctor, health, self_test
from mercurycli.commands.health import Finding, numbers, unmet
from mercurycli.settings.settings import Settings


@pytest.fixture(autouse=True)
def machine(tmp_path, monkeypatch):
    for name in [name for name in os.environ if name.startswith(("DCODE_", "HF_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("DCODE_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.setenv("DCODE_STATE_DIR", str(tmp_path / "state"))
    monkeypatch.setenv("HF_HOME", str(tmp_path / "hf"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def found(name):
    return [finding for finding in health.without_a_model() if finding.name == name]


def test_on_a_machine_in_order_nothing_is_wrong_and_the_model_has_written_something_that_parses(machine):
    command = [sys.executable, "-m", "mercurycli", "doctor", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False, env={**os.environ, "OMP_NUM_THREADS": "1"})
    report = json.loads(done.stdout)
    wrong = [finding for finding in report["findings"] if finding["verdict"] == "wrong"]
    assert (done.returncode, report["healthy"], wrong) == (0, True, []), done.stderr
    figures = report["figures"]
    assert figures["model"] == "quicksilver" and figures["threads"] == 1 and figures["parses"] is True
    assert figures["tokens"] >= figures["model_calls"] > 0 and figures["tokens_per_second"] > 0 and figures["load_seconds"] > 0
    assert 50e6 < figures["peak_bytes"] < 5e9
    names = [finding["name"] for finding in report["findings"]]
    assert {"dcode", "python", "libraries", "settings", "state", "cache", "hub", "device", "threads", "self-test", "memory"} <= set(names)
    assert not list(machine.glob("hf/*")) and not (machine / "state").exists()  # a look leaves nothing behind


def test_text_has_a_line_for_each_finding_with_what_mends_it_below(monkeypatch, capsys):
    findings = [Finding("a", "ok", "fine"), Finding("b", "note", "odd", "do this"), Finding("c", "wrong", "bad \x1b[2J", "do that")]
    monkeypatch.setattr(doctor, "looks", lambda *_: iter(findings))
    assert doctor.run(None, None, json_output=False) == 1
    out = capsys.readouterr().out
    assert out.splitlines()[:2] == ["ok    a           fine", "note  b           odd"] and "-> do this" in out
    assert "WRONG c" in out and "-> do that" in out and out.endswith("1 thing is wrong\n") and "\x1b" not in out


def test_every_verdict_but_ok_says_what_to_do(machine, monkeypatch):
    monkeypatch.setenv("DCODE_STEPZ", "1")
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    (machine / "config.toml").write_text("x = ")
    seen = list(health.without_a_model())
    assert {"ok", "note", "wrong"} == {finding.verdict for finding in seen}
    assert all(finding.mend for finding in seen if finding.verdict != "ok") and not any(
        finding.mend for finding in seen if finding.verdict == "ok"
    )


def test_settings_that_are_wrong_are_told_and_the_rest_is_looked_at_all_the_same(machine):
    (machine / "config.toml").write_text("stepz = 1\n")
    (finding,) = found("settings")
    assert finding.verdict == "wrong" and f"{machine / 'config.toml'}:1" in finding.text and "steps" in finding.mend
    figures = {}
    names = {each.name for each in doctor.looks("no-such-model", None, figures)}
    assert {"cache", "model"} <= names and figures == {}


def test_a_misspelt_variable_is_found(monkeypatch):
    monkeypatch.setenv("DCODE_THRESHHOLD", "1")
    monkeypatch.setenv("DCODE_ZZZZZ", "1")
    first, second = found("environment")
    assert first.mend == "did you mean DCODE_THRESHOLD?" and second.mend == "unset DCODE_ZZZZZ" and first.verdict == "note"


@pytest.mark.parametrize(("variable", "name"), [("DCODE_STATE_DIR", "state"), ("HF_HOME", "cache")])
def test_a_folder_that_cannot_be_is_wrong(monkeypatch, machine, variable, name):
    (machine / "file").touch()
    monkeypatch.setenv(variable, str(machine / "file" / "below"))
    (finding,) = found(name)
    assert finding.verdict == "wrong" and variable in finding.mend and "no folder" in finding.text


def test_the_token_is_never_shown(monkeypatch):
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    assert not any("hf_secret" in finding.text + finding.mend for finding in health.without_a_model())
    assert "with a token" in found("hub")[0].text


def test_an_endpoint_that_is_none_is_wrong(monkeypatch):
    monkeypatch.setenv("HF_ENDPOINT", "nowhere")
    assert found("hub")[0].verdict == "wrong"


def test_a_model_whose_pull_was_broken_off_is_noted_with_the_command_that_goes_on(machine):
    folder = machine / "hf" / "hub" / "models--JetLM--SDAR-1.7B-Chat" / "snapshots" / ("a" * 40)
    folder.mkdir(parents=True)
    (folder / "config.json").write_text("{}")
    first = found("models")[0]
    assert first.verdict == "note" and "model.safetensors" in first.text and first.mend == "dcode models pull sdar-1.7b"


@pytest.mark.parametrize(
    ("model", "says", "mend"), [("sdar-1.7b", "not on this machine", "dcode models pull sdar-1.7b"), ("/no/such", "/no/such", "--model")]
)  # fmt: skip
def test_a_model_that_is_not_here_is_wrong_and_the_command_is_named(model, says, mend):
    last = list(self_test.with_a_model(Settings(model=model), {}))[-1]
    assert (last.name, last.verdict) == ("model", "wrong") and says in last.text and mend in last.mend


def test_a_device_that_is_not_there_is_wrong():
    last = list(self_test.with_a_model(Settings(device="cuda:77"), {}))[-1]
    assert last.verdict == "wrong" and "cuda:77" in last.text and "--device cpu" in last.mend


def test_a_library_the_system_cannot_load_is_named(monkeypatch):
    def broken(model, device):
        raise OSError("libfoo.so: cannot open shared object file")

    monkeypatch.setattr(self_test, "open_engine", broken)
    last = list(self_test.with_a_model(Settings(), {}))[-1]
    assert last.verdict == "wrong" and "libfoo.so" in last.text and "pip install" in last.mend


@pytest.mark.parametrize(
    ("version", "requirement", "met"),
    [
        ("2.13.0+cpu", "torch<2.14,>=2.6", True), ("2.14.0", "torch<2.14,>=2.6", False), ("2.5.1", "torch<2.14,>=2.6", False),
        ("2.6", "torch>=2.6.0", True), ("10.0", "x>=9.2", True), ("1.26.0rc1", "numpy>=1.26", True), ("1", "x", True),
    ],
)  # fmt: skip
def test_a_version_is_held_against_what_is_needed(monkeypatch, version, requirement, met):
    monkeypatch.setattr(health, "version", lambda name: version)
    assert (unmet(requirement) == "") == met
    assert met or version in unmet(requirement)


def test_a_library_that_is_missing_is_named_with_the_command_that_brings_it(monkeypatch):
    monkeypatch.setattr(health.importlib.metadata, "requires", lambda name: ["no-such-library>=3", "rich>=1", 'pytest; extra == "test"'])
    missing, summary = health.libraries()
    assert missing.verdict == "wrong" and missing.mend == "pip install 'no-such-library>=3'" and "1 of 2" in summary.text


def test_numbers_of_a_version_compare():
    assert numbers("2.9") < numbers("2.10") and numbers("3.0.0") == numbers("3") and numbers("unknown") == []
