"""Pulls from a hub on this machine: what is taken, what goes on after a cut, what is refused, and what the user is told."""

import json
import os
import shutil

import pytest
from hub_server import CONFIG, SHA, Hub, Running, safetensors

from mercurycli.errors import ModelError, UsageError
from mercurycli.model import checkpoint, hub, hub_cache
from mercurycli.model.catalogue import known_models, model_named

WEIGHTS = safetensors(20_000)
PLAIN = {
    "config.json": CONFIG, "tokenizer.json": b"{}", "model.safetensors": WEIGHTS, "LICENSE": b"free",
    "modeling_tiny.py": b"import os", "pytorch_model.bin": b"\x80\x02", "README.md": b"# tiny", "onnx/model.safetensors": b"no",
    "../../evil.safetensors": b"no",
}  # fmt: skip


@pytest.fixture
def tiny():
    return Hub(dict(PLAIN))


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch, tiny):
    """A cache and a hub of one's own, and no waiting between tries."""
    hub.library()
    for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "HF_TOKEN", "HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE", "HUGGING_FACE_HUB_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HF_HOME", str(tmp_path / "hf"))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")
    monkeypatch.setattr("huggingface_hub.constants.HF_TOKEN_PATH", str(tmp_path / "token"))
    monkeypatch.setattr("huggingface_hub.constants.DOWNLOAD_CHUNK_SIZE", 1000)
    monkeypatch.setattr("huggingface_hub.file_download.time.sleep", lambda seconds: None)
    with Running(tiny) as address:
        monkeypatch.setenv("HF_ENDPOINT", address)
        yield tmp_path / "hf" / "hub"


def pulled(name="ada/tiny", **options):
    return hub.pull(hub.plan(name, **options))


def failing(action=pulled, *arguments):
    with pytest.raises(ModelError) as caught:
        action(*arguments)
    assert caught.value.hint and caught.value.exit_code == 3
    return f"{caught.value} / {caught.value.hint}"


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


# --- what is broken off goes on ---------------------------------------------------------------------------------------


def test_a_cut_within_a_pull_goes_on_from_the_byte_it_came_to(tiny):
    tiny.cuts = [7000]
    assert (pulled() / "model.safetensors").read_bytes() == WEIGHTS
    first, second = tiny.asked_for("model.safetensors")
    assert "range" not in first and second["range"] == "bytes=7000-"


def test_a_pull_that_failed_is_gone_on_with_by_the_next_one(tiny, cache):
    tiny.cuts = [5000] + [0] * 20
    assert "goes on" in failing()
    part = next(cache.rglob("*.incomplete"))
    assert part.read_bytes() == WEIGHTS[:5000] and failing(checkpoint.resolve, "ada/tiny")
    tiny.cuts, tiny.requests = [], []
    plan = hub.plan("ada/tiny")
    assert plan.lacking() == len(WEIGHTS) - 5000
    assert (hub.pull(plan) / "model.safetensors").read_bytes() == WEIGHTS
    assert [headers["range"] for headers in tiny.asked_for("model.safetensors")] == ["bytes=5000-"]


def test_a_server_that_cannot_go_on_is_asked_for_the_whole_again(tiny):
    tiny.cuts, tiny.ranges = [5000], False
    assert (pulled() / "model.safetensors").read_bytes() == WEIGHTS


def test_ctrl_c_leaves_what_has_come(tiny, cache):
    def impatient(name, here, size):
        if here >= 9000:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        hub.pull(hub.plan("ada/tiny"), impatient)
    assert next(cache.rglob("*.incomplete")).stat().st_size >= 9000
    assert (pulled() / "model.safetensors").read_bytes() == WEIGHTS


def test_a_newer_revision_counts_only_when_it_is_whole(tiny):
    old = pulled()
    tiny.sha, tiny.files["model.safetensors"], tiny.cuts = "f" * 40, safetensors(9000, 1), [100] + [0] * 20
    failing()
    assert checkpoint.resolve("ada/tiny") == old
    tiny.cuts = []
    assert pulled() != old and checkpoint.resolve("ada/tiny").name == "f" * 40


