"""Licences and names: what a model is called, on which terms, and where it lies."""

import pytest
from pulling import failing

from mercurycli.model import checkpoint, hub, hub_cache
from mercurycli.model.catalogue import known_models, model_named


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
