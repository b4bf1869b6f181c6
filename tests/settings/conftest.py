import os

import pytest


@pytest.fixture(autouse=True)
def places(tmp_path, monkeypatch):
    """A user's file, a project and an environment of one's own; the current folder is the project."""
    for name in [name for name in os.environ if name.startswith("DCODE_")] + ["OMP_NUM_THREADS", "NO_COLOR", "FORCE_COLOR"]:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DCODE_CONFIG", str(tmp_path / "user" / "config.toml"))
    (tmp_path / "user").mkdir()
    (tmp_path / "project").mkdir()
    monkeypatch.chdir(tmp_path / "project")
    return tmp_path


@pytest.fixture
def user(places):
    return places / "user" / "config.toml"


@pytest.fixture
def project(places):
    return places / "project" / "dcode.toml"
