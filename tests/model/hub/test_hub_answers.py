"""What a hub may answer, and what the user is told then."""

import pytest
from pulling import failing, pulled

from mercurycli.errors import UsageError
from mercurycli.model import checkpoint, hub


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
