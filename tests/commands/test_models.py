"""``dcode models`` against a hub on this machine."""

import json
import os
import subprocess
import sys

import pytest
from hub_server import SHA, Hub, Running, safetensors

from mercurycli.commands import models, models_pull, models_show
from mercurycli.errors import ModelError, UsageError
from mercurycli.model import hub
from mercurycli.model.catalogue import known_models
from mercurycli.settings.load import load

CONFIG = b'{"model_type": "sdar"}'


@pytest.fixture
def sdar():
    return Hub({"config.json": CONFIG, "tokenizer.json": b"{}", "model.safetensors": safetensors(4000)}, repo="JetLM/SDAR-1.7B-Chat")


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch, sdar):
    hub.library()
    for name in ("HF_HUB_OFFLINE", "HF_TOKEN", "HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE", "DCODE_MODEL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HF_HOME", str(tmp_path / "hf"))
    monkeypatch.setenv("DCODE_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")
    monkeypatch.setattr("huggingface_hub.constants.HF_TOKEN_PATH", str(tmp_path / "token"))
    monkeypatch.chdir(tmp_path)
    with Running(sdar) as address:
        monkeypatch.setenv("HF_ENDPOINT", address)
        yield tmp_path / "hf" / "hub"


def pull(name="sdar-1.7b", *, agreed=False):
    return models_pull.pull(name, revision="main", agreed=agreed, quiet=False)


def listed(capsys, **options):
    capsys.readouterr()
    assert models.list_models(local=options.get("local", False), json_output=False) == 0
    return capsys.readouterr()


def test_the_list_has_every_known_model_and_says_what_was_not_verified(capsys):
    out, err = listed(capsys)
    names = [line[2:].split()[0] for line in out.splitlines()]
    assert names == ["name", "quicksilver", *(model.name for model in known_models())]
    assert "61.6" in out and "cc-by-nc-4.0" in out and "not verified with real weights" in err
    assert [line for line in out.splitlines() if line.startswith("*")][0].startswith("* quicksilver")


def test_a_pull_tells_size_licence_and_progress_and_then_the_model_is_here(capsys, sdar):
    assert pull() == 0
    out, err = capsys.readouterr()
    assert out == "" and "licence: apache-2.0" in err and SHA[:12] in err and "100 % of" in err and "--model sdar-1.7b" in err
    rows = listed(capsys, local=True).out.splitlines()
    assert len(rows) == 3 and rows[2].split()[:3] == ["sdar-1.7b", "4", "kB"]
    pull()
    assert "here already" in capsys.readouterr().err


def test_a_licence_that_forbids_something_wants_a_yes(sdar, capsys):
    sdar.card = {"license": "cc-by-nc-4.0"}
    with pytest.raises(UsageError, match="cc-by-nc-4.0") as caught:
        pull()
    assert "--yes" in caught.value.hint and not sdar.asked_for("model.safetensors")
    assert pull(agreed=True) == 0


def test_on_a_terminal_the_licence_is_asked_for_and_a_no_pulls_nothing(sdar, monkeypatch):
    sdar.card = {"license": "cc-by-nc-4.0"}
    monkeypatch.setattr(models_pull, "is_tty", lambda file: True)
    asked = []
    monkeypatch.setattr(models_pull, "ask", lambda question: asked.append(question) or "no")
    with pytest.raises(UsageError, match="was not pulled"):
        pull()
    assert len(asked) == 1 and not sdar.asked_for("model.safetensors")
    monkeypatch.setattr(models_pull, "ask", lambda question: "yes")
    assert pull() == 0


def test_offline_a_model_that_is_here_is_no_failure(monkeypatch, capsys):
    pull()
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    assert pull() == 0 and "HF_HUB_OFFLINE" in capsys.readouterr().err
    with pytest.raises(ModelError, match="HF_HUB_OFFLINE"):
        pull("coda-1.7b")


def test_show_tells_what_a_model_can_do_needs_and_was_not_tried_for(capsys):
    assert models_show.show("sdar-1.7b", json_output=False) == 0
    out = capsys.readouterr().out
    for words in (
        "JetLM/SDAR-1.7B-Chat",
        "gen; not fix or fill",
        "4.06 GB",
        "bfloat16",
        "HumanEval 61.6 %",
        "not verified with real weights",
        "models pull",
    ):
        assert words in out
    models_show.show("coda-1.7b", json_output=False)
    assert "gen, fix, fill" in (out := capsys.readouterr().out) and "non-commercial" in out
    pull()
    capsys.readouterr()
    models_show.show("JetLM/SDAR-1.7B-Chat", json_output=True)
    shown = json.loads(capsys.readouterr().out)
    assert shown["name"] == "sdar-1.7b" and shown["here"] is True and shown["revision"] == SHA and shown["fills"] is False


def test_show_takes_folders_and_the_embedded_one_too(tmp_path, capsys):
    assert models_show.show("quicksilver", json_output=False) == 0 and "quicksilver" in capsys.readouterr().out
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "config.json").write_bytes(CONFIG)
    models_show.show(str(tmp_path / "mine"), json_output=True)
    assert json.loads(capsys.readouterr().out)["missing"] == "model.safetensors"
    models_show.show(str(tmp_path / "mine"), json_output=False)
    assert "SDAR" in (out := capsys.readouterr().out) and "not fix or fill" in out
    with pytest.raises(ModelError, match="no model is called"):
        models_show.show("nonsense", json_output=False)