# --- what must not be believed ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["model.safetensors", "config.json"])
def test_a_file_with_a_wrong_checksum_is_thrown_away_and_named(tiny, cache, name):
    spoilt = bytearray(PLAIN[name])
    spoilt[-1] ^= 1
    tiny.served[name] = bytes(spoilt)
    told = failing()
    assert name in told and "checksum" in told
    assert not list(cache.rglob("*.incomplete")) and hub_cache.local_model("ada/tiny").missing
    tiny.served.clear()
    assert (pulled() / name).read_bytes() == PLAIN[name]


def test_a_file_that_was_spoilt_between_two_tries_is_not_completed_to_a_wrong_one(tiny, cache):
    tiny.cuts = [5000] + [0] * 20
    failing()
    next(cache.rglob("*.incomplete")).write_bytes(bytes(5000))
    tiny.cuts = []
    assert "checksum" in failing()
    assert (pulled() / "model.safetensors").read_bytes() == WEIGHTS


def test_what_lies_in_the_cache_can_be_proved_later(cache):
    folder = pulled()
    assert dict(hub.proofs(folder)) == dict.fromkeys(("LICENSE", "config.json", "model.safetensors", "tokenizer.json"), True)
    blob = (folder / "model.safetensors").resolve()
    blob.write_bytes(blob.read_bytes()[:-1] + b"?")
    assert dict(hub.proofs(folder))["model.safetensors"] is False


def test_pickles_are_not_pulled(tiny):
    del tiny.files["model.safetensors"]
    assert "pytorch_model.bin" in failing()
    assert not any("/resolve/" in path for _, path, _ in tiny.requests)


def test_a_repository_without_a_config_is_no_checkpoint(tiny):
    del tiny.files["config.json"]
    assert "config.json" in failing()


def test_a_repository_without_a_tokenizer_never_becomes_a_model(tiny):
    del tiny.files["tokenizer.json"]
    assert "tokenizer.json" in failing() and "tokenizer.json" in failing(checkpoint.resolve, "ada/tiny")


# --- what the hub may answer ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "headers", "says"),
    [
        (403, {"X-Error-Code": "GatedRepo"}, "HF_TOKEN"),
        (401, {"X-Error-Code": "RepoNotFound"}, "no repository ada/tiny"),
        (404, {"X-Error-Code": "RepoNotFound"}, "no repository ada/tiny"),
        (404, {"X-Error-Code": "RevisionNotFound"}, "--revision"),
        (401, {"X-Error-Message": "Invalid credentials in Authorization header"}, "the token in HF_TOKEN"),
        (403, {}, "refuses"),
        (500, {}, "answers 500"),
        (429, {}, "answers 429"),
    ],
)
def test_a_refusal_is_told_with_what_can_be_done(tiny, status, headers, says):
    tiny.error = (status, headers)
    assert says in failing()


def test_files_may_be_refused_where_the_list_was_not(tiny):
    plan = hub.plan("ada/tiny")
    tiny.error = (403, {"X-Error-Code": "GatedRepo"})
    assert "agree at" in failing(hub.pull, plan)


@pytest.mark.parametrize(
    "body",
    [b"<html>log in</html>", b"[]", b"{}", b'{"id": "ada/tiny", "sha": "../..", "siblings": []}',
     b'{"id": "a/b", "sha": "%s", "siblings": [{"rfilename": "config.json"}, {"rfilename": "model.safetensors"}]}' % (b"a" * 40)],
)  # fmt: skip
def test_a_server_that_is_no_hub_is_found_out(tiny, body):
    tiny.api_body = body
    failing()


@pytest.mark.parametrize("address", ["http://127.0.0.1:9", "http://nowhere.invalid"])
def test_a_hub_out_of_reach_is_an_error(monkeypatch, address):
    monkeypatch.setenv("HF_ENDPOINT", address)
    assert "cannot reach" in failing()


def test_an_endpoint_that_is_no_address_is_named(monkeypatch):
    monkeypatch.setenv("HF_ENDPOINT", "hub")
    with pytest.raises(UsageError, match="HF_ENDPOINT"):
        pulled()


