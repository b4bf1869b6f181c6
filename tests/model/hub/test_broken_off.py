"""What is broken off goes on."""

import pytest
from hub_server import safetensors
from pulling import WEIGHTS, failing, pulled

from mercurycli.model import checkpoint, hub


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
