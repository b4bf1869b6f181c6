"""What a pull takes, how it is told of, and what it needs: room, a token, the file to itself."""

import json
import os
import shutil

import pytest
from hub_server import SHA, safetensors
from pulling import PLAIN, WEIGHTS, failing, pulled

from mercurycli.model import checkpoint, hub, hub_cache


def test_a_pull_takes_what_a_checkpoint_consists_of_and_nothing_else(tiny, cache):
    folder = pulled()
    assert sorted(path.name for path in folder.iterdir()) == ["LICENSE", "config.json", "model.safetensors", "tokenizer.json"]
    assert (folder / "model.safetensors").read_bytes() == WEIGHTS
    assert folder == cache / "models--ada--tiny" / "snapshots" / SHA
    assert {path.rsplit("/", 1)[1] for _, path, _ in tiny.requests if "/resolve/" in path} == {p.name for p in folder.iterdir()}
    assert not list(cache.rglob("*.incomplete")) and not list(cache.parent.parent.rglob("evil*"))


def test_what_was_pulled_is_a_model_by_its_name_and_the_same_to_other_programs(cache):
    from huggingface_hub import scan_cache_dir

    folder = pulled()
    assert checkpoint.resolve("ada/tiny") == folder
    assert hub_cache.local_model("ada/tiny").size == sum(len(PLAIN[path.name]) for path in folder.iterdir())
    (found,) = scan_cache_dir(cache).repos
    assert (found.repo_id, {ref for revision in found.revisions for ref in revision.refs}) == ("ada/tiny", {"main"})


def test_a_second_pull_asks_whether_there_is_something_newer_and_takes_nothing(tiny):
    pulled()
    tiny.requests.clear()
    pulled()
    assert [path for _, path, _ in tiny.requests] == ["/api/models/ada/tiny/revision/main"]


def test_a_checkpoint_in_parts_comes_with_all_its_parts(tiny):
    names = [f"model-0000{part}-of-00002.safetensors" for part in (1, 2)]
    del tiny.files["model.safetensors"]
    tiny.files |= {name: safetensors(4000, part) for part, name in enumerate(names)}
    tiny.files |= {"model.safetensors.index.json": json.dumps({"weight_map": {"a": names[0], "b": names[1]}}).encode()}
    folder = pulled()
    assert hub_cache.missing(folder) == "" and all((folder / name).read_bytes() == tiny.files[name] for name in names)
    (folder / names[1]).unlink()
    assert hub_cache.missing(folder) == names[1]


def test_progress_is_told_by_bytes_up_to_the_last():
    told = []
    hub.pull(hub.plan("ada/tiny"), lambda *news: told.append(news))
    weights = [here for name, here, size in told if name == "model.safetensors"]
    assert weights == sorted(weights) and weights[0] == 0 and weights[-1] == len(WEIGHTS) and len(weights) > 10


def test_a_pull_that_would_not_fit_does_not_begin(tiny, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(10**9, 10**9 - 5000, 5000))
    told = failing()
    assert "GB are free" in told and "HF_HOME" in told
    assert not any("/resolve/" in path for _, path, _ in tiny.requests)


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="the system has no device that is always full")
def test_a_disk_that_fills_up_meanwhile_is_told_of(cache):
    plan = hub.plan("ada/tiny")
    blobs = hub_cache.storage("ada/tiny") / "blobs"
    blobs.mkdir(parents=True)
    weights = next(file for file in plan.files if file.name == "model.safetensors")
    (blobs / f"{weights.etag}.dcode.incomplete").symlink_to("/dev/full")
    assert "no space left" in failing(hub.pull, plan)


def test_a_token_is_sent_to_the_hub_and_to_nobody_it_points_to(tiny, monkeypatch):
    tiny.elsewhere = os.environ["HF_ENDPOINT"].replace("127.0.0.1", "localhost")
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    assert (pulled() / "model.safetensors").read_bytes() == WEIGHTS
    here, there = (tiny.asked_for("model.safetensors")[at] for at in (0, -1))
    assert here["authorization"] == "Bearer hf_secret" and there["host"].startswith("localhost") and "authorization" not in there


def test_without_a_token_none_is_sent(tiny):
    pulled()
    assert tiny.requests and not any("authorization" in headers for _, _, headers in tiny.requests)


@pytest.mark.skipif(os.name == "nt", reason="no flock")
def test_two_pulls_of_one_file_do_not_write_into_each_other(cache):
    import fcntl

    plan = hub.plan("ada/tiny")
    blobs = hub_cache.storage("ada/tiny") / "blobs"
    blobs.mkdir(parents=True)
    weights = next(file for file in plan.files if file.name == "model.safetensors")
    with (blobs / f"{weights.etag}.dcode.incomplete").open("ab") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        assert "another dcode" in failing(hub.pull, plan)


def test_a_model_taken_away_is_gone_with_its_broken_off_parts(tiny, cache):
    tiny.cuts = [5000] + [0] * 20
    failing()
    assert hub.remove("ada/tiny") > 5000 and not list(cache.glob("models--*"))
    assert "not on this machine" in failing(hub.remove, "ada/tiny")