def test_offline_nobody_is_asked_and_what_is_here_works(tiny, monkeypatch):
    folder = pulled()
    tiny.requests.clear()
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    assert "HF_HUB_OFFLINE" in failing() and "--model ada/tiny" in failing()
    assert "unset HF_HUB_OFFLINE" in failing(hub.plan, "ada/other")
    assert checkpoint.resolve("ada/tiny") == folder and not tiny.requests


@pytest.mark.parametrize("name", ["tiny", "ada/tiny/x", "../ada", "ada/..", "ada/t--x", "", "a b/c", "ada/tiny\n"])
def test_what_cannot_be_a_repository_is_not_asked_for(tiny, name):
    with pytest.raises(UsageError):
        hub.plan(name)
    assert not tiny.requests


# --- space, tokens, others --------------------------------------------------------------------------------------------


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


# --- licences, names --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("card", "licence", "asks"),
    [
        ({"license": "apache-2.0"}, "apache-2.0", False),
        ({"license": "mit"}, "mit", False),
        ({"license": "cc-by-nc-4.0"}, "cc-by-nc-4.0", True),
        ({"license": "other", "license_name": "apple-amlr"}, "apple-amlr", True),
        ({}, "", True),
    ],
)
def test_the_licence_is_the_one_of_its_page_and_only_a_free_one_needs_no_consent(tiny, card, licence, asks):
    tiny.card = card
    plan = hub.plan("ada/tiny")
    assert (plan.licence, plan.needs_consent) == (licence, asks)


def test_a_known_model_is_pulled_by_its_short_name_with_its_terms_said(tiny):
    tiny.repo = "tencent/WeDLM-8B-Base"
    plan = hub.plan("wedlm-8b-base")
    assert plan.repo == tiny.repo and "European Union" in plan.terms and plan.needs_consent
    folder = hub.pull(plan)
    assert checkpoint.resolve("WeDLM-8B-base") == checkpoint.resolve("tencent/WeDLM-8B-Base") == folder


def test_a_known_model_that_is_not_here_names_the_command_that_brings_it():
    assert "dcode models pull sdar-1.7b" in failing(checkpoint.resolve, "sdar-1.7b")
    assert "did you mean sdar-1.7b" in failing(checkpoint.resolve, "sdar1.7b")
    assert "dcode models pull eve/unknown" in failing(checkpoint.resolve, "eve/unknown")


def test_a_folder_is_used_even_where_a_name_is_the_same(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sdar-1.7b").mkdir()
    assert checkpoint.resolve("sdar-1.7b").resolve() == tmp_path / "sdar-1.7b"


@pytest.mark.parametrize(
    ("variables", "place"),
    [
        ({"HF_HUB_CACHE": "/a"}, "/a"),
        ({"HF_HOME": "/b"}, "/b/hub"),
        ({"XDG_CACHE_HOME": "/c"}, "/c/huggingface/hub"),
        ({"HOME": "/d"}, "/d/.cache/huggingface/hub"),
    ],
)
def test_the_cache_lies_where_its_variables_say(monkeypatch, variables, place):
    for name in ("HF_HUB_CACHE", "HF_HOME", "XDG_CACHE_HOME", "HUGGINGFACE_HUB_CACHE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert str(hub_cache.cache_folder()) == place


def test_the_list_names_each_model_once_with_a_family_and_a_size_that_fits_its_parameters():
    names = [model.name for model in known_models()]
    repos = [model.repo.lower() for model in known_models()]
    assert len(set(names)) == len(names) and len(set(repos)) == len(repos)
    for model in known_models():
        from mercurycli.model.families import family_named

        assert family_named(model.family) and hub_cache.REPO.fullmatch(model.repo)
        stored = 4 if model.family == "coda" else 2
        assert model.gigabytes == pytest.approx(model.billions * stored, rel=0.03)
        assert 0 < model.billions * 2 < model.memory(2) < model.memory(4)
        assert model_named(model.name.upper()) is model is model_named(model.repo)
    assert not any(model.verified for model in known_models())  # no test has had their weights yet