@pytest.mark.parametrize("content", ["{", "[]", "\x00"])
def test_show_of_a_broken_folder_is_an_error(tmp_path, content):
    (tmp_path / "config.json").write_text(content)
    with pytest.raises(ModelError):
        models_show.show(str(tmp_path), json_output=False)


def test_a_model_of_a_known_kind_under_another_name_is_listed_and_others_are_not(sdar, capsys):
    for repo, config in (("ada/sdar-x", CONFIG), ("ada/gpt", b'{"model_type": "gpt2"}'), ("ada/broken", b"[")):
        sdar.repo, sdar.files["config.json"] = repo, config
        pull(repo)
    assert [line[2:].split()[0] for line in listed(capsys, local=True).out.splitlines()] == ["name", "quicksilver", "ada/sdar-x"]
    models.list_models(local=True, json_output=True)
    rows = json.loads(capsys.readouterr().out)["models"]
    assert [row["name"] for row in rows] == ["quicksilver", "ada/sdar-x"] and all(row["here"] for row in rows)


def test_the_default_is_a_setting_and_only_what_is_here_can_be_it(capsys):
    with pytest.raises(ModelError, match="not on this machine yet"):
        models.default("sdar-1.7b")
    with pytest.raises(UsageError, match="no model is called"):
        models.default("nonsense")
    pull()
    assert models.default("jetlm/sdar-1.7b-chat") == 0 and load().model == "sdar-1.7b"
    capsys.readouterr()
    models.default(None)
    assert capsys.readouterr().out.startswith("sdar-1.7b   (")
    assert any(line.startswith("* sdar-1.7b") for line in listed(capsys).out.splitlines())
    models.default("quicksilver")
    assert load().model == "quicksilver"


def test_verify_finds_a_changed_byte_and_names_the_file(capsys, cache):
    pull()
    capsys.readouterr()
    assert models_pull.verify(()) == 0 and capsys.readouterr().out == "sdar-1.7b: right\n"
    blob = next(path for path in cache.rglob("model.safetensors")).resolve()
    blob.write_bytes(blob.read_bytes()[:-1] + b"?")
    assert models_pull.verify(("sdar-1.7b",)) == 1
    out, err = capsys.readouterr()
    assert "model.safetensors is not what its checksum says" in out and "models rm" in err


def test_verify_looks_at_folders_by_their_headers(tmp_path, capsys):
    folder = tmp_path / "mine"
    folder.mkdir()
    for name, data in (("config.json", CONFIG), ("tokenizer.json", b"{}"), ("model.safetensors", safetensors(40))):
        (folder / name).write_bytes(data)
    assert models_pull.verify((str(folder),)) == 0 and "no checksums came with it" in capsys.readouterr().out
    (folder / "model.safetensors").write_bytes(safetensors(40)[:-1])
    assert models_pull.verify((str(folder),)) == 1


def test_rm_frees_what_it_says(capsys, cache):
    pull()
    assert models_pull.remove(("sdar-1.7b",), agreed=False) == 0
    assert "JetLM/SDAR-1.7B-Chat is gone" in capsys.readouterr().err and not list(cache.glob("models--*"))
    with pytest.raises(ModelError, match="not on this machine"):
        models_pull.remove(("sdar-1.7b",), agreed=False)


def test_the_whole_road_as_a_process(sdar, tmp_path):
    """Environment variables as they come from a shell; a model that is no real one ends in an error of ours, not in a traceback."""

    def dcode(*arguments, **environment):
        command = [sys.executable, "-m", "mercurycli", *arguments]
        return subprocess.run(
            command, capture_output=True, text=True, env={**os.environ, **environment}, timeout=120, check=False, stdin=subprocess.DEVNULL
        )

    done = dcode("models", "pull", "sdar-1.7b", "--quiet")
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    done = dcode("gen", "x", "--model", "sdar-1.7b")
    assert done.returncode in (2, 3) and "Traceback" not in done.stderr
    offline = dcode("models", "pull", "dream-7b", "--yes", HF_HUB_OFFLINE="1")
    assert offline.returncode == 3 and "HF_HUB_OFFLINE" in offline.stderr


@pytest.mark.parametrize(
    "command",
    [("models", "list"), ("config", "show"), ("models", "show", "sdar-1.7b"), ("models", "--help"), ("config", "set", "seed", "1")],
)
def test_neither_torch_nor_the_hubs_library_is_loaded_to_look(command):
    code = f"import sys; sys.argv = ['dcode', *{list(command)!r}]\nfrom mercurycli.cli import main\ntry:\n    main()\n"
    code += "except SystemExit as stop:\n    assert not stop.code\nprint({'torch', 'huggingface_hub'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.endswith("set()\n")


@pytest.mark.parametrize("shards", [1, 3])
def test_from_a_pull_to_a_program_are_two_commands(tmp_path, sdar, shards):
    """A tiny checkpoint in the names of its family, with random weights: pulled, recognised by its name, and decoded."""
    from tiny_families import BY_NAME, write

    from mercurycli.events import End, Start
    from mercurycli.session import GenerateRequest, gen, open_engine

    folder = write(tmp_path / "made", BY_NAME["sdar"], shards=shards)
    sdar.files = {path.name: path.read_bytes() for path in folder.iterdir()}
    pull()
    engine = open_engine("sdar-1.7b", "cpu")
    events = list(gen(engine, GenerateRequest("falling letters", length=8)))
    assert isinstance(events[0], Start) and isinstance(events[-1], End) and events[-1].model_calls > 0
    assert engine.name != SHA and "sdar" in engine.name.lower()
